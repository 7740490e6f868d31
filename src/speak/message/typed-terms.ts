import { readTerms } from '../text/read-terms.ts';
import type { StatedTerms } from '../text/stated-terms.ts';

/** A price or a share written by hand. `at` is where it begins, in characters. */
export type TypedTerm = { readonly text: string; readonly at: number };

/** What is to be a reference. A day, a code or a free delivery may be written out. */
const toBeReferred: ReadonlySet<StatedTerms['kind']> = new Set([
  'price',
  'price-from',
  'prior-price',
  'unit-price',
  'percent-off',
  'percent-up-to',
  'amount-off',
  'multi-buy',
] as const);

/** The prices, percentages and amounts that somebody wrote out in a text. */
export function typedTerms(text: string): TypedTerm[] {
  // No day is asked for, so which one it is does not matter.
  return readTerms(text, { now: 0 })
    .filter(({ kind }) => toBeReferred.has(kind))
    .map(({ text: found, from }) => ({ text: found, at: from }));
}
