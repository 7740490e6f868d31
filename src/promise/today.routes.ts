import type { App } from '../http/server.ts';
import type { Deps } from '../store/deps.ts';
import { TodaySchema } from './today.contract.ts';
import { readToday } from './today.reads.ts';

/** The first screen of the day. */
export function todayRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/today',
    { schema: { summary: 'What is open today, most harmful first', response: { 200: TodaySchema } } },
    async () => readToday(deps),
  );
}
