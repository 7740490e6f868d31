import type { Instant } from '../../kernel/period.ts';
import { type Availability, checkSighting, holdingPeriod, type SightingReading } from '../sighting.ts';
import { askedInEach, type DatedPrice } from './dated-price.ts';
import type { ProductBy } from './feed.contract.ts';

/** What somebody who hands in a feed says of it. */
export type FeedReading = { readonly channel: string; readonly productBy?: ProductBy | undefined };

/** What a feed does not say itself: whose it is, when it was seen, and how it is called in what it proves. */
export type FeedContext = {
  readonly channel: string;
  readonly source: string;
  readonly seenAt: Instant;
  readonly productBy: ProductBy;
  /** Where its days begin and end, and times without an offset are read. */
  readonly timeZone: string;
};

/** What a record of a feed says of one product. */
export type FeedStatement = {
  readonly product: string;
  readonly productName?: string | undefined;
  readonly place: string | null;
  readonly availability: Availability | undefined;
  readonly prices: readonly DatedPrice[];
};

/** The statement as sightings: a feed speaks for its own day, and within it for each price while that holds. */
export function sightingsOf(said: FeedStatement, line: number | null, context: FeedContext): SightingReading[] {
  const { seenAt, channel, source, timeZone } = context;
  const day = holdingPeriod(seenAt, undefined, undefined, timeZone);
  const pieces = askedInEach(said.prices, day.holdsFrom, day.holdsTo);
  const name = said.productName?.trim().slice(0, 300).toWellFormed() ?? '';
  return pieces.map(({ amount, currency, priceType, onSale, from, to }) =>
    checkSighting({
      product: said.product,
      ...(name === '' ? {} : { productName: name }),
      channel,
      place: said.place,
      amount,
      currency,
      onSale,
      priceType,
      ...(said.availability === undefined ? {} : { availability: said.availability }),
      seenAt,
      holdsFrom: from,
      holdsTo: to,
      source,
      sourceRow: line,
    }),
  );
}
