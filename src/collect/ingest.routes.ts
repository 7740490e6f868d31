import type { FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/errors.ts';
import { type Actor, actorOf, type FindActor, hashToken } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { listDeadLetters } from './dead-letter.reads.ts';
import {
  BatchBodySchema,
  callTypes,
  DeadLetterPageSchema,
  DeadLetterQuerySchema,
  ReceiptSchema,
  REQUEST_LIMIT_BYTES,
  SingleBodySchema,
} from './event.contract.ts';
import { ingest, type Intake } from './ingest.service.ts';
import { readTimeCursor } from './time-cursor.ts';

type KeyActor = Extract<Actor, { kind: 'key' }>;

/** The key in the header, else the one in the body, where Segment's clients in browsers put it. */
async function sourceOf(request: FastifyRequest, findActor: FindActor, writeKey: unknown): Promise<KeyActor> {
  if (request.actor === null && typeof writeKey === 'string' && writeKey !== '') {
    const actor = await findActor({ kind: 'key', tokenHash: hashToken(writeKey) });
    if (actor?.kind === 'key') return actor;
    throw new DomainError(
      'key-unknown',
      'The writeKey is unknown or revoked. `samspel keys` lists the keys there are.',
      [{ field: 'writeKey', found: 'an unknown key', allowed: 'a key of this deployment' }],
    );
  }
  const actor = request.actor === null ? undefined : actorOf(request);
  if (actor?.kind === 'key') return actor;
  throw new DomainError(
    'key-missing',
    'Send the write key as the user name of Basic, as Bearer, or as writeKey in the body.',
    [{ field: 'writeKey', found: 'nothing', allowed: 'a key, here or in the authorization header' }],
  );
}

/** Browsers send JSON as text/plain to be spared a question beforehand; some clients as a form. It is JSON all the same. */
function acceptJsonUnderOtherNames(app: App): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(['text/plain', 'application/x-www-form-urlencoded'], { parseAs: 'string' }, parseJson);
}

function singleRoutes(app: App, intake: Intake, findActor: FindActor): void {
  for (const type of callTypes) {
    app.post(
      `/v1/${type}`,
      {
        config: { access: 'write' },
        bodyLimit: REQUEST_LIMIT_BYTES,
        schema: {
          summary: `Hand in one ${type} call (Segment spec)`,
          tags: ['events'],
          body: SingleBodySchema,
          response: { 200: ReceiptSchema },
        },
      },
      async (request) => {
        const source = await sourceOf(request, findActor, request.body['writeKey']);
        // The key is no part of the call: what is refused is kept as it came, and no key may stand in that drawer.
        const { writeKey: _writeKey, ...body } = request.body;
        const call = { ...body, type };
        await ingest(intake, { calls: [call], isBatch: false, source: source.name, keyChannel: source.channel });
        return { success: true };
      },
    );
  }
}

function batchRoutes(app: App, intake: Intake, findActor: FindActor): void {
  for (const address of ['batch', 'import']) {
    app.post(
      `/v1/${address}`,
      {
        config: { access: 'write' },
        bodyLimit: REQUEST_LIMIT_BYTES,
        schema: {
          summary: 'Hand in many calls at once (Segment spec)',
          tags: ['events'],
          body: BatchBodySchema,
          response: { 200: ReceiptSchema },
        },
      },
      async (request) => {
        const { batch, sentAt, context, writeKey } = request.body;
        const source = await sourceOf(request, findActor, writeKey);
        await ingest(intake, {
          calls: batch,
          isBatch: true,
          source: source.name,
          keyChannel: source.channel,
          sentAt,
          context,
        });
        return { success: true };
      },
    );
  }
}

/** The doors for events by the Segment spec, and the drawer of what was not taken in. */
export function ingestRoutes(app: App, intake: Intake, findActor: FindActor): void {
  // In a scope of their own, because only these doors take JSON under another name.
  void app.register((scope: App, _options, done) => {
    acceptJsonUnderOtherNames(scope);
    singleRoutes(scope, intake, findActor);
    batchRoutes(scope, intake, findActor);
    done();
  });
  app.get(
    '/v1/dead-letters',
    {
      config: { access: 'member' },
      schema: {
        summary: 'What was not taken in, and why',
        tags: ['events'],
        querystring: DeadLetterQuerySchema,
        response: { 200: DeadLetterPageSchema },
      },
    },
    (request) => {
      const { kind, cursor, limit } = request.query;
      return listDeadLetters(intake.deps.postgres, { kind, limit, after: readTimeCursor(cursor) });
    },
  );
}
