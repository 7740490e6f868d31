import { requestCheck } from '../collect/check-request.service.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import type { Doer } from '../organisation/audit.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { PriceRule } from './price-rule.contract.ts';
import { replacePriceRule } from './price-rule.store.ts';

/** Says anew how the rule of the prior price is kept to, and asks for everything to be checked by it. */
export async function declarePriceRule(deps: Deps, rule: PriceRule, by: Doer): Promise<void> {
  await inTransaction(deps.postgres, async (tx) => {
    await replacePriceRule(tx, rule);
    const detail = { priorPrice: rule.priorPrice, exempt: rule.exempt.length };
    await recordDeeds(deps, tx, [{ by, action: 'changed', subject: { kind: 'price-rule', id: 'price-rule' }, detail }]);
    await requestCheck(tx, 'all');
  });
}
