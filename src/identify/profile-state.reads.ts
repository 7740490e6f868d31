import type { ClickHouse } from '../store/clickhouse.ts';
import type { ProfileState } from './customer.contract.ts';
import type { Places } from './places.reads.ts';
import { type ChannelRow, stateOf, type ValueRow } from './profile-state.ts';

const THEIRS = 'customer IN {places: Array(UUID)} AND subject NOT IN {foreign: Array(UUID)}';
// A page waits for it; a life of a million events is read within this.
const LIMITS = 'SETTINGS max_execution_time = 5';

/** What an order comes to by the e-commerce spec: its total, else its revenue, else its value. Number or text. */
const written = (field: string): string =>
  `toDecimal128OrNull(trim(BOTH '"' FROM JSONExtractRaw(properties, '${field}')), 4)`;
const AMOUNT = `coalesce(${['total', 'revenue', 'value'].map(written).join(', ')})`;
// An order that two channels report is one; what names no order is one by itself.
const ORDER = `if(JSONExtractString(properties, 'order_id') = '', message_id, JSONExtractString(properties, 'order_id'))`;

const byChannel = `SELECT channel, uniqExact(message_id) AS events, toUnixTimestamp64Milli(min(at)) AS first,
    toUnixTimestamp64Milli(max(at)) AS last
  FROM events WHERE ${THEIRS} GROUP BY channel ORDER BY last DESC, channel ${LIMITS}`;

// Refunds of one order may be several; an order is one however often it is told.
const byCurrency = `SELECT currency, countIf(NOT is_refund) AS orders, countIf(is_refund) AS refunds,
    toString(sum(if(is_refund, -amount, amount))) AS amount,
    nullIf(toUnixTimestamp64Milli(maxIf(at, NOT is_refund)), 0) AS last
  FROM (
    SELECT name = 'Order Refunded' AS is_refund, if(is_refund, message_id, ${ORDER}) AS one, min(at) AS at,
      argMax(upper(JSONExtractString(properties, 'currency')), received_at) AS currency,
      ifNull(argMax(${AMOUNT}, received_at), toDecimal128(0, 4)) AS amount
    FROM events WHERE ${THEIRS} AND name IN ('Order Completed', 'Receipt Issued', 'Order Refunded')
    GROUP BY is_refund, one
  )
  GROUP BY currency ORDER BY orders DESC, currency ${LIMITS}`;

/** What a customer's events come to, wherever they were kept: see `placesOf`. */
export async function readProfileState(
  clickhouse: ClickHouse,
  { places, foreign }: Pick<Places, 'places' | 'foreign'>,
): Promise<ProfileState> {
  const query_params = { places, foreign };
  const [channels, values] = await Promise.all(
    [byChannel, byCurrency].map((query) => clickhouse.query({ query, query_params, format: 'JSONEachRow' })),
  );
  return stateOf((await channels?.json<ChannelRow>()) ?? [], (await values?.json<ValueRow>()) ?? []);
}
