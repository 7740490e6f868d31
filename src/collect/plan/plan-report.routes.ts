import type { App } from '../../http/server.ts';
import { actorName, actorOf } from '../../http/auth.ts';
import type { Deps } from '../../store/deps.ts';
import { exportPlan, importPlan } from './plan-file.service.ts';
import type { PlanKeeper } from './plan-keeper.service.ts';
import {
  DiffInputSchema,
  DiffSchema,
  DryRunInputSchema,
  DryRunSchema,
  ImportReceiptSchema,
  LearnInputSchema,
  LearntSchema,
  PlanDetailSchema,
  PlanFileSchema,
  PlanNameQuerySchema,
  PlanQuerySchema,
  PlanViewSchema,
  ViolatingEventsSchema,
  ViolatingQuerySchema,
} from './plan-report.contract.ts';
import {
  compareVersions,
  learnFromTraffic,
  tryOnTraffic,
  viewPlan,
  viewPlanName,
  viewViolating,
} from './plan-report.service.ts';

const tags = ['tracking plan'];
const config = { access: 'member' } as const;

/** The doors that look at the plan: how it is kept to, what can be learnt, what a draft would do, and the plan as a file. */
export function planReportRoutes(app: App, deps: Deps, keeper: PlanKeeper): void {
  lookingRoutes(app, deps);
  tryingRoutes(app, deps);
  app.get(
    '/v1/plan/file',
    { config, schema: { summary: 'The tracking plan as a file', tags, response: { 200: PlanFileSchema } } },
    () => exportPlan(deps),
  );
  app.put(
    '/v1/plan/file',
    {
      config,
      schema: {
        summary: 'Make the tracking plan what a file says; what it does not name stays',
        tags,
        body: PlanFileSchema,
        response: { 200: ImportReceiptSchema },
      },
    },
    async (request) => {
      const receipt = await importPlan(deps, request.body, actorName(actorOf(request)));
      keeper.forget();
      return receipt;
    },
  );
}

function lookingRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/plan',
    {
      config,
      schema: {
        summary: 'What is planned of events, and what came of each name',
        tags,
        querystring: PlanQuerySchema,
        response: { 200: PlanViewSchema },
      },
    },
    (request) => viewPlan(deps, request.query.days),
  );
  app.get(
    '/v1/plan/event',
    {
      config,
      schema: {
        summary: 'One name of the plan: its versions, and what was violated',
        tags,
        querystring: PlanNameQuerySchema,
        response: { 200: PlanDetailSchema },
      },
    },
    (request) => viewPlanName(deps, request.query),
  );
  app.get(
    '/v1/plan/violations',
    {
      config,
      schema: {
        summary: 'The events behind a violation, the newest first',
        tags,
        querystring: ViolatingQuerySchema,
        response: { 200: ViolatingEventsSchema },
      },
    },
    async (request) => ({ events: await viewViolating(deps, request.query) }),
  );
}

function tryingRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/plan/learning',
    {
      config,
      schema: {
        summary: 'Learn a schema from the events that came; nothing is kept',
        tags,
        body: LearnInputSchema,
        response: { 200: LearntSchema },
      },
    },
    (request) => learnFromTraffic(deps, request.body),
  );
  app.post(
    '/v1/plan/dry-run',
    {
      config,
      schema: {
        summary: 'What a schema would have found in the newest events; nothing is kept',
        tags,
        body: DryRunInputSchema,
        response: { 200: DryRunSchema },
      },
    },
    (request) => tryOnTraffic(deps, request.body),
  );
  app.post(
    '/v1/plan/comparison',
    {
      config,
      schema: {
        summary: 'What a schema asks that another did not',
        tags,
        body: DiffInputSchema,
        response: { 200: DiffSchema },
      },
    },
    (request) => compareVersions(request.body),
  );
}
