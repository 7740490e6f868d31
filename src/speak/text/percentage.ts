import { isDenied } from './denial.ts';
import { numberAt } from './number-words.ts';
import { isSaidNear, lowAt, lowsAfter, lowsBefore, type Token } from './token.ts';

/** A share off a price, and where it stands. */
export type PercentMention = {
  readonly kind: 'percent-off' | 'percent-up-to';
  readonly percent: number;
  readonly first: number;
  readonly last: number;
};

const signs = new Set(['%', 'procent', 'procents', 'percent', 'pct']);
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const offAfter = words(
  'rabatt studentrabatt medlemsrabatt off billigare avdrag discount cheaper less lägre rabatterat rea reduction',
);
const placesAfter = words('på vid on');
const offBefore = words('minus rabatt rabatten save spara sparar sänkt sänker discount reduced');
const notOffBefore = words('ränta räntan apr interest än than moms vat alkohol');
const notOffAfter = words(
  'ränta räntan apr interest vol alkohol moms vat bomull ull merinoull lin siden akryl polyester polyamid elastan viskos bambu kashmir nylon läder dun fjäder kakao ' +
    'cotton wool merino linen silk polyester elastane viscose nylon bamboo cashmere leather cocoa down feather recycled organic återvunnen återvunnet ekologisk ekologiskt ' +
    'nöjda gillar satisfied av of har skulle said fett fat juice luftfuktighet humidity laddat laddad charged full charge ' +
    'mer fler större längre snabbare more bigger longer faster',
);
/** So far apart the shares of one whole may stand. */
const WHOLE_WORDS = 12;
const saleStems = ['rabatt', 'rea', 'kod', 'code', 'discount', 'sale', 'erbjud', 'offer', 'kampanj'];

/** The share off that begins at a token, or `undefined`: 30 %, "trettio procent", "halva priset", "half price". */
export function percentAt(tokens: readonly Token[], first: number): PercentMention | undefined {
  const half = halfAt(tokens, first);
  if (half !== undefined) return half;
  const number = numberAt(tokens, first);
  if (number === undefined || number.value <= 0 || number.value > 100) return undefined;
  const last = signAt(tokens, number.last + 1);
  if (last === undefined || !isOff(tokens, first, last)) return undefined;
  const [nearest, second] = lowsBefore(tokens, first, 2);
  const upTo = (nearest === 'till' && second === 'upp') || (nearest === 'to' && second === 'up');
  return { kind: upTo ? 'percent-up-to' : 'percent-off', percent: number.value, first, last };
}

function halfAt(tokens: readonly Token[], first: number): PercentMention | undefined {
  const [low, next] = [lowAt(tokens, first), lowAt(tokens, first + 1)];
  const swedish = (low === 'halva' && next === 'priset') || (low === 'halvt' && next === 'pris');
  const english = low === 'half' && (next === 'price' || next === 'off');
  if (swedish || english) return { kind: 'percent-off', percent: 50, first, last: first + 1 };
  if (low === 'half' && next === 'the' && lowAt(tokens, first + 2) === 'price')
    return { kind: 'percent-off', percent: 50, first, last: first + 2 };
  return undefined;
}

function signAt(tokens: readonly Token[], index: number): number | undefined {
  const low = lowAt(tokens, index);
  if (signs.has(low)) return index;
  return low === 'per' && lowAt(tokens, index + 1) === 'cent' ? index + 1 : undefined;
}

function isOff(tokens: readonly Token[], first: number, last: number): boolean {
  const before = lowsBefore(tokens, first, 3);
  const after = lowsAfter(tokens, last, 2);
  if (isMinus(tokens, first) || offAfter.has(after[0] ?? '') || offAfter.has(after[1] ?? '')) return true;
  if (isLevel(tokens, first, last) || isShareOfAWhole(tokens, first, last) || isDenied(tokens, last)) return false;
  if (notOffAfter.has(after[0] ?? '') || before.some((low) => notOffBefore.has(low))) return false;
  if (placesAfter.has(after[0] ?? '') || before.some((low) => offBefore.has(low))) return true;
  return isNearSale(tokens, first);
}

/** "Laddas till 80 % på 20 minuter": how far something goes, not what is taken off; "upp till 80 %" may be. */
function isLevel(tokens: readonly Token[], first: number, last: number): boolean {
  const [nearest = '', second = ''] = lowsBefore(tokens, first, 2);
  if (['till', 'to'].includes(nearest) && !['upp', 'up'].includes(second)) return true;
  return (
    ['på', 'in', 'i'].includes(lowAt(tokens, last + 1)) &&
    /^(?:minut|timm|minute|hour|sekund|second)/.test(lowAt(tokens, last + 3))
  );
}

/** "80 % bambu, 20 % nylon": shares of one sentence that make up a whole tell what something is made of. */
function isShareOfAWhole(tokens: readonly Token[], first: number, last: number): boolean {
  const shares = sharesIn(tokens, first, last);
  return shares.length > 1 && shares.reduce((sum, each) => sum + each, 0) === 100;
}

function sharesIn(tokens: readonly Token[], first: number, last: number): number[] {
  const sentence = tokens[first]?.sentence;
  const shares: number[] = [];
  for (let at = Math.max(0, first - WHOLE_WORDS); at <= last + WHOLE_WORDS; at += 1) {
    const token = tokens[at];
    if (token?.sentence === sentence && token?.kind === 'number' && signs.has(lowAt(tokens, at + 1)))
      shares.push(token.value ?? 0);
  }
  return shares;
}

function isMinus(tokens: readonly Token[], first: number): boolean {
  const sign = tokens[first - 1];
  if (sign === undefined || !['-', '\u2212', '\u2013'].includes(sign.text)) return false;
  const before = tokens[first - 2];
  return sign.to === tokens[first]?.from && (before === undefined || before.to < sign.from || before.kind === 'mark');
}

/** True when the sentence, or the one before or after it, speaks of a rebate. */
function isNearSale(tokens: readonly Token[], index: number): boolean {
  return isSaidNear(tokens, index, (at) => saleStems.some((stem) => lowAt(tokens, at).includes(stem)));
}
