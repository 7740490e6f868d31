import type { Sql } from '../../store/postgres.ts';
import type { BareRow, LiveCustomer, LiveRow, Why } from './live.contract.ts';

type Identifier = BareRow['identifiers'][number];
type CustomerRow = { readonly id: string; readonly nowId: string; readonly name: string | null };

function keyOf({ type, value }: Identifier): string {
  return `${type}:${value}`;
}

/** The customers as they are called now, and who they are after merges. */
async function customersOf(sql: Sql, ids: readonly string[]): Promise<Map<string, CustomerRow>> {
  const { rows } = await sql.query<CustomerRow>(
    `with recursive up as (
       select id as asked, id, merged_into from customers where id = any ($1::uuid[])
       union all
       select up.asked, c.id, c.merged_into from customers c join up on c.id = up.merged_into
     )
     select up.asked as id, c.id as "nowId", nullif(c.attributes ->> 'name', '') as name
     from up join customers c on c.id = up.id where up.merged_into is null`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type NodeRow = Identifier & { readonly id: string; readonly firstSeenAt: Date };

async function nodesOf(sql: Sql, identifiers: readonly Identifier[]): Promise<NodeRow[]> {
  const { rows } = await sql.query<NodeRow>(
    `select i.id, i.type, i.value, i.first_seen_at as "firstSeenAt" from identifiers i
     join (select distinct * from unnest($1::text[], $2::text[]) as a (type, value)) as asked using (type, value)`,
    [identifiers.map((each) => each.type), identifiers.map((each) => each.value)],
  );
  return rows;
}

type EdgeRow = { readonly a: string; readonly b: string; readonly code: string | null };

/** Pairs among these identifiers that were seen together and are not taken for one person. */
async function refusedAmong(sql: Sql, nodes: readonly NodeRow[]): Promise<EdgeRow[]> {
  const ids = nodes.map((each) => each.id);
  const { rows } = await sql.query<EdgeRow>(
    `select a, b, because ->> 'code' as code from identity_edges
     where a = any ($1::uuid[]) and b = any ($1::uuid[]) and status = 'refused'`,
    [ids],
  );
  return rows;
}

type MergeRow = {
  readonly customerId: string;
  readonly from: string;
  readonly at: Date;
  readonly shared: Identifier | null;
};

/** The merges into these customers since the oldest of the rows came. */
async function mergesOf(sql: Sql, ids: readonly string[], since: Date): Promise<MergeRow[]> {
  const { rows } = await sql.query<MergeRow>(
    `select customer_id as "customerId", other_id as "from", at, because -> 'shared' as shared from identity_changes
     where kind = 'merge' and customer_id = any ($1::uuid[]) and at >= $2 and other_id is not null
     order by seq desc limit 500`,
    [ids, since],
  );
  return rows;
}

type Known = {
  readonly customers: ReadonlyMap<string, CustomerRow>;
  readonly nodes: ReadonlyMap<string, NodeRow>;
  readonly refused: readonly EdgeRow[];
  readonly merges: readonly MergeRow[];
};

/** Merges are told with the event that made them: those of the same moment. */
const SAME_MOMENT_MS = 5000;

function whyOf(row: BareRow, nowId: string, { nodes, refused, merges }: Known): Why {
  const own = row.identifiers.flatMap((each) => nodes.get(keyOf(each)) ?? []);
  const byId = new Map(own.map(({ id, type, value }) => [id, { type, value }]));
  const happened = Date.parse(row.at ?? row.receivedAt);
  const received = Date.parse(row.receivedAt);
  const isKnown = (each: Identifier): boolean =>
    row.found === 'known' || (nodes.get(keyOf(each))?.firstSeenAt.getTime() ?? happened) < happened;
  return {
    found: row.found ?? 'known',
    by: row.found === 'new' ? [] : row.identifiers.filter(isKnown),
    learnt: row.found === 'new' ? row.identifiers : row.identifiers.filter((each) => !isKnown(each)),
    merged:
      row.found === 'merged'
        ? merges
            .filter(({ customerId, at }) => customerId === nowId && Math.abs(at.getTime() - received) < SAME_MOMENT_MS)
            .map(({ from, shared }) => ({ from, shared: shared && { type: shared.type, value: shared.value } }))
        : [],
    refused: refused.flatMap(({ a, b, code }) => {
      const [one, other] = [byId.get(a), byId.get(b)];
      return one === undefined || other === undefined ? [] : [{ one, other, code: code ?? 'rule' }];
    }),
  };
}

async function knownOf(sql: Sql, rows: readonly BareRow[]): Promise<Known> {
  const ids = [...new Set(rows.flatMap((row) => (row.customerId === null ? [] : [row.customerId])))];
  const [customers, nodes] = await Promise.all([
    customersOf(sql, ids),
    nodesOf(
      sql,
      rows.flatMap((row) => row.identifiers),
    ),
  ]);
  const oldest = Math.min(...rows.map((row) => Date.parse(row.receivedAt)));
  const nowIds = [...new Set([...customers.values()].map((each) => each.nowId))];
  const hasMerges = rows.some((row) => row.found === 'merged');
  const [refused, merges] = await Promise.all([
    refusedAmong(sql, nodes),
    hasMerges ? mergesOf(sql, nowIds, new Date(oldest - SAME_MOMENT_MS)) : [],
  ]);
  return { customers, nodes: new Map(nodes.map((node) => [keyOf(node), node])), refused, merges };
}

/** The rows with who each is about, as they are called now, and why. */
export async function withCustomers(sql: Sql, rows: readonly BareRow[]): Promise<LiveRow[]> {
  if (rows.length === 0) return [];
  const known = await knownOf(sql, rows);
  return rows.map((row) => {
    const { customerId, found: _found, ...shown } = row;
    const customer = known.customers.get(customerId ?? '');
    return { ...shown, customer: customer === undefined ? null : customerOf(row, customer, known) };
  });
}

function customerOf(row: BareRow, { nowId, name }: CustomerRow, known: Known): LiveCustomer {
  return {
    id: nowId,
    name,
    mergedFrom: nowId === row.customerId ? null : row.customerId,
    why: whyOf(row, nowId, known),
  };
}
