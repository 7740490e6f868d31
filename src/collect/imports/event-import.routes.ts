import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type Actor, actorOf, permitChannel } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { ImportDetailSchema } from '../import.contract.ts';
import { findImport } from '../import.reads.ts';
import type { Intake } from '../intake.service.ts';
import { deadRowsTable } from './dead-rows.reads.ts';
import {
  PreviewInputSchema,
  PreviewSchema,
  StartInputSchema,
  UploadedSchema,
  UploadQuerySchema,
} from './event-import.contract.ts';
import { cancelImport, demandImport, mappingGiven, resumeImport, startImport } from './import-start.service.ts';
import { previewImport } from './preview.service.ts';
import { keepFile, MOST_FILE_BYTES } from './upload.service.ts';

const params = Type.Object({ id: Uuid });
const config = { access: 'member' } as const;
const tags = ['imports'];

/** Files of events in: handed in, looked at, started, followed, stopped and taken up again. */
export function eventImportRoutes(app: App, intake: Intake): void {
  uploadRoute(app, intake.deps);
  beginningRoutes(app, intake);
  stateRoutes(app, intake.deps);
}

function uploadRoute(app: App, deps: Deps): void {
  void app.register((scope: App, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.post(
      '/v1/imports',
      {
        bodyLimit: MOST_FILE_BYTES,
        schema: {
          summary: 'Hand in a file of events; with a mapping its import starts, without one it waits for it',
          tags,
          querystring: UploadQuerySchema,
          response: { 202: UploadedSchema },
        },
      },
      async (request, reply) => {
        const { fileName, source = fileName, mapping } = request.query;
        if (mapping !== undefined) await permitMapping(deps, actorOf(request), mapping);
        const body = request.body instanceof Readable ? request.body : Readable.from([]);
        const id = await keepFile(deps, { fileName, source }, body);
        const started = mapping === undefined ? { id, isKnown: false } : await startImport(deps, id, { mapping });
        return reply.code(202).send(started);
      },
    );
    done();
  });
}

/** A key that belongs to one channel brings in events of that channel only. */
async function permitMapping(deps: Deps, actor: Actor, name: string): Promise<void> {
  const { channel } = await mappingGiven(deps, name);
  permitChannel(actor, typeof channel === 'string' ? channel : 'what a column names');
}

function beginningRoutes(app: App, intake: Intake): void {
  app.post(
    '/v1/imports/:id/preview',
    {
      config,
      schema: {
        summary: 'What the first rows of a file seem to be, and what they would become',
        tags,
        params,
        body: PreviewInputSchema,
        response: { 200: PreviewSchema },
      },
    },
    ({ params: { id }, body }) => previewImport(intake, id, body.mapping),
  );
  app.post(
    '/v1/imports/:id/start',
    {
      config,
      schema: {
        summary: 'Say how a file is read, and have it taken in',
        tags,
        params,
        body: StartInputSchema,
        response: { 202: UploadedSchema },
      },
    },
    async ({ params: { id }, body }, reply) => reply.code(202).send(await startImport(intake.deps, id, body)),
  );
}

function stateRoutes(app: App, deps: Deps): void {
  const changes = [
    {
      word: 'cancellation',
      summary: 'Stop an import at its next step; what was taken in stands',
      change: cancelImport,
    },
    { word: 'resumption', summary: 'Take an import up again where it was left', change: resumeImport },
  ] as const;
  for (const { word, summary, change } of changes) {
    app.post(
      `/v1/imports/:id/${word}`,
      { config, schema: { summary, tags, params, response: { 200: ImportDetailSchema } } },
      async ({ params: { id } }) => {
        await change(deps, id);
        const found = await findImport(deps.postgres, id);
        if (found !== undefined) return found;
        throw new DomainError('not-found', `There is no import ${id}. GET /v1/imports lists those there are.`);
      },
    );
  }
  app.get(
    '/v1/imports/:id/dead-letters.csv',
    { config, schema: { summary: 'The rows of an import that were not taken in, as a table', tags, params } },
    async ({ params: { id } }, reply) => {
      await demandImport(deps, id);
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="import-${id}.csv"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(deadRowsTable(deps.postgres, id)));
    },
  );
}
