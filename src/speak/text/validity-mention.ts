import { addDays, dayOf } from './calendar.ts';
import { type DateMention, dateAt, isWeekday } from './date-mention.ts';
import type { Day, TextLanguage } from './stated-terms.ts';
import { lowAt, lowsAfter, lowsBefore, type Token } from './token.ts';

/** From when or to when what is stated holds; both ends belong to it. `last` is where the reading goes on. */
export type ValidityMention = {
  readonly kind: 'valid-from' | 'valid-to';
  readonly day: Day;
  readonly first: number;
  readonly last: number;
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const fromWords = words('fr.o.m från startar start börjar from starts starting begins beginning inleds igång');
const toWords = words(
  't.o.m tom till senast slutar innan until til till through thru by ends ending expires upphör giltig utgår sista',
);
const endWords = words('slutar sista ends expires ending');
const exclusiveWords = words('före before innan');
const onlyWords = words('endast bara only gäller enbart');
/** Days of other things than terms: deliveries, hours, appointments. */
const otherStems = [
  'leverans',
  'leverera',
  'öppet',
  'öppettid',
  'stänger',
  'stängt',
  'julöppet',
  'paketet',
  'parcel',
  'arrive',
  'deliver',
  'courier',
  'doors',
  'avsluta',
  'opening',
  'closed',
];
const termWords = words(
  'kr kronor :- % procent percent £ € $ sek pounds euros dollars rea beställer köper order buy off rabatt',
);
const fillers = words('den the on på at am pm kl midnatt midnight nu is redan , : med end of och');
const rangeJoints = new Set(['-', '\u2013', '\u2014', 'till', 'to', 'until', 't.o.m', 'och', 'and', 'through']);
const CUE_WORDS = 6;
/** "Ends at 23:59 on Sunday, 29 November": so much may stand between. */
const END_WORDS = 8;
/** As far as a sentence is looked through, so that one without an end costs no more than others. */
const FAR_WORDS = 40;

/** The ends of a period of validity that begin at a token: none, one, or both for a range or a span. */
export function validityAt(
  tokens: readonly Token[],
  first: number,
  today: Day,
  language: TextLanguage,
): ValidityMention[] {
  const counted = forDaysAt(tokens, first, today);
  if (counted !== undefined) return [counted];
  const short = shortRangeAt(tokens, first, today, language);
  if (short !== undefined) return isOfSomethingElse(tokens, first, short.at(-1)?.last ?? first) ? [] : short;
  const date = dateAt(tokens, first, today, language);
  if (date === undefined || isOfSomethingElse(tokens, first, date.last)) return [];
  if (isWeekday(lowAt(tokens, date.first)) && !hasCue(tokens, date.first) && !isNearTerms(tokens, date)) return [];
  const end = rangeEnd(tokens, date, today, language);
  if (end !== undefined && end.from >= date.from)
    return [mention('valid-from', date.from, date), mention('valid-to', end.to, end)];
  return roleOf(tokens, date);
}

function mention(kind: ValidityMention['kind'], day: Day, { first, last }: DateMention): ValidityMention {
  return { kind, day, first, last };
}

function roleOf(tokens: readonly Token[], date: DateMention): ValidityMention[] {
  const both = [mention('valid-from', date.from, date), mention('valid-to', date.to, date)];
  for (const low of lowsBefore(tokens, date.first, CUE_WORDS)) {
    if (exclusiveWords.has(low) && low !== 'innan')
      return [mention('valid-to', saysMidnight(tokens, date.first) ? date.to : addDays(date.from, -1), date)];
    if (toWords.has(low)) return [mention('valid-to', date.to, date)];
    if (low === 'ut' && lowsBefore(tokens, date.first, CUE_WORDS).some((each) => each === 'går' || each === 'gick'))
      return [mention('valid-to', date.to, date)];
    if (fromWords.has(low)) return [mention('valid-from', date.from, date)];
    if (onlyWords.has(low)) return both;
    if (!fillers.has(low) && !isWeekday(low) && !/^\d{1,2}$/.test(low)) break;
  }
  if (onlyWords.has(lowAt(tokens, date.last + 1))) return both;
  if (date.form !== 'day') return date.form === 'span' || isNearTerms(tokens, date) ? both : [];
  return endsWithin(tokens, date) ? [mention('valid-to', date.to, date)] : [];
}

/** Whether a word just before says that a period of validity begins or ends here. */
function hasCue(tokens: readonly Token[], first: number): boolean {
  // "The paper, Friday to Sunday": the second day is of what the first is.
  if (rangeJoints.has(lowAt(tokens, first - 1)) && isWeekday(lowAt(tokens, first - 2)))
    return hasCue(tokens, first - 2);
  return lowsBefore(tokens, first, CUE_WORDS).some(
    (low) =>
      exclusiveWords.has(low) || toWords.has(low) || fromWords.has(low) || onlyWords.has(low) || endWords.has(low),
  );
}

function saysMidnight(tokens: readonly Token[], first: number): boolean {
  return lowsBefore(tokens, first, CUE_WORDS).some((low) => low === 'midnight' || low === 'midnatt');
}

/** "Kampanjen slutar på lördag", "Sista dagen imorgon": a word of ending somewhat further off in the sentence. */
function endsWithin(tokens: readonly Token[], date: DateMention): boolean {
  return lowsBefore(tokens, date.first, END_WORDS).some((low) => endWords.has(low));
}

/** "Today" is of the terms when its sentence tells of money, a share or buying. */
function isNearTerms(tokens: readonly Token[], date: DateMention): boolean {
  return around(tokens, date.first, date.last).some((low) => termWords.has(low) || low.startsWith('erbjud'));
}

function rangeEnd(
  tokens: readonly Token[],
  date: DateMention,
  today: Day,
  language: TextLanguage,
): DateMention | undefined {
  if (date.form !== 'day' || !rangeJoints.has(lowAt(tokens, date.last + 1))) return undefined;
  for (const step of [2, 3]) {
    const end = dateAt(tokens, date.last + step, today, language);
    if (end !== undefined) return end.form === 'day' ? end : undefined;
    if (!['den', 'the', 'med'].includes(lowAt(tokens, date.last + step))) return undefined;
  }
  return undefined;
}

/** "1–7 december": the first day has its month from the second. */
function shortRangeAt(
  tokens: readonly Token[],
  first: number,
  today: Day,
  language: TextLanguage,
): ValidityMention[] | undefined {
  const begin = tokens[first];
  if (begin?.kind !== 'number' || !/^\d{1,2}$/.test(begin.text)) return undefined;
  const joint = lowAt(tokens, first + 1);
  if (!rangeJoints.has(joint) || joint === 'och' || joint === 'and') return undefined;
  const end = dateAt(tokens, first + 2, today, language);
  if (end?.form !== 'day' || end.first !== first + 2 || tokens[end.first]?.kind !== 'number') return undefined;
  const from = dayOf(Number(end.to.slice(0, 4)), Number(end.to.slice(5, 7)), Number(begin.text));
  if (from === undefined || from > end.to) return undefined;
  return [
    { kind: 'valid-from', day: from, first, last: first },
    { kind: 'valid-to', day: end.to, first: first + 2, last: end.last },
  ];
}

/** "Gäller i 30 dagar", "valid for 30 days". */
function forDaysAt(tokens: readonly Token[], first: number, today: Day): ValidityMention | undefined {
  const number = tokens[first];
  const unit = lowAt(tokens, first + 1);
  if (number?.kind !== 'number' || !/^\d{1,3}$/.test(number.text) || (unit !== 'dagar' && unit !== 'days'))
    return undefined;
  const [nearest = '', second = ''] = lowsBefore(tokens, first, 2);
  const holds =
    (nearest === 'i' || nearest === 'for') && ['gäller', 'giltig', 'giltigt', 'valid', 'good'].includes(second);
  return holds ? { kind: 'valid-to', day: addDays(today, Number(number.text)), first, last: first + 1 } : undefined;
}

function isOfSomethingElse(tokens: readonly Token[], first: number, last: number): boolean {
  const lows = around(tokens, first, last);
  // Free delivery is one of the terms themselves.
  return lows.some(
    (low, index) =>
      otherStems.some((stem) => low.startsWith(stem)) && !['free', 'gratis', 'fri'].includes(lows[index - 1] ?? ''),
  );
}

/** The words of the sentence on both sides of a mention, in the order they stand. */
function around(tokens: readonly Token[], first: number, last: number): string[] {
  return [...lowsBefore(tokens, first, FAR_WORDS).toReversed(), ...lowsAfter(tokens, last, FAR_WORDS)];
}
