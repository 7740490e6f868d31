import { actorOf } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import { NamedPriceRuleSchema, PriceRuleSchema } from './price-rule.contract.ts';
import { loadNamedPriceRule } from './price-rule.reads.ts';
import { PriorPriceLineSchema, PriorPriceQuerySchema } from './prior-price-line.contract.ts';
import { readPriorPriceLine } from './prior-price-line.service.ts';
import { declarePriceRule } from './price-rule.service.ts';

/** How the rule of the prior price is kept to. */
export function priceRuleRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/price-rule',
    {
      config: { access: 'member' },
      schema: { summary: 'How the rule of the prior price is kept to', response: { 200: NamedPriceRuleSchema } },
    },
    async () => loadNamedPriceRule(deps.postgres),
  );
  app.get(
    '/v1/prior-prices',
    {
      config: { access: 'member' },
      schema: {
        summary: 'The lowest price of the 30 days before, day by day, of one product',
        querystring: PriorPriceQuerySchema,
        response: { 200: PriorPriceLineSchema },
      },
    },
    async (request) => readPriorPriceLine(deps, request.query.product),
  );
  app.put(
    '/v1/price-rule',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Say anew how the prior price is counted, and which products the rule does not hold for',
        body: PriceRuleSchema,
        response: { 200: PriceRuleSchema },
      },
    },
    async (request) => {
      await declarePriceRule(deps, request.body, actorOf(request));
      return request.body;
    },
  );
}
