import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import { insertDeeds } from './audit.store.ts';
import type { Deed } from './audit.ts';

/**
 * Writes down what was done, in the transaction `tx` that does it. Any room may.
 *
 * @example await recordDeeds(deps, tx, [{ by: actorOf(request), action: 'changed', subject: { kind: 'source', id } }]);
 */
export async function recordDeeds(deps: Pick<Deps, 'clock' | 'newId'>, tx: Sql, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return;
  const rows = deeds.map((deed) => ({ ...deed, id: deps.newId() }));
  await insertDeeds(tx, rows, deps.clock());
}
