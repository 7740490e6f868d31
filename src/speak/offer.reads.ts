import { type Instant, toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { AudienceKind, AudienceView } from './audience.contract.ts';
import { presentAudiences } from './audience.reads.ts';
import type { NamedOffer, OfferView } from './offer.contract.ts';
import type { OfferState, Terms } from './offer.ts';

type OfferRow = {
  id: string;
  name: string;
  state: OfferState;
  version: number;
  terms: Terms;
  products: string[];
  channels: string[];
  audience: AudienceKind;
  audience_rule: unknown;
  replaces: string | null;
  replaced_by: string | null;
  size: number;
  valid_from: Date;
  valid_to: Date | null;
  redemption_limit: number | null;
  created_at: Date;
  created_by: string;
  approvals: OfferView['approvals'];
  approved_at: Date | null;
  approved_by: string | null;
  live_at: Date | null;
};

const selected = `
  select o.id, o.name, o.state, o.version, o.terms, o.products, o.channels, o.audience, o.audience_rule, o.valid_from, o.valid_to,
    o.redemption_limit, o.replaces, o.created_at, o.created_by, o.approved_at, o.approved_by, o.live_at,
    (select json_agg(json_build_object('channel', c.id, 'owner', m.name, 'by', a.approved_by)
        order by array_position(o.channels, c.id))
     from channels c left join members m on m.id = c.owner_member_id
       left join offer_approvals a on a.offer_id = o.id and a.channel = c.id
     where c.id = any(o.channels)) as approvals,
    (select count(distinct a.customer_id) from addressees a where a.audience_set = o.audience_set) as size
,
    (select r.id from offers r where r.replaces = o.id and r.live_at is not null) as replaced_by
  from offers o`;

/** The rows as people see them, with one question for whom they are for. */
async function offersOf(sql: Sql, rows: readonly OfferRow[]): Promise<OfferView[]> {
  const audiences = await presentAudiences(
    sql,
    rows.map(({ audience: kind, audience_rule: rule, size }) => ({
      kind,
      size: kind === 'list' ? size : null,
      ...(rule === null ? {} : { rule }),
    })),
  );
  return rows.map((row, index) => offerOf(row, audiences[index] ?? { kind: row.audience, size: null }));
}

function offerOf(row: OfferRow, audience: AudienceView): OfferView {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    version: row.version,
    terms: row.terms,
    products: row.products,
    channels: row.channels,
    audience,
    validFrom: toIso(row.valid_from.getTime()),
    validTo: row.valid_to?.toISOString() ?? null,
    redemptionLimit: row.redemption_limit,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
    createdAt: toIso(row.created_at.getTime()),
    createdBy: row.created_by,
    approvals: row.approvals,
    approvedAt: row.approved_at?.toISOString() ?? null,
    approvedBy: row.approved_by,
    liveAt: row.live_at?.toISOString() ?? null,
  };
}

// The offers of many years are not one answer; the newest are what people look for.
const MOST_OFFERS = 500;

/** The newest offers, in one state if asked. */
export async function listOffers(sql: Sql, state: OfferState | undefined): Promise<OfferView[]> {
  const { rows } = await sql.query<OfferRow>(
    `${selected} where $1::text is null or o.state = $1 order by o.created_at desc, o.id desc limit ${MOST_OFFERS}`,
    [state ?? null],
  );
  return offersOf(sql, rows);
}

export async function findOffer(sql: Sql, id: string): Promise<OfferView | undefined> {
  // Asked several times for each step of an offer; planning it takes longer than answering it.
  const { rows } = await sql.query<OfferRow>({
    name: 'offer-by-id',
    text: `${selected} where o.id = $1`,
    values: [id],
  });
  return (await offersOf(sql, rows))[0];
}

/** What the products are called, of those whose name is known. */
export async function namesOfProducts(sql: Sql, products: readonly string[]): Promise<NamedOffer['productNames']> {
  const { rows } = await sql.query<{ names: NamedOffer['productNames'] }>(
    `select coalesce(jsonb_object_agg(id, name), '{}') as names
     from products where id = any ($1::text[]) and name is not null`,
    [products],
  );
  return rows[0]?.names ?? {};
}

/** True when another offer has taken this one's place. */
export async function isReplaced(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query('select from offers where replaces = $1 and live_at is not null', [id]);
  return rowCount !== 0;
}

/** Which offer each of these ids means: of those that took each other's place, the newest that has been live. */
export async function meantOffers(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql.query<{ named: string; id: string }>(
    'select named, meant_offer(named) as id from unnest($1::uuid[]) as named',
    [ids],
  );
  return new Map(rows.map(({ named, id }) => [named, id]));
}

/** The offers that these ids mean, by the ids, in whatever state. */
export async function findMeantOffers(sql: Sql, ids: readonly string[]): Promise<Map<string, OfferView>> {
  const meant = await meantOffers(sql, ids);
  const { rows } = await sql.query<OfferRow>(`${selected} where o.id = any ($1::uuid[])`, [[...meant.values()]]);
  const offers = new Map((await offersOf(sql, rows)).map((offer) => [offer.id, offer]));
  return new Map(
    [...meant].flatMap(([named, id]) => {
      const offer = offers.get(id);
      return offer === undefined ? [] : [[named, offer] as const];
    }),
  );
}

/** The offers that bear on any of the products, the newest first: approved or live, or those that were live at a time. */
export async function findOffersOfProducts(
  sql: Sql,
  products: readonly string[],
  at: Instant | undefined,
): Promise<OfferView[]> {
  const { rows } = await sql.query<OfferRow>(
    `${selected} where o.products && $1::text[] and case when $2::timestamptz is null then o.state in ('approved', 'live')
       else o.live_at <= $2 and coalesce(least(o.ended_at, o.valid_to), 'infinity') > $2 end
     order by coalesce(o.live_at, o.created_at) desc, o.id`,
    [products, at === undefined ? null : new Date(at)],
  );
  return offersOf(sql, rows);
}
