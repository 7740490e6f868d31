import { Type } from 'typebox';
import { actorName, actorOf, permitChannel } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { Uuid } from '../kernel/contract.ts';
import type { Deps } from '../store/deps.ts';
import { DecisionInputSchema, DecisionListSchema, DecisionSchema } from './decision.contract.ts';
import { answerKeeper } from './decision-keeper.service.ts';
import { demandDecision, demandDecisionsAbout, makeDecision } from './decision.service.ts';

const params = Type.Object({ id: Uuid });

/** The question that every channel asks: what holds for this customer, here? */
export function decisionRoutes(app: App, deps: Deps): void {
  const keep = answerKeeper(deps.postgres);

  app.post(
    '/v1/decisions',
    {
      schema: {
        summary: 'What holds for this customer here; what is offered in the answer is promised by it',
        body: DecisionInputSchema,
        response: { 200: DecisionSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      permitChannel(actor, request.body.channel);
      return makeDecision(deps, { question: request.body, by: actorName(actor) }, keep);
    },
  );

  app.get(
    '/v1/decisions/:id',
    { schema: { summary: 'An answer as it was given, with its reasons', params, response: { 200: DecisionSchema } } },
    async (request) => demandDecision(deps.postgres, request.params.id),
  );

  app.get(
    '/v1/customers/:id/decisions',
    {
      schema: {
        summary: 'The newest answers about a customer, at most 100',
        params,
        response: { 200: DecisionListSchema },
      },
    },
    async (request) => ({ decisions: await demandDecisionsAbout(deps.postgres, request.params.id) }),
  );
}
