import { type ClickHouse, toDateTime64 } from '../store/clickhouse.ts';
import { CUSTOMER_NOW, WITH_HOMES } from '../identify/home.reads.ts';
import { DAY_MS, type Instant } from '../kernel/period.ts';

/** How long back somebody counts as having met a product. */
const EXPOSURE_DAYS = 30;
/** More names than this do not go into a question's address; then all products are counted, and most left aside. */
const NAMED_PRODUCTS = 200;

/** How many customers have met each of the products in the last 30 days, in one question. */
export async function countExposed(
  clickhouse: ClickHouse,
  products: readonly string[],
  now: Instant,
): Promise<Map<string, number>> {
  if (products.length === 0) return new Map();
  const named = products.length <= NAMED_PRODUCTS;
  const answer = await clickhouse.query({
    query: `select product, toUInt32(uniqExact(${CUSTOMER_NOW})) as exposed
      from events ${WITH_HOMES} array join products as product
      where at >= {from:DateTime64(3, 'UTC')} and at <= {now:DateTime64(3, 'UTC')}
      ${named ? 'and has({products:Array(String)}, product)' : ''}
      group by product`,
    query_params: {
      from: toDateTime64(now - EXPOSURE_DAYS * DAY_MS),
      now: toDateTime64(now),
      ...(named ? { products } : {}),
    },
    format: 'JSONEachRow',
  });
  const wanted = new Set(products);
  const rows = await answer.json<{ product: string; exposed: number }>();
  return new Map(rows.filter((row) => wanted.has(row.product)).map((row) => [row.product, row.exposed]));
}
