/** A price or a share written by hand. `at` is where it begins, in characters. */
export type TypedTerm = { readonly text: string; readonly at: number };

const number = String.raw`\d{1,3}(?:[\u0020\u00a0\u202f.]\d{3}){1,3}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?`;
const written = new RegExp(
  String.raw`(?<![\w.,])(?:(?:kr|sek|eur|usd|[$€£])[\u0020\u00a0]?(?:${number})|(?:${number})[\u0020\u00a0]?(?:kr(?:onor)?\b|sek\b|eur(?:o)?\b|usd\b|[$€£%]|:-|procent\b|percent\b))`,
  'giu',
);

/** The prices and percentages that somebody wrote out in a text. */
export function typedTerms(text: string): TypedTerm[] {
  return [...text.matchAll(written)].map((match) => ({ text: match[0], at: match.index }));
}
