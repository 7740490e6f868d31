import type { Money } from '../../kernel/money.ts';
import { isUnitWord, type MoneyMention, moneyAt } from './money-mention.ts';
import { numberAt } from './number-words.ts';
import type { TextLanguage } from './stated-terms.ts';
import { lowAt, type Token } from './token.ts';

/** So many pieces for the price of fewer, or for one amount together. */
export type MultiBuyMention = {
  readonly quantity: number;
  readonly pay: { readonly pieces: number } | Money;
  readonly first: number;
  readonly last: number;
};

const MOST_PIECES = 20;
const WORDS_BETWEEN = 5;
/** "Tre månader för 99 kronor" is the price of a subscription. */
const spans = new Set(
  'månader månaderna nummer veckor dagar år nätter timmar minuter months weeks days nights years issues hours minutes gb tb'.split(
    ' ',
  ),
);

/** The multi-buy that begins at a token: "2 för 50 kr", "köp 3 betala för 2", "3 for 2", "buy one get one free". */
export function multiBuyAt(
  tokens: readonly Token[],
  first: number,
  language: TextLanguage,
): MultiBuyMention | undefined {
  const low = lowAt(tokens, first);
  if (low === 'köp' || low === 'köper' || low === 'buy') return boughtAt(tokens, first);
  if (low === 'bogo' || low === 'bogof') return { quantity: 2, pay: { pieces: 1 }, first, last: first };
  const quantity = piecesAt(tokens, first);
  if (quantity === undefined || quantity.value < 2) return undefined;
  const joined = joinAt(tokens, quantity.last + 1);
  if (joined === undefined) return undefined;
  const at = afterThePriceOf(tokens, joined);
  const money = moneyAt(tokens, at, language) ?? bareAt(tokens, at, quantity.value, language);
  if (money !== undefined && money.per === undefined)
    return { quantity: quantity.value, pay: money.amount, first, last: money.last };
  const pieces = piecesAt(tokens, at);
  if (pieces === undefined || pieces.value >= quantity.value) return undefined;
  return { quantity: quantity.value, pay: { pieces: pieces.value }, first, last: pieces.last };
}

function piecesAt(tokens: readonly Token[], index: number) {
  const number = numberAt(tokens, index);
  return number !== undefined && number.value > 0 && number.value <= MOST_PIECES && Number.isInteger(number.value)
    ? number
    : undefined;
}

/** "5 for the price of 4", "5 för priset av 4": past the words that say that pieces follow. */
function afterThePriceOf(tokens: readonly Token[], index: number): number {
  const at = lowAt(tokens, index) === 'the' ? index + 1 : index;
  const isPrice =
    ['price', 'priset'].includes(lowAt(tokens, at)) && ['of', 'av', 'för'].includes(lowAt(tokens, at + 1));
  return isPrice ? at + 2 : index;
}

/** Where what is paid begins: after "för", with at most one noun before it ("två mössor för"). */
function joinAt(tokens: readonly Token[], index: number): number | undefined {
  for (const at of [index, index + 1]) {
    const low = lowAt(tokens, at);
    if (low === 'för' || low === 'for' || (low === 'till' && lowAt(tokens, at + 1) === 'priset')) return at + 1;
    // "Nässpray 10 ml för 59 kr" is the size of one.
    if (tokens[at]?.kind !== 'word' || spans.has(low) || isUnitWord(low)) return undefined;
  }
  return undefined;
}

/** "2 för 50": an amount without a currency, larger than the number of pieces. */
function bareAt(
  tokens: readonly Token[],
  index: number,
  quantity: number,
  language: TextLanguage,
): MoneyMention | undefined {
  const token = tokens[index];
  if (language !== 'sv' || token?.kind !== 'number' || token.value === undefined) return undefined;
  if (token.value <= quantity || lowAt(tokens, index + 1) === '%') return undefined;
  return { amount: { amount: Math.round(token.value * 100), currency: 'SEK' }, first: index, last: index };
}

/** "Köp 3 betala för 2", "köper du tre betalar du för två", "buy two, get one free". */
function boughtAt(tokens: readonly Token[], first: number): MultiBuyMention | undefined {
  const start = lowAt(tokens, first + 1) === 'du' ? first + 2 : first + 1;
  const bought = piecesAt(tokens, start);
  if (bought === undefined) return undefined;
  const sentence = tokens[first]?.sentence;
  let verb = '';
  for (let at = bought.last + 1; at <= bought.last + WORDS_BETWEEN; at += 1) {
    const low = lowAt(tokens, at);
    if (tokens[at]?.sentence !== sentence) return undefined;
    if (['betala', 'betalar', 'pay', 'för', 'for', 'få', 'får', 'get'].includes(low)) verb = low;
    const paid = verb === '' ? undefined : piecesAt(tokens, at);
    if (paid === undefined) continue;
    const isFree = ['få', 'får', 'get'].includes(verb);
    if (isFree && !['free', 'gratis', 'på'].includes(lowAt(tokens, paid.last + 1))) return undefined;
    const quantity = isFree ? bought.value + paid.value : bought.value;
    const pieces = isFree ? bought.value : paid.value;
    return pieces < quantity
      ? { quantity, pay: { pieces }, first, last: isFree ? paid.last + 1 : paid.last }
      : undefined;
  }
  return undefined;
}
