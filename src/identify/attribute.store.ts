import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/** One thing that was told of somebody: by whom, when, and of which identifier it was said. */
export type AttributeFact = {
  readonly subject: string;
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
  readonly toldAt: Instant;
};

// So that a careless or hostile source cannot grow one customer without end.
const MOST_ATTRIBUTE_CHARACTERS = 65_536;

/**
 * Keeps what was told, except what says the same as the newest word on it, and what would make the customer larger than
 * allowed. An attribute told as null is taken away; that it was there is still known.
 */
export async function saveAttributeFacts(tx: Sql, facts: readonly AttributeFact[], now: Instant): Promise<void> {
  await tx.query(
    `insert into attribute_facts (subject, name, told_at, value, source, recorded_at)
     select distinct on (told.subject, told.name, told.at, told.source)
       told.subject, told.name, told.at, told.value, told.source, $6
     from (
       select subject, name, to_timestamp(at / 1000) as at, value::jsonb as value, source, nth
       from unnest($1::uuid[], $2::text[], $3::float8[], $4::text[], $5::text[]) with ordinality
         as t (subject, name, at, value, source, nth)
     ) told
     join identity_nodes n on n.id = told.subject join customers c on c.id = n.customer_id
     where length(c.attributes::text) + length(told.value::text) <= $7
       and told.value is distinct from (
         select f.value from attribute_facts f where f.subject = told.subject and f.name = told.name
         order by f.told_at desc, f.recorded_at desc limit 1)
     order by told.subject, told.name, told.at, told.source, told.nth desc
     on conflict (subject, name, told_at, source) do update set value = excluded.value`,
    [
      facts.map((each) => each.subject),
      facts.map((each) => each.name),
      facts.map((each) => each.toldAt),
      facts.map((each) => JSON.stringify(each.value)),
      facts.map((each) => each.source),
      new Date(now),
      MOST_ATTRIBUTE_CHARACTERS,
    ],
  );
}

/** Works out anew what stands of the customers: of each attribute the word that was told last, whichever identifier it was said of. */
export async function refreshAttributes(tx: Sql, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.query(
    `update customers c set attributes = coalesce((
       select jsonb_object_agg(newest.name, newest.value) from (
         select distinct on (f.name) f.name, f.value
         from identity_nodes n join attribute_facts f on f.subject = n.id
         where n.customer_id = c.id order by f.name, f.told_at desc, f.recorded_at desc, f.source
       ) newest where newest.value <> 'null'), '{}')
     where c.id = any($1::uuid[])`,
    [customerIds],
  );
}
