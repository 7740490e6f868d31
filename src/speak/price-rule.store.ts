import type { Sql } from '../store/postgres.ts';
import type { PriceRule } from './price-rule.contract.ts';

/** Keeps the rule as it is to be from now on, in place of what it was. */
export async function replacePriceRule(tx: Sql, { priorPrice, exempt }: PriceRule): Promise<void> {
  await tx.query(
    `insert into price_rule (prior_price) values ($1)
     on conflict (singleton) do update set prior_price = excluded.prior_price`,
    [priorPrice],
  );
  await tx.query('delete from price_rule_exemptions where not product = any ($1::text[])', [exempt]);
  await tx.query(
    'insert into price_rule_exemptions (product) select * from unnest($1::text[]) order by 1 on conflict do nothing',
    [exempt],
  );
}
