import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { App } from '../http/server.ts';
import { withSpooledBody } from '../http/spool.ts';
import { Uuid } from '../kernel/contract.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import {
  ImportDetailSchema,
  ImportListSchema,
  ImportQuerySchema,
  MappingListSchema,
  MappingName,
  PriceZonesSchema,
  SavedMappingSchema,
} from './import.contract.ts';
import { findImport, listImports } from './import.reads.ts';
import { findMapping, listMappings } from './mapping.reads.ts';
import { saveMapping } from './mapping.service.ts';
import { loadPriceZones } from './price-zone.reads.ts';
import { declarePriceZones } from './price-zone.service.ts';
import { importTable } from './sighting-table.service.ts';
import { SightingReceiptSchema } from './sighting.contract.ts';
import { TABLE_TYPES, TableQuerySchema, tableOf } from './sighting.routes.ts';

const DEFAULT_LIMIT = 50;
/** The largest file that may be sent, in bytes, also after unpacking. */
const FILE_LIMIT_BYTES = 200_000_000;

/** Files of sightings in, what became of them, and the mappings and price zones they are read by. */
export function importRoutes(app: App, deps: Deps): void {
  fileRoute(app, deps);
  importReads(app, deps);
  mappingRoutes(app, deps);
  priceZoneRoutes(app, deps);
}

function fileRoute(app: App, deps: Deps): void {
  void app.register((scope: App, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...TABLE_TYPES], (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.post(
      '/v1/imports/sightings',
      {
        bodyLimit: FILE_LIMIT_BYTES,
        schema: {
          summary: 'Hand in a large table or feed; GET /v1/imports shows how far it has come',
          querystring: TableQuerySchema,
          response: { 200: SightingReceiptSchema },
        },
      },
      (request) =>
        withSpooledBody(request.body as Readable, FILE_LIMIT_BYTES, (path) =>
          importTable(deps, tableOf(request), path),
        ),
    );
    done();
  });
}

function importReads(app: App, deps: Deps): void {
  app.get(
    '/v1/imports',
    {
      schema: {
        summary: 'What was handed in, the newest first',
        querystring: ImportQuerySchema,
        response: { 200: ImportListSchema },
      },
    },
    async ({ query }) => ({ imports: await listImports(deps.postgres, query.limit ?? DEFAULT_LIMIT) }),
  );

  app.get(
    '/v1/imports/:id',
    {
      schema: {
        summary: 'One import with the rows that were not accepted',
        params: Type.Object({ id: Uuid }),
        response: { 200: ImportDetailSchema },
      },
    },
    async ({ params }) => {
      const found = await findImport(deps.postgres, params.id);
      if (found === undefined) throw missing('import', params.id, '/v1/imports');
      return found;
    },
  );
}

function mappingRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/mappings',
    { schema: { summary: 'The saved mappings', response: { 200: MappingListSchema } } },
    async () => ({ mappings: await listMappings(deps.postgres) }),
  );

  app.get(
    '/v1/mappings/:name',
    {
      schema: {
        summary: 'One saved mapping',
        params: Type.Object({ name: MappingName }),
        response: { 200: SavedMappingSchema },
      },
    },
    async ({ params }) => {
      const found = await findMapping(deps.postgres, params.name);
      if (found === undefined) throw missing('mapping', params.name, '/v1/mappings');
      return found;
    },
  );

  app.put(
    '/v1/mappings/:name',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Save how a table is read',
        params: Type.Object({ name: MappingName }),
        body: Type.Unknown(),
        response: { 200: SavedMappingSchema },
      },
    },
    ({ params, body }) => saveMapping(deps, params.name, body),
  );
}

function priceZoneRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/price-zones',
    { schema: { summary: 'Which price zone each place lies in', response: { 200: PriceZonesSchema } } },
    async () => ({ zones: await loadPriceZones(deps.postgres) }),
  );

  app.put(
    '/v1/price-zones',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Declare the price zones anew: prices may differ between zones, not within one',
        body: PriceZonesSchema,
        response: { 200: PriceZonesSchema },
      },
    },
    async ({ body }) => {
      await declarePriceZones(deps, body.zones);
      return body;
    },
  );
}

function missing(thing: string, id: string, list: string): DomainError {
  return new DomainError('not-found', `There is no ${thing} ${id}. GET ${list} lists those there are.`);
}
