import { Type } from 'typebox';
import { actorName, actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { listRuleNames } from './rule-names.reads.ts';
import {
  MemberQuerySchema,
  MembersSchema,
  RuleCountSchema,
  RuleNamesSchema,
  RuleQuestionSchema,
  SegmentChangeSchema,
  SegmentInputSchema,
  SegmentListSchema,
  SegmentSchema,
} from './segment.contract.ts';
import {
  changeSegment,
  countRule,
  createSegment,
  demandSegment,
  demandVersions,
  membersOfRule,
  viewSegments,
} from './segment.service.ts';

const params = Type.Object({ id: Uuid });
const tags = ['segments'];
// A channel's key answers for its own customer; who is in a segment is not its to read.
const membersOnly = { access: 'member' } as const;
const SAMPLE = 20;
const DEFAULT_LIMIT = 50;

/** Segments: named rules, how many customers they hold for, and who. */
export function segmentRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/segments',
    {
      config: membersOnly,
      schema: { summary: 'Keep a new segment', tags, body: SegmentInputSchema, response: { 201: SegmentSchema } },
    },
    async (request, reply) =>
      reply.status(201).send(await createSegment(deps, request.body, actorName(actorOf(request)))),
  );
  app.get(
    '/v1/segments',
    {
      config: membersOnly,
      schema: { summary: 'The segments changed last, at most 500', tags, response: { 200: SegmentListSchema } },
    },
    async () => ({ segments: await viewSegments(deps.postgres) }),
  );
  app.get(
    '/v1/segments/:id',
    { config: membersOnly, schema: { summary: 'One segment', tags, params, response: { 200: SegmentSchema } } },
    async (request) => demandSegment(deps.postgres, request.params.id),
  );
  app.put(
    '/v1/segments/:id',
    {
      config: membersOnly,
      schema: {
        summary: 'Change a segment into its next version',
        tags,
        params,
        body: SegmentChangeSchema,
        response: { 200: SegmentSchema },
      },
    },
    async (request) => changeSegment(deps, request.params.id, request.body, actorName(actorOf(request))),
  );
  app.get(
    '/v1/segments/:id/versions',
    {
      config: membersOnly,
      schema: { summary: 'Every version of a segment', tags, params, response: { 200: SegmentListSchema } },
    },
    async (request) => ({ segments: await demandVersions(deps.postgres, request.params.id) }),
  );
  peopleRoutes(app, deps);
  ruleRoutes(app, deps);
}

function peopleRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/segments/:id/count',
    {
      config: membersOnly,
      schema: {
        summary: 'How many customers a segment has, and how many each channel can reach',
        tags,
        params,
        response: { 200: RuleCountSchema },
      },
    },
    async (request) => countRule(deps, (await demandSegment(deps.postgres, request.params.id)).rule),
  );
  app.get(
    '/v1/segments/:id/members',
    {
      config: membersOnly,
      schema: {
        summary: 'A page of the customers in a segment; hand back `at` and `next` as `after` for the next page',
        tags,
        params,
        querystring: MemberQuerySchema,
        response: { 200: MembersSchema },
      },
    },
    async ({ params: { id }, query: { after, limit = DEFAULT_LIMIT, at } }) =>
      membersOfRule(deps, (await demandSegment(deps.postgres, id)).rule, {
        after,
        limit,
        at: at === undefined ? undefined : Date.parse(at),
      }),
  );
}

function ruleRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/rules/names',
    {
      config: membersOnly,
      schema: {
        summary: 'The attributes and identifiers that customers have, to choose between in a rule',
        tags,
        response: { 200: RuleNamesSchema },
      },
    },
    async () => listRuleNames(deps.postgres),
  );
  app.post(
    '/v1/rules/count',
    {
      config: membersOnly,
      schema: {
        summary: 'How many customers a rule that is not kept holds for',
        tags,
        body: RuleQuestionSchema,
        response: { 200: RuleCountSchema },
      },
    },
    async (request) => countRule(deps, request.body.rule),
  );
  app.post(
    '/v1/rules/sample',
    {
      config: membersOnly,
      schema: {
        summary: 'Some of the customers a rule that is not kept holds for',
        tags,
        body: RuleQuestionSchema,
        response: { 200: MembersSchema },
      },
    },
    async (request) => membersOfRule(deps, request.body.rule, { limit: SAMPLE }),
  );
}
