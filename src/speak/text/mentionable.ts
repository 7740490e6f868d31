import { tokensOf } from './token.ts';

/**
 * How long the beginnings of names are that are looked at: longer names by a few lengths only, so that a text has not too many.
 * `products` keeps by one of them how each product begins, of the first 16 signs.
 */
const LENGTHS = [1, 2, 3, 4, 6, 8, 12];

/**
 * How a product may begin that a text names: what stands from each word on, in small letters and without spaces and
 * points, in each of the lengths. A name that stands in the text word by word begins as one of them; what begins
 * otherwise does not stand in it.
 */
export function beginningsIn(text: string): string[] {
  const found = new Set<string>();
  let following = '';
  for (const { low } of tokensOf(text).toReversed()) {
    following = (low.replaceAll(/[\s.]/g, '') + following).slice(0, LENGTHS.at(-1));
    for (const length of LENGTHS) if (length <= following.length) found.add(following.slice(0, length));
  }
  return [...found];
}
