import type { Deps } from '../store/deps.ts';
import type { Session } from './session.contract.ts';

const FALLBACK_NAME = 'Samspel';

/** What this deployment is called, whether it holds the example shop, and by whose clocks its days begin and end. */
export async function readDeployment(deps: Pick<Deps, 'postgres' | 'timeZone'>): Promise<Session['deployment']> {
  const { rows } = await deps.postgres.query<{ name: string | null; isExample: boolean }>(
    `select (select value #>> '{}' from deployment where key = 'name') as name,
            exists (select from deployment where key = 'example') as "isExample"`,
  );
  return { name: rows[0]?.name ?? FALLBACK_NAME, isExample: rows[0]?.isExample ?? false, timeZone: deps.timeZone };
}
