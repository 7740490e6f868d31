import { lowAt, type Token } from './token.ts';

/** A number as somebody says it: its value and the last token that belongs to it. */
export type NumberMention = { readonly value: number; readonly last: number };

const units: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'noll zero',
    'ett en one',
    'två two',
    'tre three',
    'fyra four',
    'fem five',
    'sex six',
    'sju seven',
    'åtta eight',
    'nio nine',
    'tio ten',
    'elva eleven',
    'tolv twelve',
    'tretton thirteen',
    'fjorton fourteen',
    'femton fifteen',
    'sexton sixteen',
    'sjutton seventeen',
    'arton eighteen',
    'nitton nineteen',
  ].flatMap((words, value) => words.split(' ').map((each) => [each, value])),
);
const tens: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'tjugo tjugi twenty',
    'trettio tretti thirty',
    'fyrtio fyrti forty',
    'femtio femti fifty',
    'sextio sexti sixty',
    'sjuttio sjutti seventy',
    'åttio åtti eighty',
    'nittio nitti ninety',
  ].flatMap((words, index) => words.split(' ').map((each) => [each, (index + 2) * 10])),
);
const scales: Readonly<Record<string, number>> = {
  hundra: 100,
  hundred: 100,
  tusen: 1000,
  thousand: 1000,
};
const pieces = Object.keys({ ...units, ...tens, ...scales }).toSorted((a, b) => b.length - a.length);
const LONGEST_COMPOUND_CHARACTERS = 60;
const MOST_WORDS = 9;

/**
 * Reads a number in digits or in Swedish or English words from a token on: `599`, `niohundranittio`, `tre tusen`,
 * `one hundred and eighty`, `ninety-nine`. `undefined` when none begins there.
 */
export function numberAt(tokens: readonly Token[], first: number): NumberMention | undefined {
  const token = tokens[first];
  if (token?.kind === 'number') return token.value === undefined ? undefined : { value: token.value, last: first };
  const parts: string[] = [];
  let last = first - 1;
  for (let at = first; at < tokens.length && parts.length < MOST_WORDS; at += 1) {
    const low = lowAt(tokens, at);
    const joins = low === '-' || low === 'and' || low === 'a';
    const own = joins ? undefined : partsOf(low);
    if (own === undefined) {
      const joinsTwo = joins && last === at - 1 && last >= first && scaleOrTens(parts.at(-1), low);
      if (!joinsTwo) break;
      if (partsOf(lowAt(tokens, at + 1)) === undefined) break;
      continue;
    }
    if (tokens[at]?.sentence !== token?.sentence) break;
    parts.push(...own);
    last = at;
  }
  return last < first ? undefined : { value: valueOf(parts), last };
}

function scaleOrTens(part: string | undefined, joint: string): boolean {
  if (part === undefined) return false;
  return joint === '-' ? Object.hasOwn(tens, part) : Object.hasOwn(scales, part);
}

/** A Swedish compound taken apart, the longest piece first: `niohundranittio` is nio, hundra, nittio. */
function partsOf(low: string): string[] | undefined {
  if (low === '' || low.length > LONGEST_COMPOUND_CHARACTERS) return undefined;
  const parts: string[] = [];
  let rest = low;
  while (rest !== '') {
    const piece = pieces.find((each) => rest.startsWith(each));
    if (piece === undefined) return undefined;
    parts.push(piece);
    rest = rest.slice(piece.length);
  }
  return parts;
}

function valueOf(parts: readonly string[]): number {
  let total = 0;
  let below = 0;
  for (const part of parts) {
    const scale = scales[part];
    if (scale === 1000) {
      total += (below === 0 ? 1 : below) * scale;
      below = 0;
    } else if (scale === 100) below = (below === 0 ? 1 : below) * scale;
    else below += units[part] ?? tens[part] ?? 0;
  }
  return total + below;
}
