import { type Money, minorDigits } from '../../kernel/money.ts';
import { numberAt } from './number-words.ts';
import type { Per, TextLanguage } from './stated-terms.ts';
import { lowAt, type Token } from './token.ts';

/** An amount of money in a text, before it is known what it stands for. `last` includes what it is per. */
export type MoneyMention = {
  readonly amount: Money;
  readonly per?: Per;
  readonly first: number;
  readonly last: number;
};

/** Each mark or word of money: its currency, and how much of it one is. */
const afterAmount: ReadonlyMap<string, readonly [currency: string, part: number]> = new Map([
  ...currencies('SEK', ':- ,- :– :— kr kronor krona kronors spänn sek'),
  ...currencies('EUR', '€ eur euro euros'),
  ...currencies('GBP', '£ gbp pound pounds quid'),
  ...currencies('USD', '$ usd dollar dollars bucks'),
  ...currencies('NOK', 'nok'),
  ...currencies('DKK', 'dkk'),
  ...currencies('SEK', 'öre', 0.01),
  ...currencies('GBP', 'pence', 0.01),
  ...currencies('USD', 'cents', 0.01),
]);
const beforeAmount: ReadonlyMap<string, string> = new Map([
  ...named('SEK', 'kr sek'),
  ...named('EUR', '€ eur'),
  ...named('GBP', '£ gbp'),
  ...named('USD', '$ usd'),
  ...named('NOK', 'nok'),
  ...named('DKK', 'dkk'),
]);
const unitsOfMeasure: ReadonlyMap<string, string> = new Map([
  ...named('kg', 'kg kilo kilot kilogram'),
  ...named('hg', 'hg hekto'),
  ...named('g', 'g gram'),
  ...named('l', 'l liter litern litre liter'),
  ...named('dl', 'dl'),
  ...named('cl', 'cl'),
  ...named('ml', 'ml'),
  ...named('m', 'm meter metern metre'),
  ...named('m2', 'm2 m² kvm kvadratmeter'),
  ...named('kWh', 'kwh kilowattimme kilowattimmen'),
  ...named('lb', 'lb pound'),
  ...named('oz', 'oz'),
]);
const unitsOfTime: ReadonlyMap<string, string> = new Map([
  ...named('month', 'mån månad månaden month mo'),
  ...named('year', 'år året year yr'),
  ...named('week', 'vecka veckan week'),
  ...named('day', 'dag dagen day'),
]);
const unitsOfCount: ReadonlyMap<string, string> = new Map(named('piece', 'st styck stycket piece each'));
const perWords = new Set(['/', 'per', 'i', 'om', 'a', 'an']);
const wordsBeforeBareAmount = new Set('för kostar nu är blir bara endast pris priset ligger på kostnad'.split(' '));

function currencies(currency: string, words: string, part = 1): (readonly [string, readonly [string, number]])[] {
  return words.split(' ').map((word) => [word, [currency, part]]);
}

function named(unit: string, words: string): (readonly [string, string])[] {
  return words.split(' ').map((word) => [word, unit]);
}

/** True for a unit by which unit prices are told: kg, l, kWh; not for pieces and months. */
export function isMeasure(unit: string): boolean {
  return [...unitsOfMeasure.values()].includes(unit);
}

/** True for a word that makes a number before it a weight, a length or the like: `34 cm`, `250 g`. */
export function isUnitWord(low: string): boolean {
  return unitsOfMeasure.has(low) || low === 'cm' || low === 'mm' || low === '%';
}

/** The amount of money that begins at a token, or `undefined`. Amounts without a currency are read where Swedish prices are. */
export function moneyAt(tokens: readonly Token[], first: number, language: TextLanguage): MoneyMention | undefined {
  const prefix = currencyBefore(tokens, first);
  const start = prefix === undefined ? first : first + 1;
  const number = numberAt(tokens, start);
  if (number === undefined) return undefined;
  const next = number.last + 1;
  const low = lowAt(tokens, next);
  // In "for four £38" the sign belongs to the number after it.
  const isOfNext =
    /^[€£$]$/.test(low) && tokens[next + 1]?.kind === 'number' && tokens[next]?.to === tokens[next + 1]?.from;
  const suffix = isOfNext ? undefined : (afterAmount.get(low) ?? penceAt(tokens, next));
  if (prefix !== undefined) {
    const repeated = suffix !== undefined && low === ':-';
    return mentionOf(tokens, first, repeated ? next : number.last, number.value, prefix);
  }
  if (suffix !== undefined) return mentionOf(tokens, first, next, number.value * suffix[1], suffix[0]);
  if (language === 'sv' && isBareAmount(tokens, first)) return mentionOf(tokens, first, first, number.value, 'SEK');
  return undefined;
}

function currencyBefore(tokens: readonly Token[], first: number): string | undefined {
  const low = lowAt(tokens, first);
  if (!beforeAmount.has(low)) return undefined;
  if (tokens[first + 1]?.kind !== 'number') return undefined;
  // In "2 kr 3 st" the word belongs to the number before it.
  const before = tokens[first - 1];
  const isSuffix =
    before?.kind === 'number' && tokens[first]?.kind === 'word' && before.sentence === tokens[first].sentence;
  return isSuffix ? undefined : beforeAmount.get(low);
}

function penceAt(tokens: readonly Token[], index: number): readonly [string, number] | undefined {
  const touches = tokens[index]?.from === tokens[index - 1]?.to && tokens[index - 1]?.kind === 'number';
  if (!touches) return undefined;
  if (tokens[index]?.low === 'p') return ['GBP', 0.01];
  return tokens[index]?.low === '¢' ? ['USD', 0.01] : undefined;
}

/** `påsen är 69,50`: two decimals after a comma, a word of prices before it, and no unit after it. */
function isBareAmount(tokens: readonly Token[], index: number): boolean {
  if (!/^\d[\d ]*,\d\d$/.test(tokens[index]?.text ?? '')) return false;
  if (isUnitWord(lowAt(tokens, index + 1)) || lowAt(tokens, index + 1) === 'procent') return false;
  return wordsBeforeBareAmount.has(lowAt(tokens, index - 1));
}

function mentionOf(
  tokens: readonly Token[],
  first: number,
  last: number,
  major: number,
  currency: string,
): MoneyMention {
  const per = perAt(tokens, last + 1);
  const minor = major * 10 ** minorDigits(currency);
  // A price per kWh has fractions of an öre: it is told per 10 or 100 of them rather than rounded.
  const scale = per === undefined ? 1 : ([1, 10, 100].find((each) => isWhole(minor * each)) ?? 100);
  const amount = { amount: Math.round(minor * scale), currency };
  if (per === undefined) return { amount, first, last };
  return { amount, per: { count: per.count * scale, unit: per.unit }, first, last: per.last };
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

function perAt(tokens: readonly Token[], index: number): (Per & { readonly last: number }) | undefined {
  const low = lowAt(tokens, index);
  if (low === 'kilot' || low === 'litern' || low === 'styck' || low === 'each' || low === 'metern')
    return { count: 1, unit: unitsOfMeasure.get(low) ?? 'piece', last: index };
  if (!perWords.has(low)) return undefined;
  const counted = tokens[index + 1]?.kind === 'number' ? tokens[index + 1]?.value : undefined;
  const at = counted === undefined ? index + 1 : index + 2;
  const unit = lowAt(tokens, at);
  const time = unitsOfTime.get(unit) ?? unitsOfCount.get(unit);
  if (low === 'i' || low === 'om' || low === 'a' || low === 'an')
    return unitsOfTime.has(unit) && time !== undefined && !(low === 'i' && unit === 'dag')
      ? { count: 1, unit: time, last: at }
      : undefined;
  const found = unitsOfMeasure.get(unit) ?? time;
  return found === undefined ? undefined : { count: counted ?? 1, unit: found, last: at };
}
