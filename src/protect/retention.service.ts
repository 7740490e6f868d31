import type { Doer } from '../organisation/audit.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { listRetention, type RetentionRule, setRetention } from './retention.store.ts';

export async function retentionRules(deps: Deps): Promise<RetentionRule[]> {
  return await listRetention(deps.postgres);
}

/** Says for how long events of a name are kept, from the next nightly pass on; `null` is for ever. */
export async function keepEvents(
  deps: Deps,
  { event, days, by }: { readonly event: string; readonly days: number | null; readonly by: Doer },
): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    await setRetention(tx, event, days, { by: `${by.kind}:${by.name}`, at: deps.clock() });
    await recordDeeds(deps, tx, [
      { by, action: 'changed', subject: { kind: 'retention', id: event }, detail: { days } },
    ]);
  });
}
