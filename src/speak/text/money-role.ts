import { isMeasure, type MoneyMention } from './money-mention.ts';
import { isOtherMoney, type MoneyContext } from './other-money.ts';
import type { PriceKind } from './stated-terms.ts';
import { lowAt, lowsAfter, lowsBefore, type Token } from './token.ts';

/** What an amount of money stands for; `undefined` when it is neither a price nor taken off one. */
export type MoneyRole = PriceKind | 'unit-price' | 'lowest-prior-price' | undefined;

const WORDS_BEFORE = 10;
const WORDS_AFTER = 6;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const priorWords = words(
  'ord ordinarie ordinary usual regularly fd tidigare förut före normalt normalpris annars previously normally usually before regular rrp original originally jämfört instead stället istället',
);
/** "Was £40" tells a price of before; "was quoted £40" does not. */
const wasWords = words('was were var');
const regularWords = words('ordinarie ord regular usual normal original');
const ofLatelyWords = words('tidigare senaste dagar dagarna last past previous prior days');
const wasFillers = words('only just at priced bara endast : nu på');
const nowWords = words('nu now bara endast only idag today blir är is costs kostar just');
const offBefore = words('spara sparar sparat save saves saving knock dra drar drag avdrag');
const loweredWords = words('ner ned sänkt sänks sänker sänkte nedsatt reduced reduce lowered cut dropped');
const offAfter = words('back rabatt off billigare avdrag discount cheaper rabatterat');
const unitPriceCues = words('jämförpris jämförpriset jfr jmf jfrpris jmfpris');

/** Finds what an amount stands for by the words around it. `struck`: it is crossed out where it stands. */
export function roleOf(
  tokens: readonly Token[],
  money: MoneyMention,
  neighbours: { readonly previous: MoneyMention | undefined; readonly next: MoneyMention | undefined },
  struck: boolean,
): MoneyRole {
  const context = contextOf(tokens, money, neighbours);
  if (isUnitPrice(context)) return 'unit-price';
  if (isAmountOff(context)) return 'amount-off';
  if (isOtherMoney(context)) return undefined;
  if (isLowestPrior(context)) return 'lowest-prior-price';
  if (struck || isPriorPrice(context)) return 'prior-price';
  return isLowestOfSeveral(context) ? 'price-from' : 'price';
}

function contextOf(
  tokens: readonly Token[],
  money: MoneyMention,
  { previous, next }: { readonly previous: MoneyMention | undefined; readonly next: MoneyMention | undefined },
): MoneyContext {
  const sentence = tokens[money.first]?.sentence;
  const same = (other: MoneyMention | undefined) =>
    other !== undefined && tokens[other.first]?.sentence === sentence ? other : undefined;
  const [before, after] = [same(previous), same(next)];
  const room = before === undefined ? WORDS_BEFORE : Math.min(WORDS_BEFORE, money.first - before.last - 1);
  const roomAfter = after === undefined ? WORDS_AFTER : Math.min(WORDS_AFTER, after.first - money.last - 1);
  return {
    tokens,
    money,
    before: lowsBefore(tokens, money.first, room),
    after: lowsAfter(tokens, money.last, roomAfter),
    previous: before,
    next: after,
  };
}

function isUnitPrice({ money, before, previous }: MoneyContext): boolean {
  if (money.per === undefined) return false;
  if (isMeasure(money.per.unit)) return true;
  if (before.slice(0, 3).some((low) => unitPriceCues.has(low))) return true;
  return money.per.unit === 'piece' && before[0] === '(' && before.length === 1 && previous !== undefined;
}

function isAmountOff({ before, after }: MoneyContext): boolean {
  if (before.slice(0, 4).some((low) => offBefore.has(low))) return true;
  const lowered = before.slice(1, 5).some((low) => loweredWords.has(low));
  if (lowered && (before[0] === 'med' || before[0] === 'by')) return true;
  const [first = '', second = ''] = after;
  if (offAfter.has(first)) return true;
  if (['i', 'in', 'på', 'of'].includes(first) && offAfter.has(second)) return true;
  return ['på', 'of', 'om'].includes(before[0] ?? '') && (before[1] === 'rabatt' || before[1] === 'discount');
}

/** "Tidigare lägsta pris 799 kr", "lägsta pris senaste 30 dagarna"; not "Sveriges lägsta pris", which is one of now. */
function isLowestPrior({ before, after, next }: MoneyContext): boolean {
  // What stands between two amounts is told of the second.
  const around = next === undefined ? [...before, ...after] : before;
  return around.some((low) => low === 'lägsta' || low === 'lowest') && around.some((low) => ofLatelyWords.has(low));
}

function isPriorPrice(context: MoneyContext): boolean {
  const { before, after, next, previous } = context;
  const near = beforeTheCue(before);
  if (near.slice(0, 5).some((low) => priorWords.has(low))) return true;
  if (wasWords.has(before.find((low) => !wasFillers.has(low)) ?? '')) return true;
  // "Ordinarie pris för säcken på 4 kilo är 398 kr"
  if (near === before && saysRegularPrice(before)) return true;
  if (['be', 'cost'].includes(before[0] ?? '') && before[1] === 'to' && before[2] === 'used') return true;
  if (before[0] === 'price' && before[1] === 'list') return true;
  if (before[0] === 'from' && ['down', 'reduced', 'dropped', 'lowered'].includes(before[1] ?? '')) return true;
  if (before[0] === 'från' && previous !== undefined && before.length <= 2 && saysLowered(context)) return true;
  if (after[0] === 'i' && after[1] === 'ordinarie') return true;
  // "Rosor 129 kr, nu 79 kr": the second is the price of now, so the first was before it.
  return next !== undefined && after.length <= 3 && (after.at(-1) === 'nu' || after.at(-1) === 'now');
}

/** The words from the amount back to one that says "now": in "was £40, now £25" only "now" is of the second. */
function beforeTheCue(before: readonly string[]): readonly string[] {
  const end = before.findIndex((low) => nowWords.has(low) && low !== 'är' && low !== 'is');
  return end === -1 ? before : before.slice(0, end);
}

function saysRegularPrice(before: readonly string[]): boolean {
  return before.some(
    (low, index) => regularWords.has(low) && ['pris', 'priset', 'price'].includes(before[index - 1] ?? ''),
  );
}

function saysLowered({ tokens, previous }: MoneyContext): boolean {
  if (previous === undefined) return false;
  return lowsBefore(tokens, previous.first, WORDS_BEFORE).some((low) => loweredWords.has(low));
}

function isLowestOfSeveral({ before, tokens, money }: MoneyContext): boolean {
  const [nearest = '', second = ''] = before.filter((low) => !['only', 'just', 'endast', 'bara'].includes(low));
  if (['från', 'from', 'fr'].includes(nearest)) return true;
  if (nearest === 'at' && ['start', 'starts', 'starting'].includes(second)) return true;
  return lowAt(tokens, money.first - 1) === '.' && lowAt(tokens, money.first - 2) === 'fr';
}
