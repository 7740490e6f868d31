import type { Money } from '../../kernel/money.ts';
import { moneyAt } from './money-mention.ts';
import type { TextLanguage } from './stated-terms.ts';
import { lowAt, lowsBefore, type Token } from './token.ts';

/** That delivery costs nothing, for orders over an amount where one is told. */
export type ShippingMention = { readonly over?: Money; readonly first: number; readonly last: number };

const phrases: readonly (readonly string[])[] = [
  'fri frakt',
  'fraktfritt',
  'fri hemleverans',
  'fri leverans',
  'gratis frakt',
  'gratis hemleverans',
  'gratis leverans',
  'frakten är gratis',
  'frakten är fri',
  'frakten ingår',
  'bjuder vi på frakten',
  'vi bjuder på frakten',
  'bjuder på frakten',
  'frakten bjuder vi på',
  'frakten står vi för',
  'vi står för frakten',
  'utan frakt',
  'utan fraktkostnad',
  'free shipping',
  'free delivery',
  'free postage',
  'shipping is free',
  'delivery is free',
  'ship free of charge',
  'ship free',
  'ships free',
].map((phrase) => phrase.split(' '));
const thresholds = new Set('över från above over'.split(' '));
const wordsBetween = new Set(
  'on på vid köp order orders for för all du handlar when you spend ordrar beställningar'.split(' '),
);
const WORDS_BETWEEN = 5;

/** The free delivery that is told of at a token, or `undefined`. */
export function freeShippingAt(
  tokens: readonly Token[],
  first: number,
  language: TextLanguage,
): ShippingMention | undefined {
  const phrase = phrases.find((each) => each.every((low, index) => lowAt(tokens, first + index) === low));
  if (phrase === undefined) return freeOverAt(tokens, first, language);
  const last = first + phrase.length - 1;
  const after = thresholdAfter(tokens, last + 1, language);
  if (after !== undefined) return { over: after.over, first, last: after.last };
  const over = thresholdBefore(tokens, first, language);
  return over === undefined ? { first, last } : { over, first, last };
}

/** "Shipping is $5.95, free over $50" */
function freeOverAt(tokens: readonly Token[], first: number, language: TextLanguage): ShippingMention | undefined {
  if (!['free', 'gratis', 'fri', 'fritt'].includes(lowAt(tokens, first))) return undefined;
  const before = lowsBefore(tokens, first, 8);
  if (!before.some((low) => ['shipping', 'delivery', 'postage', 'frakt', 'frakten'].includes(low))) return undefined;
  const after = thresholdAfter(tokens, first + 1, language);
  return after === undefined ? undefined : { over: after.over, first, last: after.last };
}

function thresholdAfter(tokens: readonly Token[], start: number, language: TextLanguage) {
  const sentence = tokens[start]?.sentence;
  for (let at = start; at < start + WORDS_BETWEEN; at += 1) {
    const low = lowAt(tokens, at);
    if (tokens[at]?.sentence !== sentence) return undefined;
    const money = thresholds.has(low) ? moneyAt(tokens, at + 1, language) : undefined;
    if (money !== undefined) return { over: money.amount, last: money.last };
    if (!wordsBetween.has(low)) return undefined;
  }
  return undefined;
}

/** "Orders above £40 ship free" */
function thresholdBefore(tokens: readonly Token[], first: number, language: TextLanguage): Money | undefined {
  for (let at = first - 1; at >= Math.max(0, first - WORDS_BETWEEN); at -= 1) {
    if (!thresholds.has(lowAt(tokens, at))) continue;
    const money = moneyAt(tokens, at + 1, language);
    const end = ['så', 'and', 'we'].includes(lowAt(tokens, first - 1)) ? first - 2 : first - 1;
    return money?.last === end ? money.amount : undefined;
  }
  return undefined;
}
