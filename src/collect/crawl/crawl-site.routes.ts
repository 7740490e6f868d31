import { Type } from 'typebox';
import { actorOf } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import type { Deps } from '../../store/deps.ts';
import { CrawlSiteInputSchema, CrawlSiteListSchema, CrawlSiteSchema } from './crawl-site.contract.ts';
import { listCrawlSites } from './crawl-site.reads.ts';
import { addCrawlSite, askForCrawl, removeCrawlSite } from './crawl-site.service.ts';

const member = { access: 'member' } as const;
const params = Type.Object({ id: Uuid });
const tags = ['crawl'];

/** The sites of ours that are read for prices, and how it last went. */
export function crawlSiteRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/crawl-sites',
    {
      config: member,
      schema: {
        summary: 'The sites that are read for prices, each with its last crawl',
        tags,
        response: { 200: CrawlSiteListSchema },
      },
    },
    async () => ({ sites: await listCrawlSites(deps.postgres) }),
  );

  app.post(
    '/v1/crawl-sites',
    {
      config: member,
      schema: {
        summary: 'Add a site of ours, to be read each night',
        tags,
        body: CrawlSiteInputSchema,
        response: { 201: CrawlSiteSchema },
      },
    },
    async (request, reply) => reply.status(201).send(await addCrawlSite(deps, request.body, actorOf(request))),
  );

  app.post(
    '/v1/crawl-sites/:id/crawl',
    {
      config: member,
      schema: { summary: 'Ask for a crawl now', tags, params, response: { 202: CrawlSiteSchema } },
    },
    async (request, reply) => reply.status(202).send(await askForCrawl(deps, request.params.id)),
  );

  app.delete(
    '/v1/crawl-sites/:id',
    {
      config: member,
      schema: {
        summary: 'Take a site away; what it said stays',
        tags,
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeCrawlSite(deps, request.params.id, actorOf(request));
      return reply.status(204).send(null);
    },
  );
}
