import type { ClickHouse } from '../store/clickhouse.ts';
import type { Sql } from '../store/postgres.ts';
import type { HistoryPlaces } from './history-places.ts';
import { needlesOf } from './needle.ts';
import type { Identifier } from '../identify/identifier.ts';

type Row = Readonly<Record<string, unknown>>;

/** Each part of an export and the question that answers it, by the customers of the family. */
const questions = {
  customers: `select id, attributes, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt", created_at as "createdAt"
    from customers where id = any($1::uuid[]) order by created_at, id`,
  identifiers: `select n.type, coalesce(s.shown, n.value) as value, n.source, n.first_seen_at as "firstSeenAt",
      n.is_former as "isFormer", n.is_shared as "isShared", s.sealed
    from identity_nodes n left join identifier_secrets s on s.type = n.type and s.value = n.value
    where n.customer_id = any($1::uuid[]) order by n.type, n.first_seen_at, n.id`,
  attributes: `select f.name, f.value, f.source, f.told_at as "toldAt", f.recorded_at as "recordedAt"
    from identity_nodes n join attribute_facts f on f.subject = n.id
    where n.customer_id = any($1::uuid[]) order by f.name, f.told_at, f.source`,
  promises: `select id, product, topic, terms, description, channel, touchpoint, made_by as "madeBy", made_at as "madeAt",
      valid_from as "validFrom", valid_to as "validTo", redemption_limit as "redemptionLimit", withdrawn_at as "withdrawnAt"
    from promises where customer_id = any($1::uuid[]) order by made_at, id`,
  redemptions: `select id, promise_id as "promiseId", channel, touchpoint, redeemed_at as "redeemedAt"
    from redemptions where customer_id = any($1::uuid[]) order by redeemed_at, id`,
  decisions: `select id, channel, touchpoint, product, decided_at as "decidedAt", outcome, answer -> 'quote' as quote, reasons
    from decisions where customer_id = any($1::uuid[]) order by decided_at, id`,
  audiences: `select o.id as "offerId", o.name as "offer", o.state, o.valid_from as "validFrom", o.valid_to as "validTo"
    from offers o where o.id in (select v.offer_id from addressees a join offer_versions v using (audience_set)
      where a.customer_id = any($1::uuid[])) order by o.created_at, o.id`,
  messages: `select distinct m.id as "messageId", v.version, v.body ->> 'name' as message, m.state, v.saved_at as "savedAt"
    from addressees a join message_versions v on v.audience_set = a.audience_set join messages m on m.id = v.message_id
    where a.customer_id = any($1::uuid[]) order by v.saved_at, m.id, v.version`,
  merges: `select kind, at, made_by as "madeBy", customer_id as "customerId", other_id as "otherId", because
    from identity_changes where customer_id = any($1::uuid[]) or other_id = any($1::uuid[]) order by seq`,
  // Who the other is would be told of somebody else; the levels of agreement hold no values.
  suggestions: `select made_at as "madeAt", probability, waterfall, state, decided_at as "decidedAt"
    from match_suggestions where a = any($1::uuid[]) or b = any($1::uuid[]) order by made_at, id`,
  requests: `select kind, received_at as "receivedAt", due_at as "dueAt", state, outcome, closed_at as "closedAt"
    from privacy_requests where customer_id = any($1::uuid[]) order by received_at, id`,
  handling: `select at, actor_kind as "byKind", actor_name as "by", action from audit
    where subject_kind = 'customer' and subject_id = any($1::text[]) order by id`,
} as const;
export type PartName = keyof typeof questions;
export const partNames = Object.keys(questions) as PartName[];

export async function readPart(sql: Sql, part: PartName, family: readonly string[]): Promise<Row[]> {
  const { rows } = await sql.query<Row>(questions[part], [family]);
  return rows;
}

/** What was not taken in and mentions the person. */
export async function lettersAbout(sql: Sql, identifiers: readonly Identifier[]): Promise<Row[]> {
  const needles = identifiers.flatMap(needlesOf);
  if (needles.length === 0) return [];
  const { rows } = await sql.query<Row>(
    `select received_at as "receivedAt", source, reason, body from dead_letters
     where body ~* any($1::text[]) or reason ~* any($1::text[]) or mended ~* any($1::text[]) order by received_at, id`,
    [needles],
  );
  return rows;
}

const EXCERPT_BEFORE = 100;
const EXCERPT_LENGTH = 300;

/**
 * The texts of channels in which the person is named by an identifier, with what stands around it. Addresses and numbers
 * were masked before a text was kept, and no text is tied to a customer in any other way.
 */
export async function textsAbout(sql: Sql, identifiers: readonly Identifier[]): Promise<Row[]> {
  const needle = identifiers
    .flatMap(needlesOf)
    .map((each) => `(?:${each})`)
    .join('|');
  if (needle === '') return [];
  const { rows } = await sql.query<Row>(
    `select id, channel, kind, source, seen_at as "seenAt", received_at as "receivedAt",
       substr(body, greatest(1, regexp_instr(body, $1, 1, 1, 0, 'i') - $2::integer), $3::integer) as words
     from texts where body ~* $1 or source ~* $1 order by received_at, id`,
    [needle, EXCERPT_BEFORE, EXCERPT_LENGTH],
  );
  return rows;
}

/** The customer's events, oldest first; one that was sent twice stands once. In batches, because a life may be long. */
export async function* eventsOf(clickhouse: ClickHouse, { places, foreign }: HistoryPlaces): AsyncGenerator<Row[]> {
  const asked = await clickhouse.query({
    query: `SELECT at, type, name, channel, source, identifiers, properties, context, products, received_at AS receivedAt,
        message_id AS messageId
      FROM events WHERE customer IN {places: Array(UUID)} AND subject NOT IN {foreign: Array(UUID)}
      ORDER BY at, message_id LIMIT 1 BY message_id`,
    query_params: { places, foreign },
    format: 'JSONEachRow',
  });
  for await (const rows of asked.stream<Record<string, string>>()) {
    yield rows.map((row) => {
      const { identifiers, properties, context, ...rest } = row.json();
      return { ...rest, identifiers: parsed(identifiers), properties: parsed(properties), context: parsed(context) };
    });
  }
}

function parsed(text: string | undefined): unknown {
  return text === undefined || text === '' ? {} : JSON.parse(text);
}
