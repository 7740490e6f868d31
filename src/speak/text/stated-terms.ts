import type { Money } from '../../kernel/money.ts';

/** Where something stands in a text: offsets in UTF-16 units, half-open, and what stands there. */
type Place = { readonly from: number; readonly to: number; readonly text: string };

/** What a price is per: `{count: 100, unit: 'g'}`. The count keeps fractions of an öre exact. */
export type Per = { readonly count: number; readonly unit: string };

export type PriceKind = 'price' | 'price-from' | 'prior-price' | 'amount-off';

/** A calendar day in the place where the text is read: `2026-11-29`. */
export type Day = string;

/** One thing that a text states of what something costs, for how long, or by which code. */
export type StatedTerms = Place &
  /**
   * `lowest`: it is told to be the lowest price of the days before, as the law asks of a reduced price. `reduced`: it is
   * called the price of a campaign, a sale or an offer.
   */
  (
    | {
        readonly kind: PriceKind;
        readonly amount: Money;
        readonly per?: Per;
        readonly lowest?: true;
        readonly reduced?: true;
      }
    | { readonly kind: 'unit-price'; readonly amount: Money; readonly per: Per }
    | { readonly kind: 'percent-off' | 'percent-up-to'; readonly percent: number }
    | { readonly kind: 'multi-buy'; readonly quantity: number; readonly pay: { readonly pieces: number } | Money }
    | { readonly kind: 'valid-from' | 'valid-to'; readonly day: Day }
    | { readonly kind: 'code'; readonly code: string }
    | { readonly kind: 'free-shipping'; readonly over?: Money }
  );

/** The language that words and bare amounts are read in. */
export type TextLanguage = 'sv' | 'en';
