import { Type } from 'typebox';
import { actorName, actorOf } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import { Uuid } from '../../kernel/contract.ts';
import type { Deps } from '../../store/deps.ts';
import {
  DecidedSchema,
  DecisionOnSuggestionSchema,
  SuggestionPageSchema,
  SuggestionQuerySchema,
} from './review.contract.ts';
import { decideSuggestion, undoDecision } from './review.service.ts';
import { listSuggestions } from './suggestion.reads.ts';

const PAGE = 20;
const params = Type.Object({ id: Uuid });
const tags = ['customers'];

/** The queue of customers that may be one person, and what members decide about them. */
export function reviewRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/match-suggestions',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Customers that may be one person, side by side, with why; the surest first',
        tags,
        querystring: SuggestionQuerySchema,
        response: { 200: SuggestionPageSchema },
      },
    },
    ({ query: { state = 'open', limit = PAGE, cursor } }) =>
      listSuggestions(deps.postgres, { state, limit, from: Math.max(0, Number(cursor) || 0), now: deps.clock() }),
  );
  app.post(
    '/v1/match-suggestions/:id/decision',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Say that the two are one person (accept), two (refuse), or decide later (snooze)',
        tags,
        params,
        body: DecisionOnSuggestionSchema,
        response: { 200: DecidedSchema },
      },
    },
    (request) => decideSuggestion(deps, request.params.id, { ...request.body, by: actorName(actorOf(request)) }),
  );
  app.post(
    '/v1/match-suggestions/:id/undo',
    {
      config: { access: 'member' },
      schema: { summary: 'Take the decision back', tags, params, response: { 200: DecidedSchema } },
    },
    (request) => undoDecision(deps, request.params.id, actorName(actorOf(request))),
  );
}
