import { loadLatestSightings } from '../collect/sighting.reads.ts';
import type { Instant } from '../kernel/period.ts';
import { containing, type Sql } from '../store/postgres.ts';
import { cellsOf, type OpenContradiction } from './board.ts';
import type { Board } from './contradiction.contract.ts';
import { readHarmCursor, writeHarmCursor } from './harm-cursor.ts';
import { findOffersOfProducts } from './offer.reads.ts';

export type BoardQuestion = {
  readonly q?: string | undefined;
  readonly channel?: string | undefined;
  readonly state?: 'contradicts' | 'silent' | 'all' | undefined;
  /** As it stood then; without it, as it stands now. */
  readonly at?: Instant | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

type ProductRow = { id: string; name: string | null; open: number; harm: number };

/** SQL: the contradictions that stand now, or that held at the time. */
const heldAt = (at: string): string => `case when ${at}::timestamptz is null then status = 'open'
  else holds_from <= ${at} and coalesce(least(holds_to, closed_at), 'infinity') > ${at} end`;

// Everything that somebody says something of: products that were seen, and products of offers that nobody has shown.
const rowsOfBoard = `
  with harmed as (
    select product, count(*) as open, sum(harm) as harm,
      bool_or(kind <> 'missing' and ($2::text is null or $2 in (channel_a, channel_b))) as contradicts,
      bool_or(kind = 'missing' and ($2::text is null or channel_b = $2)) as silent
    from contradictions where ${heldAt('$4')} group by product
  ), offered as (
    select unnest(products) as id, channels from offers
    where case when $4::timestamptz is null then state in ('approved', 'live') else live_at <= $4 and coalesce(ended_at, 'infinity') > $4 end
  ), named as (
    select id, name from products
    union all
    select distinct id, null from offered where not exists (select from products p where p.id = offered.id)
  ), fitting as (
    select n.id, n.name, coalesce(h.open, 0) as open, coalesce(h.harm, 0) as harm
    from named n left join harmed h on h.product = n.id
    where ($1::text is null or n.id ilike $1 or n.name ilike $1)
      and case $3::text when 'contradicts' then h.contradicts when 'silent' then h.silent
        else $2::text is null or h.contradicts or h.silent
          or exists (select from sightings s where s.product = n.id and s.channel = $2
            and s.seen_at <= coalesce($4, 'infinity'))
          or exists (select from offered o where o.id = n.id and $2 = any (o.channels)) end
  )`;

/** What every channel says of every product: those with open contradictions first, the most harmful at the top. */
export async function readBoard(sql: Sql, question: BoardQuestion, now: Instant): Promise<Board> {
  const after = readHarmCursor(question.cursor);
  const at = question.at === undefined ? null : new Date(question.at);
  const filters = [containing(question.q), question.channel ?? null, question.state ?? 'all', at];
  const page = await sql.query<ProductRow>(
    `${rowsOfBoard} select id, name, open, harm from fitting
     where $5::float8 is null or harm < $5 or (harm = $5 and id > $6 collate "C")
     order by harm desc, id collate "C" limit $7`,
    [...filters, after?.harm ?? null, after?.id ?? null, question.limit + 1],
  );
  const counted = await sql.query<{ total: number }>(`${rowsOfBoard} select count(*) as total from fitting`, filters);
  const shown = page.rows.slice(0, question.limit);
  const last = page.rows.length > question.limit ? shown.at(-1) : undefined;
  const channels = await loadBoardChannels(sql);
  return {
    channels,
    rows: await fillRows(sql, shown, channels, { at: question.at, now }),
    total: counted.rows[0]?.total ?? 0,
    next: last === undefined ? null : writeHarmCursor(last),
    checkedAt: await loadCheckedAt(sql),
  };
}

async function fillRows(
  sql: Sql,
  products: readonly ProductRow[],
  channels: readonly string[],
  { at, now }: { readonly at: Instant | undefined; readonly now: Instant },
): Promise<Board['rows']> {
  const ids = products.map((product) => product.id);
  const latest = Map.groupBy(await loadLatestSightings(sql, ids, at), (sighting) => sighting.product);
  const open = Map.groupBy(await loadOpenContradictions(sql, ids, at), (contradiction) => contradiction.product);
  const offers = await findOffersOfProducts(sql, ids, at);
  return products.map((product) => ({
    product: product.id,
    productName: product.name,
    offers: offers.filter((offer) => offer.products.includes(product.id)),
    openContradictions: product.open,
    harm: product.harm,
    cells: cellsOf(channels, latest.get(product.id) ?? [], open.get(product.id) ?? [], at ?? now),
  }));
}

/** Our channels in the order people know them, and others only if they were seen to say something. */
async function loadBoardChannels(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from channels c
     where is_ours or exists (select from sightings s where s.channel = c.id) order by is_ours desc, position, id`,
  );
  return rows.map((row) => row.id);
}

async function loadOpenContradictions(
  sql: Sql,
  products: readonly string[],
  at: Instant | undefined,
): Promise<OpenContradiction[]> {
  const { rows } = await sql.query<{
    id: string;
    kind: OpenContradiction['kind'];
    product: string;
    channel_a: string;
    channel_b: string;
  }>(
    `select id, kind, product, channel_a, channel_b from contradictions
     where ${heldAt('$2')} and product = any ($1::text[]) order by harm desc, id`,
    [products, at === undefined ? null : new Date(at)],
  );
  return rows.map((row) => ({ ...row, channels: [row.channel_a, row.channel_b] }));
}

async function loadCheckedAt(sql: Sql): Promise<string | null> {
  const { rows } = await sql.query<{ checked_at: Date }>('select checked_at from contradiction_checks');
  return rows[0]?.checked_at.toISOString() ?? null;
}
