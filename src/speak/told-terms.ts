import type { Money } from '../kernel/money.ts';
import type { Instant, Period } from '../kernel/period.ts';
import type { OtherAspect } from './aspect.contract.ts';
import {
  priceUnder,
  type StatedBeside,
  type StatedOffer,
  type Statement,
  type TextPlace,
  UNDECLARED_ZONE,
} from './claim.ts';
import { dayAt } from './text/calendar.ts';

/** What is told of a product beside its price: a last day, a share off or a code, and the terms that it is told of. */
export type ToldTerms = Period & {
  readonly aspect: OtherAspect;
  readonly subject: string;
  /** The last day, the share or the code. */
  readonly value: string;
  readonly price: Money | undefined;
  readonly percent: number | undefined;
  readonly by:
    | { readonly text: Statement }
    /** What an offer says stands in the witness by the channel of the other side, where it is stated for that. */
    | { readonly offer: StatedOffer; readonly beside: StatedBeside };
};

/** What is stated beside a price, by the aspect and its value. */
export function besideOf(aspect: OtherAspect, value: string): StatedBeside {
  switch (aspect) {
    case 'period':
      return { until: value };
    case 'share':
      return { percent: Number(value) };
    case 'code':
      return { code: value };
    default:
      return aspect satisfies never;
  }
}

export type OfferWords = {
  /** The price without the offer, as far as it is known. */
  readonly regularOf: (offer: StatedOffer, product: string) => Money | undefined;
  /** Where a day begins and ends. */
  readonly timeZone: string;
};

/** What offers to everyone tell of each product: their last day, where they have one, and their share off. */
export function toldOfOffers(offers: readonly StatedOffer[], { regularOf, timeZone }: OfferWords): ToldTerms[] {
  return offers
    .filter(({ audience }) => audience === null)
    .flatMap((offer) => {
      const percent = offer.terms.kind === 'percent-off' ? offer.terms.percent : undefined;
      // The end itself does not belong to the offer: what ends at midnight has its last day before it.
      const until = offer.to === Infinity ? undefined : dayAt(offer.to - 1, timeZone);
      const values = [
        ...(until === undefined ? [] : [{ aspect: 'period', value: until } as const]),
        ...(percent === undefined ? [] : [{ aspect: 'share', value: String(percent) } as const]),
      ];
      if (values.length === 0) return [];
      return offer.products.flatMap((subject) => {
        const price = priceUnder(offer.terms, regularOf(offer, subject));
        return values.map(({ aspect, value }) => ({
          aspect,
          subject,
          value,
          price,
          percent,
          from: offer.from,
          to: offer.to,
          by: { offer, beside: besideOf(aspect, value) },
        }));
      });
    });
}

/** What texts tell, with what offers tell of the same products. Offers by themselves are compared by their prices. */
export function withToldOfOffers(
  texts: readonly ToldTerms[],
  offers: readonly StatedOffer[],
  words: OfferWords,
): readonly ToldTerms[] {
  if (texts.length === 0) return [];
  const spoken = new Set(texts.map(({ subject }) => subject));
  const near = offers.map((offer) => ({ ...offer, products: offer.products.filter((each) => spoken.has(each)) }));
  return [...texts, ...toldOfOffers(near, words)];
}

/** What a text states of a product beside its price; `text` says where it stands, of a text that was handed in. */
export type ToldText = Period &
  Pick<ToldTerms, 'aspect' | 'value' | 'price' | 'percent'> & {
    readonly product: string;
    readonly channel: string;
    readonly source: string;
    readonly line: number;
    readonly seenAt: Instant;
    readonly text?: TextPlace;
  };

/** What a text tells, with its statement as it stands in a witness. */
export function toldInText(told: ToldText): ToldTerms {
  const { aspect, value, price, percent, from, to, product: subject, channel, source, seenAt, text } = told;
  const said = {
    subject,
    channel,
    source,
    sourceRow: told.line,
    offerId: null,
    seenAt,
    beside: besideOf(aspect, value),
    ...(text === undefined ? {} : { text }),
  };
  const priced = {
    place: null,
    zone: UNDECLARED_ZONE,
    from,
    to,
    audience: null,
    onSale: null,
    priceType: 'unknown',
  } as const;
  const statement = price === undefined ? { ...said, amount: null } : { ...said, ...priced, ...price };
  return { aspect, subject, value, price, percent, from, to, by: { text: statement } };
}
