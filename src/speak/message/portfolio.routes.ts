import { actorOf } from '../../http/auth.ts';
import type { App } from '../../http/server.ts';
import type { Deps } from '../../store/deps.ts';
import { PortfolioInputSchema, PortfolioSchema } from './portfolio.contract.ts';
import { readPortfolio, writePortfolio } from './portfolio.service.ts';

const config = { access: 'member' } as const;

/** Channels as a portfolio: what each is for, and what it really carries. */
export function portfolioRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/portfolio',
    {
      config,
      schema: {
        summary: 'What each channel and touchpoint is meant to carry, and what it carries',
        tags: ['messages'],
        response: { 200: PortfolioSchema },
      },
    },
    async () => readPortfolio(deps, deps.postgres),
  );
  app.put(
    '/v1/portfolio',
    {
      config,
      schema: {
        summary: 'Say what each channel and touchpoint is for; the whole of it',
        tags: ['messages'],
        body: PortfolioInputSchema,
        response: { 200: PortfolioSchema },
      },
    },
    async (request) => writePortfolio(deps, request.body.places, actorOf(request)),
  );
}
