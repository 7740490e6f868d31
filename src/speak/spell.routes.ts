import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import { HoursQuerySchema, HoursSchema } from './spell.contract.ts';
import { viewContradictionHours } from './spell.service.ts';

/** How long contradictions lasted. */
export function spellRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/contradiction-hours',
    {
      config: { access: 'member' },
      schema: {
        summary: 'For how long channels contradicted each other, per week and channel',
        querystring: HoursQuerySchema,
        response: { 200: HoursSchema },
      },
    },
    async (request) => viewContradictionHours(deps, request.query),
  );
}
