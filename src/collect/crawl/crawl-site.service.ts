import { DomainError } from '../../kernel/errors.ts';
import { recordDeeds } from '../../organisation/audit.service.ts';
import type { Doer } from '../../organisation/audit.ts';
import { registerChannels } from '../../organisation/channel-registration.service.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, type Sql } from '../../store/postgres.ts';
import { enqueue } from '../../store/queue.ts';
import type { CrawlSiteInput, CrawlSiteView } from './crawl-site.contract.ts';
import { findCrawlSite } from './crawl-site.reads.ts';
import { deleteSite, insertSite, markAsked } from './crawl-site.store.ts';
import { ownSite } from './own-site.ts';

/** The job that reads sites. */
export const CRAWL_JOB = 'crawl-site';

const MOST_SITES = 50;

/** Adds a site of ours; it is read each night, and when somebody asks for it. Throws `field-invalid`, `state-conflict`. */
export async function addCrawlSite(deps: Deps, input: CrawlSiteInput, by: Doer): Promise<CrawlSiteView> {
  const site = ownSite(input.channel, input.starts, input);
  const id = deps.newId();
  await inTransaction(deps.postgres, async (tx) => {
    await registerChannels(tx, [site.channel]);
    if (!(await insertSite(tx, { ...site, id, productBy: input.productBy ?? 'id' }, deps.clock(), MOST_SITES)))
      throw new DomainError(
        'state-conflict',
        `There are ${MOST_SITES} sites, and no more may be: take one away first.`,
      );
    const detail = { channel: site.channel, origins: site.origins, starts: site.starts };
    await recordDeeds(deps, tx, [{ by, action: 'added', subject: { kind: 'crawl-site', id }, detail }]);
  });
  return demandCrawlSite(deps.postgres, id);
}

/** Takes a site away with what was kept of its pages; the sightings stay. Throws `not-found`. */
export async function removeCrawlSite(deps: Deps, id: string, by: Doer): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    if (!(await deleteSite(tx, id))) throw missing(id);
    await recordDeeds(deps, tx, [{ by, action: 'removed', subject: { kind: 'crawl-site', id } }]);
  });
}

/** Asks for a crawl now. Asked for again before it begins, it is one. Throws `not-found`. */
export async function askForCrawl(deps: Deps, id: string): Promise<CrawlSiteView> {
  await inTransaction(deps.postgres, async (tx) => {
    if ((await ask(deps, tx, id)) === 0) throw missing(id);
  });
  return demandCrawlSite(deps.postgres, id);
}

/** Asks for a crawl of every site. */
export async function askForAllCrawls(deps: Deps): Promise<void> {
  await inTransaction(deps.postgres, (tx) => ask(deps, tx, null));
}

async function ask(deps: Deps, tx: Sql, id: string | null): Promise<number> {
  const ids = await markAsked(tx, deps.clock(), id);
  // One job for them all, one site after the other: reading pages must not keep every worker from other jobs.
  if (ids.length > 0) await enqueue(tx, CRAWL_JOB, ids, { key: CRAWL_JOB });
  return ids.length;
}

async function demandCrawlSite(sql: Sql, id: string): Promise<CrawlSiteView> {
  const site = await findCrawlSite(sql, id);
  if (site === undefined) throw missing(id);
  return site;
}

function missing(id: string): DomainError {
  return new DomainError('not-found', `There is no site ${id}. GET /v1/crawl-sites lists those there are.`);
}
