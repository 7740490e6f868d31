import type { Instant } from '../../kernel/period.ts';
import { USUAL_TIME_ZONE } from '../../kernel/time-zone.ts';
import { dayAt } from './calendar.ts';
import { codeAt } from './code-mention.ts';
import { type MoneyMention, moneyAt } from './money-mention.ts';
import { roleOf } from './money-role.ts';
import { multiBuyAt } from './multi-buy.ts';
import { percentAt } from './percentage.ts';
import { isCalledReduced } from './reduced-mention.ts';
import { freeShippingAt } from './shipping.ts';
import type { StatedTerms, TextLanguage } from './stated-terms.ts';
import { type Token, tokensOf } from './token.ts';
import { validityAt } from './validity-mention.ts';

/** A stretch of the text, half-open, in UTF-16 units. */
export type Stretch = { readonly from: number; readonly to: number };

export type ReadingOptions = {
  /** From which "Sunday" and a date without a year are counted. */
  readonly now: Instant;
  /** Where the text is read; Europe/Stockholm when nothing is said. */
  readonly timeZone?: string;
  /** Guessed from the words when nothing is said. */
  readonly language?: TextLanguage;
  /** What is crossed out in the text, in order: a price in it is one of before. */
  readonly struck?: readonly Stretch[];
};

type PlacedInTokens = { readonly first: number; readonly last: number } & WithoutPlace<StatedTerms>;
type WithoutPlace<T> = T extends unknown ? Omit<T, 'from' | 'to' | 'text'> : never;

const swedishWords = new Set(
  'och är du på för med till kr kronor att som vi det den av från gäller alla ord'.split(' '),
);
const englishWords = new Set('the and is you on for with to of we it from all your at until was in a'.split(' '));

/**
 * Reads the prices, shares and amounts off, multi-buys, codes, free deliveries and ends of validity that a text states,
 * in Swedish or English, in the order they stand. What is only a number - a size, a time, an order number - is left out.
 * Takes time in proportion to the length of the text.
 */
export function readTerms(text: string, options: ReadingOptions): StatedTerms[] {
  const tokens = tokensOf(text);
  const language = options.language ?? languageOf(tokens);
  const today = dayAt(options.now, options.timeZone ?? USUAL_TIME_ZONE);
  const found: PlacedInTokens[] = [];
  const money: MoneyMention[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.kind === 'address') continue;
    const dated = validityAt(tokens, at, today, language);
    const lastDated = dated.at(-1)?.last;
    if (lastDated !== undefined) {
      found.push(...dated);
      at = lastDated;
      continue;
    }
    const whole = wholeAt(tokens, at, language);
    if (whole !== undefined) {
      found.push(whole);
      at = whole.last;
      continue;
    }
    const amount = moneyAt(tokens, at, language);
    if (amount === undefined) continue;
    money.push(amount);
    at = amount.last;
  }
  const all = [...found, ...pricesOf(tokens, money, options.struck ?? [])];
  return all.map((each) => placed(text, tokens, each)).toSorted((a, b) => a.from - b.from || a.to - b.to);
}

/** What is recognised as a whole, so that an amount within it is no price of its own. */
function wholeAt(tokens: readonly Token[], at: number, language: TextLanguage): PlacedInTokens | undefined {
  const shipping = freeShippingAt(tokens, at, language);
  if (shipping !== undefined) return { kind: 'free-shipping', ...shipping };
  const many = multiBuyAt(tokens, at, language);
  if (many !== undefined) return { kind: 'multi-buy', ...many };
  const code = codeAt(tokens, at);
  if (code !== undefined) return { kind: 'code', ...code };
  return percentAt(tokens, at);
}

function pricesOf(
  tokens: readonly Token[],
  money: readonly MoneyMention[],
  struck: readonly Stretch[],
): PlacedInTokens[] {
  let stretch = 0;
  return money.flatMap((each, index): PlacedInTokens[] => {
    const from = tokens[each.first]?.from ?? 0;
    while ((struck[stretch]?.to ?? Infinity) <= from) stretch += 1;
    const isStruck = (struck[stretch]?.from ?? Infinity) <= from;
    const neighbours = { previous: money[index - 1], next: money[index + 1] };
    const role = roleOf(tokens, each, neighbours, isStruck);
    if (role === undefined) return [];
    if (role === 'unit-price') return each.per === undefined ? [] : [{ kind: role, ...each, per: each.per }];
    if (role === 'lowest-prior-price') return [{ kind: 'prior-price', lowest: true, ...each }];
    if (role === 'price' && isCalledReduced(tokens, each.first)) return [{ kind: role, reduced: true, ...each }];
    return [{ kind: role, ...each }];
  });
}

function placed(text: string, tokens: readonly Token[], terms: PlacedInTokens): StatedTerms {
  const { first, last, ...rest } = terms;
  const from = tokens[first]?.from ?? 0;
  const to = tokens[last]?.to ?? from;
  return { ...rest, from, to, text: text.slice(from, to) };
}

/** The language that more of the small words are of; Swedish when neither is. */
function languageOf(tokens: readonly Token[]): TextLanguage {
  let balance = 0;
  for (const { low } of tokens) {
    if (swedishWords.has(low)) balance += 1;
    if (englishWords.has(low)) balance -= 1;
    if (/[åäö]/.test(low)) balance += 1;
  }
  return balance < 0 ? 'en' : 'sv';
}
