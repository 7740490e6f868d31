import { Type } from 'typebox';
import { actorName, actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import { CellCustomersSchema, CellQuerySchema } from './cell.contract.ts';
import { NamedQuestionSchema, QuestionIdSchema, QuestionListSchema, QuestionSchema } from './question.contract.ts';
import { listQuestions } from './question.reads.ts';
import { customersOfCell, demandQuestion, dropQuestion, judgeQuestion, keepQuestion } from './readiness.service.ts';
import { NamedVerdictSchema, VerdictSchema } from './verdict.contract.ts';

const ById = Type.Object({ id: QuestionIdSchema });
const DEFAULT_LIMIT = 50;

/** Whether the data is good enough for a question: shipped ones, your own, and any that is asked once. */
export function readinessRoutes(app: App, deps: Deps): void {
  questionRoutes(app, deps);

  app.get(
    '/v1/readiness/questions/:id/verdict',
    {
      schema: {
        summary: 'Whether the data is good enough for the question, with the cheapest remedy',
        tags: ['readiness'],
        params: ById,
        response: { 200: NamedVerdictSchema },
      },
    },
    async ({ params }) => {
      const { id, shipped, question } = await demandQuestion(deps, params.id);
      return { id, shipped, verdict: await judgeQuestion(deps, question) };
    },
  );

  app.get(
    '/v1/readiness/questions/:id/customers',
    {
      schema: {
        summary: 'The customers behind a number of the verdict',
        tags: ['readiness'],
        params: ById,
        querystring: CellQuerySchema,
        response: { 200: CellCustomersSchema },
      },
    },
    async ({ params, query: { channel, stratum, known, limit = DEFAULT_LIMIT } }) => {
      const { question } = await demandQuestion(deps, params.id);
      return await customersOfCell(deps, question, { channel, stratum, known, limit });
    },
  );

  app.post(
    '/v1/readiness/verdicts',
    {
      schema: {
        summary: 'The verdict on a question that is not kept',
        tags: ['readiness'],
        body: QuestionSchema,
        response: { 200: VerdictSchema },
      },
    },
    ({ body }) => judgeQuestion(deps, body),
  );
}

function questionRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/readiness/questions',
    { schema: { summary: 'The questions', tags: ['readiness'], response: { 200: QuestionListSchema } } },
    async () => ({ questions: await listQuestions(deps.postgres) }),
  );

  app.post(
    '/v1/readiness/questions',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Keep a question of your own',
        tags: ['readiness'],
        body: QuestionSchema,
        response: { 201: NamedQuestionSchema },
      },
    },
    async (request, reply) => {
      const kept = await keepQuestion(deps, { question: request.body, by: actorName(actorOf(request)) });
      return reply.code(201).send(kept);
    },
  );

  app.delete(
    '/v1/readiness/questions/:id',
    {
      config: { access: 'member' },
      schema: { summary: 'Take away a question of your own', tags: ['readiness'], params: ById },
    },
    async ({ params }, reply) => {
      await dropQuestion(deps, params.id);
      return reply.code(204).send();
    },
  );
}
