import type { Sql } from '../../store/postgres.ts';
import { type IdentityRules, usualRules } from './rules.ts';

/** The rules that hold now: the newest that somebody made, else the house's own. */
export async function loadRules(sql: Sql): Promise<IdentityRules> {
  const { rows } = await sql.query<{ rules: IdentityRules }>({
    name: 'identity-rules',
    text: 'select rules from identity_rules order by version desc limit 1',
  });
  return rows[0]?.rules ?? usualRules;
}
