import type { Sql } from '../store/postgres.ts';
import type { PriceRule } from './price-rule.contract.ts';

/** How the rule of the prior price is kept to: strictly and for everything, until somebody has said otherwise. */
export async function loadPriceRule(sql: Sql): Promise<PriceRule> {
  const { rows } = await sql.query<PriceRule>(
    `select coalesce((select prior_price from price_rule), 'all-channels') as "priorPrice",
       array(select product from price_rule_exemptions order by product) as exempt`,
  );
  return rows[0] ?? { priorPrice: 'all-channels', exempt: [] };
}
