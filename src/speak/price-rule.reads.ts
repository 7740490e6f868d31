import type { Sql } from '../store/postgres.ts';
import type { NamedPriceRule, PriceRule } from './price-rule.contract.ts';

/** How the rule of the prior price is kept to: strictly and for everything, until somebody has said otherwise. */
export async function loadPriceRule(sql: Sql): Promise<PriceRule> {
  const { rows } = await sql.query<PriceRule>(
    `select coalesce((select prior_price from price_rule), 'all-channels') as "priorPrice",
       array(select product from price_rule_exemptions order by product) as exempt`,
  );
  return rows[0] ?? { priorPrice: 'all-channels', exempt: [] };
}

/** The rule as people see it: with what the products outside are called. */
export async function loadNamedPriceRule(sql: Sql): Promise<NamedPriceRule> {
  const { rows } = await sql.query<Pick<NamedPriceRule, 'productNames'>>(
    `select coalesce(jsonb_object_agg(p.id, p.name), '{}') as "productNames"
     from price_rule_exemptions x join products p on p.id = x.product where p.name is not null`,
  );
  return { ...(await loadPriceRule(sql)), productNames: rows[0]?.productNames ?? {} };
}
