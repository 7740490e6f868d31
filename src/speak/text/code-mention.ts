import { lowAt, lowsAfter, lowsBefore, type Token } from './token.ts';

/** A code that a customer gives to get an offer, and where it stands. */
export type CodeMention = { readonly code: string; readonly first: number; readonly last: number };

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const codeWords = words(
  'kod koden rabattkod rabattkoden kampanjkod kampanjkoden värdekod kupongkod code coupon voucher promocode',
);
/** What may stand between the word and the code itself. */
const between = words(
  'är is : " \' \u201c \u201d \u2019 \u00bb ( - \u2013 this den här att uppge ange använda to quote use enter',
);
const givingWords = words('använd använda ange uppge skriv use enter apply quote with med prova testa try');
const rewardWords = words('% procent percent rabatt off save spara discount');
const FAR_WORDS = 8;
const WORDS_BETWEEN = 3;
const SHORTEST_CODE = 3;
const LONGEST_CODE = 30;
/** Capitals without a digit are a code only when they are as long as a word. */
const SHORTEST_WORD = 5;

/** The code that begins at a token, or `undefined`: "koden VINTER20", "use CHAT5 at checkout", "ange STUD15 som kod". */
export function codeAt(tokens: readonly Token[], first: number): CodeMention | undefined {
  const last = codeEnd(tokens, first);
  if (last === undefined) return undefined;
  const code = tokens
    .slice(first, last + 1)
    .map((token) => token.text)
    .join('');
  if (code.length < SHORTEST_CODE || code.length > LONGEST_CODE || !/\p{L}/u.test(code)) return undefined;
  const looksMade = /\d/.test(code) || code.length >= SHORTEST_WORD;
  return followsCodeWord(tokens, first) || (looksMade && followsGivingWord(tokens, first, last))
    ? { code, first, last }
    : undefined;
}

/** Capitals and digits, with hyphens within: the last token of them. */
function codeEnd(tokens: readonly Token[], first: number): number | undefined {
  const isPiece = (index: number): boolean => /^[\p{Lu}\p{N}_]+$/u.test(tokens[index]?.text ?? '');
  const touches = (index: number): boolean => tokens[index]?.from === tokens[index - 1]?.to;
  if (!isPiece(first)) return undefined;
  if (first > 0 && touches(first) && isPiece(first - 1)) return undefined;
  let last = first;
  for (let at = first + 1; at < first + LONGEST_CODE && touches(at); at += 1) {
    if (isPiece(at)) last = at;
    else if (lowAt(tokens, at) !== '-') break;
  }
  return last;
}

function followsCodeWord(tokens: readonly Token[], first: number): boolean {
  for (const low of lowsBefore(tokens, first, WORDS_BETWEEN + 1)) {
    if (codeWords.has(low)) return true;
    if (!between.has(low)) return false;
  }
  return false;
}

function followsGivingWord(tokens: readonly Token[], first: number, last: number): boolean {
  if (!givingWords.has(lowAt(tokens, first - 1))) return false;
  // "Save 35% with EARLY35": what is given for it stands in the same sentence.
  const around = [...lowsBefore(tokens, first, FAR_WORDS), ...lowsAfter(tokens, last, FAR_WORDS)];
  if (around.some((low) => rewardWords.has(low))) return true;
  const sentence = tokens[first]?.sentence;
  for (let at = last + 1; at <= last + WORDS_BETWEEN + 1; at += 1) {
    if (tokens[at]?.sentence !== sentence) return false;
    const low = lowAt(tokens, at);
    if (codeWords.has(low) || low === 'kassan' || low === 'checkout') return true;
  }
  return false;
}
