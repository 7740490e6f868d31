import type { Availability, PriceType, Sighting } from '../collect/sighting.ts';
import { minorDigits, type Money } from '../kernel/money.ts';
import { type Instant, type Period, toIso } from '../kernel/period.ts';
import type { Aim } from './audience.ts';
import type { Statement as StatementView } from './contradiction.contract.ts';
import type { OfferInput } from './offer.contract.ts';

/** The zone of every place that no price zone is declared for. */
export const UNDECLARED_ZONE = '*';

/**
 * One checkable statement: this product costs this much, in this channel, at this place, for these customers, in
 * this half-open period. `place` null is everywhere: such a claim is met in every zone. `audience` null is everyone.
 */
export type Claim = {
  readonly subject: string;
  readonly channel: string;
  readonly place: string | null;
  readonly zone: string;
  readonly amount: number;
  readonly currency: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly audience: ReadonlySet<string> | null;
  readonly onSale: boolean | null;
  readonly priceType: PriceType;
  /** Whether the product was to be had, where the source says it. */
  readonly availability?: Availability;
  readonly seenAt: Instant;
  readonly source: string;
  readonly sourceRow: number | null;
  readonly offerId: string | null;
  /** Of a price that was read in a text handed in: which, and where it stands there, in UTF-16 units, half-open. */
  readonly text?: TextPlace;
  /** Of a price whose text says its last day: a campaign's, and no regular one. */
  readonly hasLastDay?: true;
  readonly beside?: StatedBeside;
};

/** Where in a text handed in something stands. */
export type TextPlace = { readonly id: string; readonly from: number; readonly to: number };

/** What is told beside a price, where that is what channels differ in: the last day, the share off, the code. */
export type StatedBeside = Pick<StatementView, 'until' | 'percent' | 'code'>;

/**
 * A side without a price: a channel that says nothing, (with `offerId`) an offer whose price is not known, or (with
 * `beside`) a text that states a share off and no price.
 */
export type Silence = {
  readonly subject: string;
  readonly channel: string;
  readonly amount: null;
  readonly source: string;
  readonly offerId: string | null;
  readonly seenAt?: Instant;
  readonly sourceRow?: number | null;
  readonly text?: TextPlace;
  readonly beside?: StatedBeside;
};

export type Statement = Claim | Silence;
export type ZoneOf = (place: string) => string | undefined;

/** A sighting as a claim. `zoneOf` is the declared table of price zones; a place that it lacks is undeclared. */
export function claimOf(sighting: Sighting, zoneOf: ZoneOf = () => undefined): Claim {
  return {
    subject: sighting.product,
    channel: sighting.channel,
    place: sighting.place,
    zone: sighting.place === null ? UNDECLARED_ZONE : (zoneOf(sighting.place) ?? UNDECLARED_ZONE),
    amount: sighting.amount,
    currency: sighting.currency,
    from: sighting.holdsFrom,
    to: sighting.holdsTo,
    audience: null,
    onSale: sighting.onSale,
    priceType: sighting.priceType,
    ...(sighting.availability === undefined ? {} : { availability: sighting.availability }),
    seenAt: sighting.seenAt,
    source: sighting.source,
    sourceRow: sighting.sourceRow,
    offerId: null,
  };
}

/** What the check needs to know of an offer. */
export type StatedOffer = Period & {
  readonly id: string;
  readonly name: string;
  readonly terms: OfferInput['terms'];
  readonly products: readonly string[];
  readonly channels: readonly string[];
  readonly audience: ReadonlySet<string> | null;
  /** Of an offer to some, who they are to be looked up by. */
  readonly aim?: Aim;
};

/** The price that the terms come to, or `undefined` when they need a regular price and none fits. */
export function priceUnder(terms: StatedOffer['terms'], regular: Money | undefined): Money | undefined {
  switch (terms.kind) {
    case 'fixed-price':
      return { amount: terms.amount, currency: terms.currency };
    case 'percent-off':
      return regular && { ...regular, amount: Math.round((regular.amount * (100 - terms.percent)) / 100) };
    case 'amount-off':
      if (regular?.currency !== terms.currency) return undefined;
      return { ...regular, amount: Math.max(0, regular.amount - terms.amount) };
    default:
      return terms satisfies never;
  }
}

/**
 * What an offer claims: one claim per product and channel, everywhere in the channel. Products whose price under the
 * terms is not known (a percentage of an unknown regular price) make no claim of a price; they can still be missing.
 */
export function claimsOfOffer(offer: StatedOffer, regularPriceOf: (product: string) => Money | undefined): Claim[] {
  return offer.products.flatMap((product) => {
    const price = priceUnder(offer.terms, regularPriceOf(product));
    if (price === undefined) return [];
    return offer.channels.map((channel) => claimOfOffer(offer, product, channel, price));
  });
}

/** The claim of one offer for one product in one channel. */
export function claimOfOffer(offer: StatedOffer, product: string, channel: string, price: Money): Claim {
  return {
    subject: product,
    channel,
    place: null,
    zone: UNDECLARED_ZONE,
    amount: price.amount,
    currency: price.currency,
    from: offer.from,
    to: offer.to,
    audience: offer.audience,
    onSale: true,
    priceType: 'sale',
    seenAt: offer.from,
    source: offer.name,
    sourceRow: null,
    offerId: offer.id,
  };
}

/** What an offer says of a product in a channel; where its price is not known, a side without one. */
export function statementOfOffer(
  offer: StatedOffer,
  product: string,
  channel: string,
  price: Money | undefined,
): Statement {
  if (price !== undefined) return claimOfOffer(offer, product, channel, price);
  return { subject: product, channel, amount: null, source: offer.name, offerId: offer.id };
}

/** The offers that are for each product, in the order in which they are given. */
export function offersByProduct<Offer extends StatedOffer>(offers: readonly Offer[]): Map<string, Offer[]> {
  const groups = new Map<string, Offer[]>();
  for (const offer of offers)
    for (const product of offer.products) {
      const known = groups.get(product);
      if (known === undefined) groups.set(product, [offer]);
      else known.push(offer);
    }
  return groups;
}

/** A statement as it travels over HTTP and stands in a witness. */
export function presentStatement(statement: Statement): StatementView {
  const { text, beside } = statement;
  return { ...presentPrice(statement), ...beside, ...(text === undefined ? {} : { text }) };
}

function presentPrice(statement: Statement): StatementView {
  if (statement.amount === null)
    return {
      channel: statement.channel,
      place: null,
      amount: null,
      currency: null,
      onSale: null,
      priceType: 'unknown',
      seenAt: statement.seenAt === undefined ? null : toIso(statement.seenAt),
      source: statement.source,
      sourceRow: statement.sourceRow ?? null,
      offerId: statement.offerId,
    };
  const { channel, place, amount, currency, onSale, priceType, source, sourceRow, offerId } = statement;
  const seenAt = toIso(statement.seenAt);
  return { channel, place, amount, currency, onSale, priceType, seenAt, source, sourceRow, offerId };
}

/** A tolerance in major units as minor units of the currency, without the dust of binary fractions. */
export function toleranceIn(currency: string, major: number): number {
  return Math.round(major * 10 ** minorDigits(currency) * 1e6) / 1e6;
}
