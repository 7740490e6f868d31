import { Type } from 'typebox';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { ContradictionSchema } from './contradiction.contract.ts';
import { AcceptanceInputSchema, AssignmentInputSchema, SnoozeInputSchema } from './handling.contract.ts';
import {
  type About,
  acceptContradiction,
  assignContradiction,
  snoozeContradiction,
  withdrawAcceptance,
} from './handling.service.ts';

const config = { access: 'member' } as const;
const params = Type.Object({ id: Uuid });
const about = { tags: ['contradictions'], params, response: { 200: ContradictionSchema } };

function aboutOf(request: FastifyRequest & { readonly params: { readonly id: string } }): About {
  return { id: request.params.id, by: actorOf(request) };
}

/** What members do about a contradiction. Each may be sent again without counting twice. */
export function handlingRoutes(app: App, deps: Deps): void {
  app.put(
    '/v1/contradictions/:id/acceptance',
    {
      config,
      schema: {
        summary: 'Let it stand for a time, up to the difference it has',
        body: AcceptanceInputSchema,
        ...about,
      },
    },
    (request) => acceptContradiction(deps, aboutOf(request), request.body),
  );
  app.delete(
    '/v1/contradictions/:id/acceptance',
    { config, schema: { summary: 'Take the acceptance back', ...about } },
    (request) => withdrawAcceptance(deps, aboutOf(request)),
  );
  app.put(
    '/v1/contradictions/:id/assignment',
    { config, schema: { summary: 'Say who sees to it; nobody is notified', body: AssignmentInputSchema, ...about } },
    (request) => assignContradiction(deps, aboutOf(request), request.body.member),
  );
  app.delete(
    '/v1/contradictions/:id/assignment',
    { config, schema: { summary: 'Nobody in particular sees to it', ...about } },
    (request) => assignContradiction(deps, aboutOf(request), null),
  );
  app.put(
    '/v1/contradictions/:id/snooze',
    { config, schema: { summary: 'Put it off, at most 30 days; it stays open', body: SnoozeInputSchema, ...about } },
    (request) => snoozeContradiction(deps, aboutOf(request), request.body.until),
  );
  app.delete(
    '/v1/contradictions/:id/snooze',
    { config, schema: { summary: 'Bring it back before its time', ...about } },
    (request) => snoozeContradiction(deps, aboutOf(request), null),
  );
}
