import { Readable } from 'node:stream';
import { type Static, Type } from 'typebox';
import { type Actor, actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { ChannelId, PageLimit, ProductId, ShortText, Time } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { ProductBySchema } from './feeds/feed.contract.ts';
import { MappingName } from './import.contract.ts';
import { receiveTable, type SightingTable } from './sighting-table.service.ts';
import { SightingBatchSchema, SightingReceiptSchema, SightingSchema } from './sighting.contract.ts';
import { listSightings } from './sighting.reads.ts';
import { receiveSightingBatch } from './sighting.service.ts';

const DEFAULT_LIMIT = 50;

export const TABLE_TYPES = [
  'text/csv',
  'application/x-ndjson',
  'text/tab-separated-values',
  'application/xml',
  'text/xml',
  'application/rss+xml',
  'application/atom+xml',
] as const;

/** How a table that is sent as the body is to be read. */
export const TableQuerySchema = Type.Object({
  mapping: Type.Optional(MappingName),
  source: Type.Optional(ShortText),
  seenAt: Type.Optional(Time),
  fileName: Type.Optional(ShortText),
  channel: Type.Optional(ChannelId),
  productBy: Type.Optional(ProductBySchema),
});

/** A key that belongs to a channel speaks for that one only. */
function onlyChannelOf(actor: Actor): string | null {
  return actor.kind === 'key' ? actor.channel : null;
}

/** What the address, the content type and the caller say of a table. */
export function tableOf(
  request: Parameters<typeof actorOf>[0] & { readonly query: Static<typeof TableQuerySchema> },
): SightingTable {
  const { query } = request;
  const contentType = request.headers['content-type'];
  const ending = contentType?.startsWith('application/x-ndjson') === true ? '.ndjson' : '.csv';
  const isNamed = contentType?.startsWith('text/csv') !== true && ending === '.csv';
  const name = (query.fileName ?? query.source ?? 'upload').replace(/\.gz$/i, '');
  return {
    fileName: isNamed || name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`,
    mapping: query.mapping,
    source: query.source,
    seenAt: query.seenAt === undefined ? undefined : () => Date.parse(query.seenAt ?? ''),
    isSaidToBeXml: contentType?.includes('xml') === true,
    feed: query.channel === undefined ? undefined : { channel: query.channel, productBy: query.productBy },
    onlyChannel: onlyChannelOf(actorOf(request)),
  };
}

/** Sightings in, as JSON or as a table, and out again. */
export function sightingRoutes(app: App, deps: Deps): void {
  void app.register((scope: App, _options, done) => {
    scope.removeContentTypeParser('text/plain');
    scope.addContentTypeParser([...TABLE_TYPES], { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.post(
      '/v1/sightings',
      {
        schema: {
          summary:
            'Hand in what channels were seen to say, as JSON, a table (CSV, TSV, NDJSON) or a feed (XML); each row is judged alone',
          body: { content: { 'application/json': { schema: SightingBatchSchema } } },
          querystring: TableQuerySchema,
          response: { 200: SightingReceiptSchema },
        },
      },
      (request) => {
        const body: unknown = request.body;
        if (Buffer.isBuffer(body)) return receiveTable(deps, tableOf(request), Readable.from([body]));
        return receiveSightingBatch(
          deps,
          (body as Static<typeof SightingBatchSchema>).sightings,
          onlyChannelOf(actorOf(request)),
        );
      },
    );
    done();
  });

  app.get(
    '/v1/sightings',
    {
      schema: {
        summary: 'The newest sightings, of a product or channel if asked',
        querystring: Type.Object({
          product: Type.Optional(ProductId),
          channel: Type.Optional(ChannelId),
          limit: PageLimit,
        }),
        response: { 200: Type.Object({ sightings: Type.Array(SightingSchema) }) },
      },
    },
    async ({ query }) => ({
      sightings: await listSightings(deps.postgres, { ...query, limit: query.limit ?? DEFAULT_LIMIT }),
    }),
  );
}
