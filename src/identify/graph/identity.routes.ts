import { Type } from 'typebox';
import { actorName, actorOf } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import {
  type Because,
  type Corrected,
  keepApart,
  linkCustomers,
  splitCustomer,
  undoChange,
} from './correction.service.ts';
import {
  CorrectedSchema,
  IdentitySchema,
  PairInputSchema,
  SplitInputSchema,
  UndoInputSchema,
} from './identity.contract.ts';
import { findIdentity } from './identity.reads.ts';
import { changeRules } from './replay.service.ts';
import { NewRulesSchema, RulesSchema, type RulesView } from './rules.contract.ts';
import { loadRules } from './rules.reads.ts';

const byHand = { kind: 'manual', source: 'by-hand', weight: null } as const;
const id = Type.Object({ id: Uuid });

/** The doors to who is who: why, and how people put it right. */
export function identityRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/customers/:id/identity',
    {
      config: { access: 'member' },
      schema: {
        summary: 'What a customer is made of: identifiers, what was seen together, merges, splits and refused joins',
        tags: ['customers'],
        params: id,
        response: { 200: IdentitySchema },
      },
    },
    async ({ params }) => {
      const found = await findIdentity(deps.postgres, params.id);
      if (found !== undefined) return found;
      throw new DomainError('not-found', `No customer has the id ${params.id}. GET /v1/customers?q= searches.`);
    },
  );
  app.post(
    '/v1/customers/:id/splits',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Take identifiers out of a customer, with all that was kept by them',
        tags: ['customers'],
        params: id,
        body: SplitInputSchema,
        response: { 200: CorrectedSchema },
      },
    },
    async (request) => {
      const { identifierIds, reason } = request.body;
      const because = { madeBy: actorName(actorOf(request)), reason };
      return present(await splitCustomer(deps, request.params.id, identifierIds, because));
    },
  );
  pairRoute(app, '/v1/customer-links', 'Say that two customers are one person', (pair, because) =>
    linkCustomers(deps, pair, because, byHand),
  );
  pairRoute(app, '/v1/customer-separations', 'Say that two customers are two people', (pair, because) =>
    keepApart(deps, pair, because),
  );
  rulesRoutes(app, deps);
  app.post(
    '/v1/identity-changes/:id/undo',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Undo a merge, or a split that was made by hand',
        tags: ['customers'],
        params: id,
        body: UndoInputSchema,
        response: { 200: CorrectedSchema },
      },
    },
    async (request) => {
      const because = { madeBy: actorName(actorOf(request)), reason: request.body.reason };
      return present(await undoChange(deps, request.params.id, because));
    },
  );
}

/** The doors to the rules: read by members, changed by members; `samspel identity replay` makes them hold for what came before. */
function rulesRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/identity/rules',
    {
      config: { access: 'member' },
      schema: {
        summary: 'The rules by which identifiers become one customer',
        tags: ['customers'],
        response: { 200: RulesSchema },
      },
    },
    async () => structuredClone(await loadRules(deps.postgres)) as RulesView,
  );
  app.put(
    '/v1/identity/rules',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Change the rules, for what comes in from now on',
        tags: ['customers'],
        body: RulesSchema,
        response: { 200: NewRulesSchema },
      },
    },
    async (request) => ({ version: await changeRules(deps, request.body, actorName(actorOf(request))) }),
  );
}

type Act = (pair: [string, string], because: Because) => Promise<Corrected>;

function present({ changeId, customerIds }: Corrected): { changeId: string; customerIds: string[] } {
  return { changeId, customerIds: [...customerIds] };
}

function pairRoute(app: App, url: string, summary: string, act: Act): void {
  app.post(
    url,
    {
      config: { access: 'member' },
      schema: { summary, tags: ['customers'], body: PairInputSchema, response: { 200: CorrectedSchema } },
    },
    async (request) => {
      const { customerIds, reason } = request.body;
      const because = { madeBy: actorName(actorOf(request)), reason };
      return present(await act(customerIds, because));
    },
  );
}
