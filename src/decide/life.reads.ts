import { type TimeCursor, writeTimeCursor } from '../collect/time-cursor.ts';
import { type Places, placesOf } from '../identify/places.reads.ts';
import { type ClickHouse, toDateTime64 } from '../store/clickhouse.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import { entryOf, type Moment, onOneLine } from './life.ts';
import type { Life } from './life.contract.ts';

export type LifeQuestion = {
  readonly customerId: string;
  readonly channel: string | undefined;
  readonly after: TimeCursor | undefined;
  readonly limit: number | undefined;
};
type Part = {
  readonly places: Places;
  readonly channel: string | undefined;
  readonly after: TimeCursor | undefined;
  readonly most: number;
};

type EventRow = {
  readonly id: string;
  readonly first_at: string;
  readonly type: string;
  readonly name: string;
  readonly channel: string;
  readonly source: string;
  readonly properties: string;
  readonly products: string[];
};

function fieldsOf(json: string): Record<string, unknown> {
  return json === '' ? {} : (JSON.parse(json) as Record<string, unknown>);
}

/**
 * Events of the whole family. An event that was sent twice stands once, at its earliest time: the page is found on
 * message ids first, and only its own rows are read in full.
 */
async function eventMoments(clickhouse: ClickHouse, { places, channel, after, most }: Part): Promise<Moment[]> {
  const result = await clickhouse.query({
    query: `
      WITH page AS (
        SELECT message_id, min(at) AS first_at FROM events
        WHERE customer IN {places: Array(UUID)} AND subject NOT IN {foreign: Array(UUID)} AND ({channel: String} = '' OR channel = {channel: String})
        GROUP BY message_id
        HAVING {afterId: String} = '' OR (first_at, message_id) < ({afterAt: DateTime64(3, 'UTC')}, {afterId: String})
        ORDER BY first_at DESC, message_id DESC LIMIT {most: UInt32}
      )
      SELECT events.message_id AS id, toUnixTimestamp64Milli(page.first_at) AS first_at, type, name, channel, source,
        properties, products
      FROM events INNER JOIN page ON page.message_id = events.message_id
      WHERE events.customer IN {places: Array(UUID)} AND events.subject NOT IN {foreign: Array(UUID)}
        AND events.message_id IN (SELECT message_id FROM page)
      ORDER BY page.first_at DESC, id DESC
      LIMIT 1 BY id`,
    query_params: {
      places: places.places,
      foreign: places.foreign,
      channel: channel ?? '',
      afterId: after?.id ?? '',
      afterAt: toDateTime64(after?.at ?? 0),
      most,
    },
    format: 'JSONEachRow',
  });
  const rows = await result.json<EventRow>();
  return rows.map((row) => ({
    id: row.id,
    at: Number(row.first_at),
    kind: 'event',
    channel: row.channel,
    name: row.name,
    detail: { type: row.type, source: row.source, products: row.products, properties: fieldsOf(row.properties) },
  }));
}

type LedgerRow = Omit<Moment, 'at'> & { readonly at: Date };

// Each kind of entry in the same columns; the page is cut from all of them together.
const ledgerQuery = `
  with entries as (
    select id, made_at as at, 'promise' as kind, channel, description as name,
      jsonb_build_object('product', product, 'terms', terms, 'touchpoint', touchpoint, 'madeBy', made_by,
        'offerId', offer_id, 'validTo', valid_to) as detail
    from promises where customer_id = any($1::uuid[])
    union all
    select r.id, r.redeemed_at, 'redemption', r.channel, p.description,
      jsonb_build_object('promiseId', r.promise_id, 'product', p.product, 'touchpoint', r.touchpoint)
    from redemptions r join promises p on p.id = r.promise_id where r.customer_id = any($1::uuid[])
    union all
    select id, decided_at, 'decision', channel, outcome,
      jsonb_build_object('product', product, 'touchpoint', touchpoint, 'offerId', offer_id, 'promiseId', promise_id,
        'quote', answer -> 'quote', 'reasons', reasons)
    from decisions where customer_id = any($1::uuid[])
    union all
    select id, at, kind, null, because ->> 'rule',
      jsonb_build_object('loserId', other_id, 'winnerId', customer_id, 'because', because, 'madeBy', made_by,
        'undoneBy', undone_by)
    from identity_changes
    where kind in ('merge', 'split') and (customer_id = any($1::uuid[]) or other_id = any($1::uuid[]))
  )
  select id, at, kind, channel, name, detail from entries
  where ($2::text is null or channel = $2)
    and ($3::timestamptz is null or (at, id::text collate "C") < ($3, $4))
  order by at desc, id::text collate "C" desc limit $5`;

async function ledgerMoments(sql: Sql, { places, channel, after, most }: Part): Promise<Moment[]> {
  const { rows } = await sql.query<LedgerRow>(ledgerQuery, [
    places.family,
    channel ?? null,
    after === undefined ? null : new Date(after.at),
    after?.id ?? null,
    most,
  ]);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

const PAGE = 50;

/** A customer's life on one line over all channels, also what happened before a merge. `undefined` when nobody has the id. */
export async function lifeOf(deps: Deps, question: LifeQuestion): Promise<Life | undefined> {
  const { customerId, channel, after, limit = PAGE } = question;
  const places = await placesOf(deps.postgres, customerId);
  if (places === undefined) return undefined;
  const part: Part = { places, channel, after, most: limit + 1 };
  const sources = await Promise.all([eventMoments(deps.clickhouse, part), ledgerMoments(deps.postgres, part)]);
  const { page, hasMore } = onOneLine(sources, limit);
  const last = page.at(-1);
  return { entries: page.map(entryOf), next: hasMore && last ? writeTimeCursor(last) : null };
}
