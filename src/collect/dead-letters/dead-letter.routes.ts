import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { actorName, actorOf } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Intake } from '../intake.service.ts';
import { readTimeCursor } from '../time-cursor.ts';
import { TABLE_HEAD, tableRows } from './dead-letter-table.ts';
import {
  DeadLetterPageSchema,
  DeadLetterQuerySchema,
  DeadLetterSchema,
  DiscardedSchema,
  DiscardInputSchema,
  DiscardManySchema,
  type LetterFilter,
  LetterFilterSchema,
  LetterGroupListSchema,
  MOST_BODY_CHARACTERS,
  ReplayedSchema,
  ReplayInputSchema,
  ReplayJobListSchema,
  ReplayJobSchema,
  ReplayManySchema,
  TrialSchema,
} from './dead-letter.contract.ts';
import { findDeadLetter, groupDeadLetters, listDeadLetters } from './dead-letter.reads.ts';
import { listReplays } from './replay.reads.ts';
import { demandReplay, requestReplay } from './replay-many.service.ts';
import { discardLetter, discardLetters, replayLetter, tryLetter } from './replay.service.ts';

const config = { access: 'member' } as const;
const tags = ['events'];
const params = Type.Object({ id: Uuid });
/** A character of a mended body takes at most six bytes as JSON. */
const bodyLimit = MOST_BODY_CHARACTERS * 6;

function lookingRoutes(app: App, { deps: { postgres } }: Intake): void {
  app.get(
    '/v1/dead-letters',
    {
      config,
      schema: {
        summary: 'What was not taken in, and why',
        tags,
        querystring: DeadLetterQuerySchema,
        response: { 200: DeadLetterPageSchema },
      },
    },
    (request) => {
      const { cursor, limit, ...filter } = request.query;
      return listDeadLetters(postgres, { filter, limit, after: readTimeCursor(cursor) });
    },
  );
  app.get(
    '/v1/dead-letters/groups',
    {
      config,
      schema: {
        summary: 'What was not taken in, gathered by source and fault',
        tags,
        querystring: LetterFilterSchema,
        response: { 200: LetterGroupListSchema },
      },
    },
    (request) => groupDeadLetters(postgres, request.query),
  );
  app.get(
    '/v1/dead-letters/table.csv',
    { config, schema: { summary: 'The same as a table for spreadsheets', tags, querystring: LetterFilterSchema } },
    (request, reply) =>
      reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="dead-letters.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(tableOf(postgres, request.query))),
  );
  app.get(
    '/v1/dead-letters/:id',
    { config, schema: { summary: 'One dead letter', tags, params, response: { 200: DeadLetterSchema } } },
    async (request) => {
      const { id } = request.params;
      const letter = await findDeadLetter(postgres, id);
      if (letter !== undefined) return letter;
      throw new DomainError('not-found', `No dead letter has the id ${id}. It may be older than they are kept.`);
    },
  );
}

const ROWS_AT_ONCE = 200;

async function* tableOf(postgres: Intake['deps']['postgres'], filter: LetterFilter): AsyncGenerator<string> {
  yield TABLE_HEAD;
  let cursor: string | undefined;
  do {
    const page = await listDeadLetters(postgres, { filter, limit: ROWS_AT_ONCE, after: readTimeCursor(cursor) });
    yield tableRows(page.deadLetters);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function settlingRoutes(app: App, intake: Intake): void {
  app.post(
    '/v1/dead-letters/:id/trial',
    {
      config,
      bodyLimit,
      schema: {
        summary: 'Would it be taken in now? Nothing is kept',
        tags,
        params,
        body: ReplayInputSchema,
        response: { 200: TrialSchema },
      },
    },
    (request) => tryLetter(intake, request.params.id, request.body),
  );
  app.post(
    '/v1/dead-letters/:id/replay',
    {
      config,
      bodyLimit,
      schema: {
        summary: 'Take one in after all, at its own time; again adds nothing',
        tags,
        params,
        body: ReplayInputSchema,
        response: { 200: ReplayedSchema },
      },
    },
    (request) => replayLetter(intake, request.params.id, request.body, actorName(actorOf(request))),
  );
  app.post(
    '/v1/dead-letters/:id/discard',
    {
      config,
      schema: {
        summary: 'Put one away, with the reason',
        tags,
        params,
        body: DiscardInputSchema,
        response: { 200: DiscardedSchema },
      },
    },
    async (request) => {
      await discardLetter(intake, request.params.id, request.body.because, actorName(actorOf(request)));
      return { discarded: 1 };
    },
  );
}

function manyRoutes(app: App, intake: Intake): void {
  app.post(
    '/v1/dead-letters/discard',
    {
      config,
      schema: {
        summary: 'Put away all that are meant, with the reason',
        tags,
        body: DiscardManySchema,
        response: { 200: DiscardedSchema },
      },
    },
    async (request) => {
      const { filter, because } = request.body;
      return { discarded: await discardLetters(intake, filter, because, actorName(actorOf(request))) };
    },
  );
  app.post(
    '/v1/dead-letters/replays',
    {
      config,
      schema: {
        summary: 'Try all that are meant again, as a job; with a patch, each is mended by it first',
        tags,
        body: ReplayManySchema,
        response: { 202: ReplayJobSchema },
      },
    },
    async (request, reply) => {
      const job = await requestReplay(intake.deps, request.body, actorName(actorOf(request)));
      return reply.status(202).send(job);
    },
  );
  app.get(
    '/v1/dead-letters/replays',
    { config, schema: { summary: 'The newest replays of many', tags, response: { 200: ReplayJobListSchema } } },
    async () => ({ replays: await listReplays(intake.deps.postgres) }),
  );
  app.get(
    '/v1/dead-letters/replays/:id',
    { config, schema: { summary: 'How far a replay has come', tags, params, response: { 200: ReplayJobSchema } } },
    (request) => demandReplay(intake.deps, request.params.id),
  );
}

/** What was not taken in: seen, mended, replayed and put away. It may hold anything about anybody, so only members see it. */
export function deadLetterRoutes(app: App, intake: Intake): void {
  lookingRoutes(app, intake);
  settlingRoutes(app, intake);
  manyRoutes(app, intake);
}
