import { Type } from 'typebox';
import { readTimeCursor } from '../collect/time-cursor.ts';
import { Uuid } from '../kernel/contract.ts';
import { DomainError } from '../kernel/errors.ts';
import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import { LifeQuerySchema, LifeSchema } from './life.contract.ts';
import { lifeOf } from './life.reads.ts';

/** The door to a customer's time line. */
export function lifeRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/customers/:id/timeline',
    {
      config: { access: 'channel' },
      schema: {
        summary: "A customer's life over all channels, newest first",
        tags: ['customers'],
        params: Type.Object({ id: Uuid }),
        querystring: LifeQuerySchema,
        response: { 200: LifeSchema },
      },
    },
    async (request) => {
      const { cursor, channel, limit } = request.query;
      const customerId = request.params.id;
      const life = await lifeOf(deps, { customerId, channel, limit, after: readTimeCursor(cursor) });
      if (life !== undefined) return life;
      throw new DomainError('not-found', `No customer has the id ${customerId}. GET /v1/customers?q= searches.`, [
        { field: 'id', found: customerId, allowed: 'the id of a customer' },
      ]);
    },
  );
}
