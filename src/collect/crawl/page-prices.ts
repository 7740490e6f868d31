import type { Instant } from '../../kernel/period.ts';
import { dayAround } from '../../kernel/time-zone.ts';
import type { DatedPrice } from '../feeds/dated-price.ts';
import { type FeedContext, sightingsOf } from '../feeds/feed-context.ts';
import { readPriceText } from '../feeds/price-text.ts';
import { readIsoTime } from '../instant-text.ts';
import { type Availability, type PriceType, show, type Sighting, type SightingReading } from '../sighting.ts';
import { bareTerm, type LdNode, type LdPage, nodesOf, productsIn, textOf, typesOf } from './json-ld.ts';
import { numberMissing, type PageFault, pageFault, priceOver } from './page-fault.ts';
import { asksForMore, isUnitPrice } from './price-condition.ts';

/**
 * A price on a page, in minor units. `from` and `to` are the day or time that it says itself, as it is written there: what is
 * kept of a page is read anew where the deployment's days have another beginning. A last day belongs. Null: it says none.
 */
type PagePrice = {
  readonly amount: number;
  readonly currency: string;
  readonly priceType: PriceType;
  readonly onSale: boolean | null;
  readonly from: string | null;
  readonly to: string | null;
};

/** What one offer on a page says. As plain data, so that it can be kept until the page changes. */
export type PageOffer = {
  readonly id: string;
  readonly gtin: string;
  readonly group: string;
  readonly name: string;
  readonly availability: Availability | null;
  readonly everyone: readonly PagePrice[];
  readonly members: readonly PagePrice[];
};

/** All that a page says of prices, and what in it could not be read. */
export type PageSaid = { readonly offers: readonly PageOffer[]; readonly faults: readonly PageFault[] };

/** A sighting of a page, or what is wrong with a price there. */
export type PageReading = { readonly sighting: Sighting } | PageFault;

const availabilities: Readonly<Record<string, Availability>> = {
  InStock: 'in-stock',
  LimitedAvailability: 'in-stock',
  OnlineOnly: 'in-stock',
  InStoreOnly: 'in-stock',
  OutOfStock: 'out-of-stock',
  SoldOut: 'out-of-stock',
  Discontinued: 'out-of-stock',
};
/** More offers than any page shows; what is kept of a page stays small. */
const MOST_OFFERS = 2_000;
const DAY_LENGTH = '2026-11-30'.length;
const struckTypes = new Set(['StrikethroughPrice', 'ListPrice']);

/** Reads schema.org's Product and Offer out of the JSON-LD blocks of a page. Offers of several only say nothing. */
export function pricesIn(blocks: readonly string[]): PageSaid {
  const page = productsIn(blocks);
  const faults: PageFault[] = [...page.faults];
  const offers: PageOffer[] = [];
  for (const { node, group } of page.products) {
    for (const offer of offersOf(node, page)) {
      const read = readOffer(node, group, offer);
      if (read === undefined) continue;
      if (offers.length + faults.length >= MOST_OFFERS) {
        const reason = `Allowed are ${MOST_OFFERS} offers on a page; the others are left out.`;
        faults.push(pageFault('offers', reason, { code: 'too-many', found: String(MOST_OFFERS) }));
        return { offers, faults };
      }
      if ('reason' in read) faults.push(read);
      else offers.push(read);
    }
  }
  return { offers, faults };
}

/** What the page says as sightings of its day. An offer that is over by its own words is at fault. */
export function pageSightings(said: PageSaid, context: FeedContext): PageReading[] {
  return [
    ...said.faults,
    ...said.offers.flatMap((offer): PageReading[] => {
      const { name, availability } = offer;
      const [everyone, members] = [offer.everyone, offer.members].map((prices) =>
        prices.map((each) => withPeriod(each, context.timeZone)),
      ) as [DatedPrice[], DatedPrice[]];
      const product = offer[context.productBy] || (context.productBy === 'group' ? offer.id : '');
      if (product === '') return [numberMissing(context.productBy === 'gtin' ? 'gtin' : 'sku')];
      const over = [...everyone, ...members].find(({ to }) => to <= context.seenAt);
      if (over !== undefined) return [priceOver(product, new Date(over.to).toISOString())];
      const shared = { product, productName: name, place: null, availability: availability ?? undefined };
      return [everyone, members].flatMap((prices) => sightingsOf({ ...shared, prices }, null, context)).map(withReason);
    }),
  ];
}

/** What breaks the rules that every sighting keeps. */
function withReason(reading: SightingReading): PageReading {
  return 'sighting' in reading ? reading : { ...reading, because: { code: 'not-kept' } };
}

function withPeriod({ from, to, ...price }: PagePrice, timeZone: string): DatedPrice {
  const end = to === null ? undefined : readIsoTime(to, timeZone);
  return {
    ...price,
    from: (from === null ? undefined : readIsoTime(from, timeZone)) ?? -Infinity,
    to: end === undefined ? Infinity : endOf(to, end, timeZone),
  };
}

/** A day without a time belongs to the period as a whole. */
function endOf(text: string | null, at: Instant, timeZone: string): Instant {
  return text?.length === DAY_LENGTH ? dayAround(at, timeZone).to : at;
}

/** The single offers of a product; those within an AggregateOffer stand for it. */
function offersOf(product: LdNode, { resolve }: LdPage): LdNode[] {
  return nodesOf(product['offers'])
    .map(resolve)
    .flatMap((offer) => {
      const within = nodesOf(offer['offers']).map(resolve);
      return typesOf(offer).includes('AggregateOffer') && within.length > 0 ? within : [offer];
    });
}

function readOffer(product: LdNode, group: string, offer: LdNode): PageOffer | PageFault | undefined {
  const prices = pricesOf(offer);
  if (prices === undefined || 'reason' in prices) return prices;
  const [item] = nodesOf(offer['itemOffered']);
  const said = (...names: readonly string[]): string => {
    for (const node of [offer, item, product])
      for (const name of names) if (textOf(node?.[name]) !== '') return textOf(node?.[name]);
    return '';
  };
  const gtin = said('gtin13', 'gtin', 'gtin14', 'gtin12', 'gtin8', 'isbn');
  const id = said('sku', 'productID', 'mpn') || gtin;
  if (id === '') return numberMissing('sku');
  const availability = availabilities[bareTerm(textOf(offer['availability']))] ?? null;
  return { id, gtin, group, name: textOf(product['name']).slice(0, 300), availability, ...prices };
}

/**
 * The price that everyone pays is the offer's own, or a specification with neither a price type nor a member tier. A
 * struck price only says that it is reduced; one for members is for members. A specification is never both. `undefined`
 * where every price asks for more than one of the product.
 */
function pricesOf(offer: LdNode): Pick<PageOffer, 'everyone' | 'members'> | PageFault | undefined {
  if (asksForMore(offer)) return undefined;
  const currency = textOf(offer['priceCurrency']);
  const said = nodesOf(offer['priceSpecification']);
  const specs = said.filter((each) => !isUnitPrice(each) && !asksForMore(each));
  const both = specs.find((each) => each['priceType'] !== undefined && each['validForMemberTier'] !== undefined);
  if (both !== undefined)
    return pageFault('priceSpecification', 'A price has a priceType or a validForMemberTier, never both.', {
      code: 'both-kinds',
    });
  const plain = specs.filter((each) => each['priceType'] === undefined && each['validForMemberTier'] === undefined);
  const bare = plain.filter((each) => each['referenceQuantity'] === undefined);
  const struck = specs.filter((each) => struckTypes.has(bareTerm(textOf(each['priceType']))));
  const own = ownPrice(offer);
  if ('reason' in own) return own;
  const active = own.node !== undefined ? [own.node] : bare.length > 0 ? bare : plain;
  const members = specs.filter((each) => each['validForMemberTier'] !== undefined);
  const read = [...active, ...struck, ...members].map((spec) => priceIn(spec, offer, currency));
  const fault = read.find((each) => 'reason' in each);
  if (fault !== undefined && 'reason' in fault) return fault;
  const all = read.filter((each): each is PagePrice => !('reason' in each));
  const highestStruck = Math.max(...all.slice(active.length, active.length + struck.length).map((each) => each.amount));
  const everyone = all.slice(0, active.length).map((each): PagePrice => {
    if (struck.length === 0) return each;
    const onSale = each.amount < highestStruck;
    return { ...each, onSale, priceType: onSale ? 'sale' : 'regular' };
  });
  if (all.length === 0 && said.some(asksForMore)) return undefined;
  if (all.length === 0) return pageFault('price', 'Missing: the offer names no price.', { code: 'no-price' });
  const forMembers = all.slice(active.length + struck.length);
  return { everyone, members: forMembers.map((each) => ({ ...each, priceType: 'member' })) };
}

function ownPrice(offer: LdNode): { readonly node: LdNode | undefined } | PageFault {
  if (textOf(offer['price']) !== '') return { node: offer };
  if (!typesOf(offer).includes('AggregateOffer')) return { node: undefined };
  const [low, high] = [textOf(offer['lowPrice']), textOf(offer['highPrice'])];
  if (low !== '' && (high === '' || Number(low) === Number(high))) return { node: { ...offer, price: low } };
  const reason = `An AggregateOffer from ${show(low)} to ${show(high)} names no single price.`;
  return pageFault('offers', reason, { code: 'span', found: `${low}–${high}` });
}

function priceIn(spec: LdNode, offer: LdNode, currency: string): PagePrice | PageFault {
  const text = textOf(spec['price']);
  const money = readPriceText(text, textOf(spec['priceCurrency']) || currency || undefined);
  if ('reason' in money) return pageFault('price', money.reason, { code: money.code, found: text });
  const from = timeIn(spec, 'validFrom');
  const until = spec === offer || spec['validThrough'] === undefined ? 'priceValidUntil' : 'validThrough';
  const to = timeIn(until === 'validThrough' ? spec : offer, until);
  if (typeof from === 'object' && from !== null) return from;
  if (typeof to === 'object' && to !== null) return to;
  return { ...money, priceType: 'unknown', onSale: null, from, to };
}

/** Whether a text is a day or a time is the same in every zone. */
function timeIn(node: LdNode, field: string): string | null | PageFault {
  const text = textOf(node[field]);
  if (text === '') return null;
  if (readIsoTime(text, 'UTC') !== undefined) return text;
  const reason = `Allowed is a day or time as 2026-11-30, found ${show(text)}.`;
  return pageFault(field, reason, { code: 'no-time', found: text });
}
