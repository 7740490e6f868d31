import type { Sql } from '../store/postgres.ts';
import type { AttributeFacts } from './attribute.contract.ts';

const MOST_SHOWN = 500;

type Row = Omit<AttributeFacts['facts'][number], 'toldAt'> & { readonly toldAt: Date };

/** Everything that was told of the customer, by name, the newest word first: where each attribute comes from. */
export async function attributeFactsOf(sql: Sql, customerId: string): Promise<AttributeFacts['facts']> {
  const { rows } = await sql.query<Row>(
    `select f.name, f.value, f.source, f.told_at as "toldAt",
       row_number() over (partition by f.name order by f.told_at desc, f.recorded_at desc, f.source) = 1 as stands
     from identity_nodes n join attribute_facts f on f.subject = n.id
     where n.customer_id = $1
     order by f.name, f.told_at desc, f.recorded_at desc, f.source limit ${MOST_SHOWN}`,
    [customerId],
  );
  return rows.map((row) => ({ ...row, toldAt: row.toldAt.toISOString() }));
}

/** The identifier of the customer that was known first: what people say of somebody is said of it. */
export async function firstNodeOf(sql: Sql, customerId: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from identity_nodes where customer_id = $1 order by is_former, first_seen_at, id limit 1',
    [customerId],
  );
  return rows[0]?.id;
}
