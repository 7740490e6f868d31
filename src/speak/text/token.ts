/** The smallest pieces of a text that mean something, each with its place. */
export type Token = {
  readonly kind: 'word' | 'number' | 'mark' | 'address';
  /** As it is written. */
  readonly text: string;
  /** In lower case. */
  readonly low: string;
  readonly from: number;
  readonly to: number;
  /** Which sentence it stands in, counted from 0. A new line begins a new sentence. */
  readonly sentence: number;
  /** The number that digits come to; absent on dates and on what is too long to be an amount. */
  readonly value?: number;
};

const LONGEST_AMOUNT_CHARACTERS = 15;

// Each is tried at one place only (sticky) and repeats one class of characters at a time, so a text is read in linear time.
const address = /(?:https?:\/\/|www\.)[^\s<>"]+/iy;
const shortened = /(?:fr[. ] ?o\.? ?m|t[. ] ?o\.? ?m)(?![\p{L}\p{N}])\.?/iuy;
const number = /\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)*/y;
const word = /\p{L}[\p{L}\p{M}\p{N}_]*(?:['\u2019]\p{L}+)?/uy;
const dashPrice = /[:,][-\u2013\u2014](?!\d)/y;

const abbreviations = new Set(
  'ord art nr kl v fr tel ca jfr jmf st resp dvs osv bl inkl exkl no approx vs mr ms mrs st dr kr f'.split(' '),
);
const sentenceEnds = new Set(['!', '?', ';', '|', '\u2022', '\u00b7']);

/** The tokens of a text, in order. White space is left out; a sentence ends at `.!?;`, a bullet or a new line. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      if (character === '\n' && tokens.at(-1)?.sentence === sentence) sentence += 1;
      at += 1;
      continue;
    }
    const again = sentenceEnds.has(character) && tokens.at(-1)?.text === character && tokens.at(-1)?.to === at;
    const token = tokenAt(text, at, again ? sentence - 1 : sentence);
    tokens.push(token);
    at = token.to;
    if (!again && endsSentence(text, token, tokens.at(-2))) sentence += 1;
  }
  return tokens;
}

function tokenAt(text: string, at: number, sentence: number): Token {
  const made = (kind: Token['kind'], found: string): Token => {
    const place = { kind, text: found, low: found.toLowerCase(), from: at, to: at + found.length, sentence };
    const value = kind === 'number' ? amountOf(found) : undefined;
    return value === undefined ? place : { ...place, value };
  };
  const link = matchAt(address, text, at);
  if (link !== undefined) return made('address', link);
  const short = matchAt(shortened, text, at);
  if (short !== undefined)
    return { ...made('word', short), low: short.toLowerCase().startsWith('fr') ? 'fr.o.m' : 't.o.m' };
  const digits = matchAt(number, text, at);
  if (digits !== undefined) return made('number', digits);
  const letters = matchAt(word, text, at);
  if (letters !== undefined) return made('word', letters);
  return made('mark', matchAt(dashPrice, text, at) ?? String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function endsSentence(text: string, token: Token, before: Token | undefined): boolean {
  if (token.kind !== 'mark') return false;
  if (sentenceEnds.has(token.text)) return true;
  if (token.text !== '.') return false;
  const next = text.charAt(token.to);
  if (next !== '' && !/\s/.test(next)) return false;
  return before === undefined || !abbreviations.has(before.low) || next === '' || next === '\n';
}

/**
 * What digits come to: `1 299,90`, `1.299`, `1,299.00`, `49.99`. The last separator is a decimal mark when one or two
 * digits follow it, and stands between thousands when three do. `undefined` when it is no such number, as `30.11.2026`.
 */
function amountOf(text: string): number | undefined {
  if (text.length > LONGEST_AMOUNT_CHARACTERS) return undefined;
  const parts = text.replace(/[ \u00a0\u202f\u2009]/g, '').split(/[.,]/);
  const marks = text.replace(/[^.,]/g, '');
  const last = parts.at(-1) ?? '';
  const decimals = parts.length > 1 && last.length < 3 ? last : '';
  const whole = decimals === '' ? parts : parts.slice(0, -1);
  if (
    decimals !== '' &&
    whole.length > 1 &&
    marks.lastIndexOf(marks.at(-1) ?? '') !== marks.indexOf(marks.at(-1) ?? '')
  )
    return undefined;
  if (whole.slice(1).some((part) => part.length !== 3)) return undefined;
  return Number(`${whole.join('')}${decimals === '' ? '' : `.${decimals}`}`);
}

/** The word or mark at a place in lower case, or an empty string outside the text. */
export function lowAt(tokens: readonly Token[], index: number): string {
  return tokens[index]?.low ?? '';
}

/** Up to `count` words and marks of the same sentence that stand before a token, the nearest first. */
export function lowsBefore(tokens: readonly Token[], index: number, count: number): string[] {
  const sentence = tokens[index]?.sentence;
  const lows: string[] = [];
  for (let at = index - 1; at >= 0 && lows.length < count; at -= 1) {
    const token = tokens[at];
    if (token === undefined || token.sentence !== sentence) break;
    lows.push(token.low);
  }
  return lows;
}

/** Up to `count` words and marks of the same sentence that stand after a token, the nearest first. */
export function lowsAfter(tokens: readonly Token[], index: number, count: number): string[] {
  const sentence = tokens[index]?.sentence;
  const lows: string[] = [];
  for (let at = index + 1; at < tokens.length && lows.length < count; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.sentence !== sentence) break;
    lows.push(token.low);
  }
  return lows;
}

/** As far as a word is looked for, so that a sentence without an end costs no more than others. */
const NEAR_WORDS = 60;

/** Whether a word that fits stands in the sentence of a token, or in the one before or after it, and not far away. */
export function isSaidNear(tokens: readonly Token[], index: number, fits: (at: number) => boolean): boolean {
  const sentence = tokens[index]?.sentence ?? 0;
  const isSaid = (step: 1 | -1): boolean => {
    for (let at = index; Math.abs(at - index) <= NEAR_WORDS; at += step) {
      const token = tokens[at];
      if (token === undefined || Math.abs(token.sentence - sentence) > 1) return false;
      if (token.kind === 'word' && fits(at)) return true;
    }
    return false;
  };
  return isSaid(-1) || isSaid(1);
}
