import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import { type Identifier, keyOfIdentifier } from './identifier.ts';
import type { Attachment, CustomerState, Merge } from './resolution.ts';

export type Owner = { readonly customerId: string; readonly lastSeenAt: Instant };

/** Which customers own these identifiers, by the identifier's key. A merge repoints them, so the owner is never a loser. */
export async function findOwners(sql: Sql, identifiers: readonly Identifier[]): Promise<Map<string, Owner>> {
  const { rows } = await sql.query<{ type: string; value: string; customer_id: string; last_seen_at: Date }>({
    name: 'find-owners',
    text: `select i.type, i.value, i.customer_id, c.last_seen_at
      from unnest($1::text[], $2::text[]) as wanted (type, value)
      join identifiers i using (type, value)
      join customers c on c.id = i.customer_id`,
    values: [identifiers.map((each) => each.type), identifiers.map((each) => each.value)],
  });
  return new Map(
    rows.map((row) => [keyOfIdentifier(row), { customerId: row.customer_id, lastSeenAt: row.last_seen_at.getTime() }]),
  );
}

export async function loadStates(sql: Sql, customerIds: readonly string[]): Promise<Map<string, CustomerState>> {
  const { rows } = await sql.query<{ id: string; created_at: Date; counts: Record<string, number> }>(
    `select c.id, c.created_at, coalesce(owned.counts, '{}') as counts
     from customers c
     left join lateral (
       select jsonb_object_agg(type, many) as counts
       from (select type, count(*) as many from identifiers where customer_id = c.id group by type) as by_type
     ) as owned on true
     where c.id = any($1::uuid[])`,
    [customerIds],
  );
  return new Map(rows.map((row) => [row.id, { id: row.id, createdAt: row.created_at.getTime(), counts: row.counts }]));
}

// One identity change at a time: the lock is held for milliseconds, and known customers never take it.
const IDENTITY_LOCK = 7_310_001;

/** Waits for every other change of who is who, and holds them off until the transaction ends. */
export async function lockIdentity(tx: Sql): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [IDENTITY_LOCK]);
}

export async function attachIdentifiers(tx: Sql, attached: readonly Attachment[]): Promise<void> {
  await tx.query(
    `insert into identifiers (type, value, customer_id, first_seen_at, source)
     select * from unnest($1::text[], $2::text[], $3::uuid[], $4::timestamptz[], $5::text[])
     on conflict (type, value) do update set customer_id = excluded.customer_id`,
    [
      attached.map((each) => each.type),
      attached.map((each) => each.value),
      attached.map((each) => each.customerId),
      attached.map((each) => new Date(each.at)),
      attached.map((each) => each.source),
    ],
  );
}

/** Points the losers and their identifiers at the winners; what the winner says of itself stands before what the loser says. */
export async function saveMerges(tx: Sql, merges: readonly Merge[], now: Instant): Promise<void> {
  const losers = merges.map((each) => each.loserId);
  const winners = merges.map((each) => each.winnerId);
  await tx.query('select 1 from customers where id = any($1::uuid[]) order by id for no key update', [
    [...losers, ...winners],
  ]);
  await tx.query(
    `with merged as (select * from unnest($1::uuid[], $2::uuid[]) as m (loser, winner)),
     together as (
       select winner, min(c.first_seen_at) as first_seen_at, max(c.last_seen_at) as last_seen_at,
         jsonb_agg(c.attributes order by c.created_at desc, c.id desc) as told
       from merged join customers c on c.id = merged.loser group by winner
     )
     update customers c set
       first_seen_at = least(c.first_seen_at, together.first_seen_at),
       last_seen_at = greatest(c.last_seen_at, together.last_seen_at),
       attributes = (
         select coalesce(jsonb_object_agg(pair.key, pair.value order by told.nth, pair.key), '{}')
         from jsonb_array_elements(together.told || jsonb_build_array(c.attributes)) with ordinality as told (attributes, nth),
           jsonb_each(told.attributes) as pair
       )
     from together where c.id = together.winner`,
    [losers, winners],
  );
  await tx.query(
    `update customers c set merged_into = m.winner
     from unnest($1::uuid[], $2::uuid[]) as m (loser, winner) where c.id = m.loser`,
    [losers, winners],
  );
  await tx.query(
    `update identifiers i set customer_id = m.winner
     from unnest($1::uuid[], $2::uuid[]) as m (loser, winner) where i.customer_id = m.loser`,
    [losers, winners],
  );
  await tx.query(
    `insert into customer_merges (loser_id, winner_id, merged_at, because)
     select loser, winner, $3, because::jsonb
     from unnest($1::uuid[], $2::uuid[], $4::text[]) as m (loser, winner, because)`,
    [losers, winners, new Date(now), merges.map((each) => JSON.stringify(each.because))],
  );
}

/** What a batch tells of one customer: when it was seen, and what was said of it (later words stand). */
export type Sight = {
  readonly customerId: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly attributes: Readonly<Record<string, unknown>>;
};

// So that a careless or hostile source cannot grow one customer without end.
const MOST_ATTRIBUTE_CHARACTERS = 65_536;

/** Adds what was told to what was known. An attribute told as null is taken away. */
export async function saveSights(tx: Sql, sights: readonly Sight[]): Promise<void> {
  await tx.query(
    `update customers c set
       first_seen_at = least(c.first_seen_at, seen.first_at),
       last_seen_at = greatest(c.last_seen_at, seen.last_at),
       attributes = case
         when seen.told = '{}' or length((c.attributes || seen.told)::text) > $5 then c.attributes
         else jsonb_strip_nulls(c.attributes || seen.told) end
     from (
       select id, first_at, last_at, told::jsonb as told
       from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[]) as s (id, first_at, last_at, told)
     ) as seen
     where c.id = seen.id`,
    [
      sights.map((each) => each.customerId),
      sights.map((each) => new Date(each.firstAt)),
      sights.map((each) => new Date(each.lastAt)),
      sights.map((each) => JSON.stringify(each.attributes)),
      MOST_ATTRIBUTE_CHARACTERS,
    ],
  );
}

/** Notes that customers were seen. Rows that somebody holds are left for the next time: this is news, not truth. */
export async function touchCustomers(
  sql: Sql,
  seen: readonly { readonly customerId: string; readonly at: Instant }[],
): Promise<void> {
  await sql.query(
    `with free as (select id from customers where id = any($1::uuid[]) order by id for no key update skip locked)
     update customers c set last_seen_at = greatest(c.last_seen_at, seen.at)
     from free, unnest($1::uuid[], $2::timestamptz[]) as seen (id, at)
     where c.id = free.id and seen.id = c.id`,
    [seen.map((each) => each.customerId), seen.map((each) => new Date(each.at))],
  );
}
