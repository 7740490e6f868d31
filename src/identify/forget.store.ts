import type { Sql } from '../store/postgres.ts';

export type KeptIdentifier = {
  readonly type: string;
  readonly value: string;
  readonly isShared: boolean;
  readonly isFormer: boolean;
  readonly sealed: string | null;
};

/** Everything by which the customers were known, with what is sealed of it. */
export async function identifiersOf(sql: Sql, family: readonly string[]): Promise<KeptIdentifier[]> {
  const { rows } = await sql.query<KeptIdentifier>(
    `select n.type, n.value, n.is_shared as "isShared", n.is_former as "isFormer", s.sealed
     from identity_nodes n left join identifier_secrets s on s.type = n.type and s.value = n.value
     where n.customer_id = any($1::uuid[]) order by n.type, n.value`,
    [family],
  );
  return rows;
}

/** Deletes everything that is kept of the customers, in every room's tables, and says how much of what. */
export async function eraseRows(tx: Sql, family: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await tx.query<{ keptIn: string; many: number }>(
    'select kept_in as "keptIn", many from erase_customers($1::uuid[])',
    [family],
  );
  return Object.fromEntries(rows.map(({ keptIn, many }) => [keptIn, many]));
}
