import type { Money } from '../../kernel/money.ts';
import type { Sql } from '../../store/postgres.ts';
import { priceUnder } from '../claim.ts';
import type { OfferView } from '../offer.contract.ts';
import { findMeantOffers } from '../offer.reads.ts';
import type { Reference, ReferenceFact } from './message.contract.ts';

/** 7 a § prisinformationslagen: the prior price is the lowest of so many days before the reduction. */
const PRIOR_DAYS = 30;

type Prices = { readonly name: string | null; readonly regular: Money | null };

/** What the products are called, and the newest price of each that our channels were seen to call regular. */
async function loadProducts(sql: Sql, products: readonly string[]): Promise<Map<string, Prices>> {
  const { rows } = await sql.query<{ id: string; name: string | null; amount: number | null; currency: string | null }>(
    `select asked.id, p.name, s.amount, s.currency
     from unnest($1::text[]) as asked (id) left join products p on p.id = asked.id
     left join lateral (
       select s.amount, s.currency from sightings s join channels c on c.id = s.channel
       where s.product = asked.id and s.price_type = 'regular' and c.is_ours
       order by s.seen_at desc, s.id desc limit 1) s on true`,
    [products],
  );
  return new Map(
    rows.map(({ id, name, amount, currency }) => [
      id,
      { name, regular: amount === null || currency === null ? null : { amount, currency } },
    ]),
  );
}

type Asked = { readonly product: string; readonly from: Date; readonly currency: string };

/**
 * P2: the lowest price that any of our channels was seen to apply in the 30 days before each instant. What held then is
 * counted from when it began to hold until it ended; member prices are not everybody's and are left out.
 */
async function loadPriorPrices(sql: Sql, asked: readonly Asked[]): Promise<(number | null)[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql.query<{ lowest: number | null }>(
    `select (select min(s.amount) from sightings s join channels c on c.id = s.channel
       where s.product = asked.product and c.is_ours and s.currency = asked.currency and s.price_type <> 'member'
         and s.holds_from < asked.at and coalesce(s.holds_to, 'infinity') > asked.at - $4::int * interval '1 day') as lowest
     from unnest($1::text[], $2::timestamptz[], $3::text[]) with ordinality as asked (product, at, currency, n) order by n`,
    [asked.map((each) => each.product), asked.map((each) => each.from), asked.map((each) => each.currency), PRIOR_DAYS],
  );
  return rows.map((row) => row.lowest);
}

function productOf(reference: Reference, offer: OfferView | undefined): string | null {
  if (reference.product !== undefined) {
    return offer === undefined || offer.products.includes(reference.product) ? reference.product : null;
  }
  return offer?.products.length === 1 ? (offer.products[0] ?? null) : null;
}

/** What every reference of a message comes to, in four statements however many there are. */
export async function loadReferences(
  sql: Sql,
  references: Readonly<Record<string, Reference>>,
): Promise<Map<string, ReferenceFact>> {
  const entries = Object.entries(references);
  const ids = entries.flatMap(([, reference]) => ('offer' in reference ? [reference.offer] : []));
  const offers = await findMeantOffers(sql, ids);
  const meant = entries.map(([name, reference]) => {
    const offer = 'offer' in reference ? offers.get(reference.offer.toLowerCase()) : undefined;
    const isLost = 'offer' in reference && offer === undefined;
    return { name, offer, product: isLost ? null : productOf(reference, offer) };
  });
  const products = await loadProducts(sql, [...new Set(meant.flatMap(({ product }) => product ?? []))]);
  const priced = meant.map((each) => {
    const regular = (each.product === null ? undefined : products.get(each.product)?.regular) ?? undefined;
    const price =
      each.product === null ? undefined : each.offer === undefined ? regular : priceUnder(each.offer.terms, regular);
    return { ...each, price };
  });
  const reduced = priced.flatMap(({ name, product, offer, price }) =>
    product === null || offer === undefined || price === undefined
      ? []
      : [{ name, product, from: new Date(offer.validFrom), currency: price.currency }],
  );
  const lowest = await loadPriorPrices(sql, reduced);
  const priors = new Map(
    reduced.map(({ name, currency }, index) => [name, { amount: lowest[index] ?? null, currency }]),
  );
  return new Map(
    priced.map(({ name, product, offer, price }) => {
      const prior = priors.get(name);
      return [
        name,
        {
          name,
          product,
          productName: (product === null ? null : products.get(product)?.name) ?? null,
          offer: offer === undefined ? null : offerFact(offer),
          price: price ?? null,
          prior: prior?.amount == null ? null : { amount: prior.amount, currency: prior.currency },
        },
      ];
    }),
  );
}

function offerFact({ id, name, state, channels, products, audience, validFrom, validTo }: OfferView) {
  return { id, name, state, channels, products, audience: audience.kind, validFrom, validTo };
}
