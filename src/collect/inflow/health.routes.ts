import type { App } from '../../http/server.ts';
import type { Intake } from '../intake.service.ts';
import { HealthSchema } from './health.contract.ts';
import { readHealth } from './health.reads.ts';

/** How the sources fare. */
export function healthRoutes(app: App, { deps, tally }: Intake): void {
  app.get(
    '/v1/inflow/sources',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Every source: rate, lag, when last seen, what was refused, and whether it is silent',
        tags: ['events'],
        response: { 200: HealthSchema },
      },
    },
    async () => {
      await tally.flush();
      return readHealth(deps, deps.clock());
    },
  );
}
