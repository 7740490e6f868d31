import { addDays, dayOf, lastOfMonth, mondayOfWeek, nearestDay, weekdayOf } from './calendar.ts';
import type { Day, TextLanguage } from './stated-terms.ts';
import { lowAt, type Token } from './token.ts';

/** A day, or a week, weekend or month from its first day to its last, and where it stands. */
export type DateMention = {
  readonly from: Day;
  readonly to: Day;
  readonly first: number;
  readonly last: number;
  /** What was written: one day, a span such as "this week", or "today". */
  readonly form: 'day' | 'span' | 'today';
};

const table = (rows: readonly string[]): ReadonlyMap<string, number> =>
  new Map(rows.flatMap((row, index) => row.split(' ').map((word) => [word, index + 1] as const)));
const months = table([
  'januari january jan',
  'februari february feb',
  'mars march mar',
  'april apr',
  'maj may',
  'juni june jun',
  'juli july jul',
  'augusti august aug',
  'september sep sept',
  'oktober october okt oct',
  'november nov',
  'december dec',
]);
const weekdays = table([
  'måndag måndagen monday',
  'tisdag tisdagen tuesday',
  'onsdag onsdagen wednesday',
  'torsdag torsdagen thursday',
  'fredag fredagen friday',
  'lördag lördagen saturday',
  'söndag söndagen sunday',
]);
const ordinalEndings = new Set(['st', 'nd', 'rd', 'th', 'e', 'a']);
const oneDay: readonly (readonly [phrase: readonly string[], days: number])[] = (
  [
    ['idag', 0],
    ['i dag', 0],
    ['today', 0],
    ['tonight', 0],
    ['ikväll', 0],
    ['i kväll', 0],
    ['imorgon', 1],
    ['i morgon', 1],
    ['tomorrow', 1],
    ['i övermorgon', 2],
  ] as const
).map(([phrase, days]) => [phrase.split(' '), days]);
const headings = new Set(
  'manus manuset veckobrev nyhetsbrev schema utgåva script newsletter issue schedule'.split(' '),
);
/** An English date that lies further back is read month first, where that is a day to come. */
const LONGEST_PAST_DAYS = 90;
const SATURDAY = 6;

/** The day or span that begins at a token, counted from `today`; `undefined` when none does. */
export function dateAt(
  tokens: readonly Token[],
  first: number,
  today: Day,
  language: TextLanguage,
): DateMention | undefined {
  return (
    relativeAt(tokens, first, today) ??
    spanAt(tokens, first, today) ??
    weekdayAt(tokens, first, today, language) ??
    dayMonthAt(tokens, first, today) ??
    monthDayAt(tokens, first, today) ??
    numericAt(tokens, first, today, language)
  );
}

/** True for the name of a weekday. */
export function isWeekday(low: string): boolean {
  return weekdays.has(low);
}

function startsWith(tokens: readonly Token[], first: number, phrase: readonly string[]): boolean {
  return phrase.every((low, index) => lowAt(tokens, first + index) === low);
}

function oneDayOf(day: Day | undefined, first: number, last: number): DateMention | undefined {
  return day === undefined ? undefined : { from: day, to: day, first, last, form: 'day' };
}

function relativeAt(tokens: readonly Token[], first: number, today: Day): DateMention | undefined {
  const found = oneDay.find(([phrase]) => startsWith(tokens, first, phrase));
  if (found === undefined) return undefined;
  const [phrase, days] = found;
  const day = addDays(today, days);
  const last = first + phrase.length - 1;
  return { from: day, to: day, first, last, form: days === 0 ? 'today' : 'day' };
}

/** A week by its number, this week, this weekend, a whole month, the turn of the year. */
function spanAt(tokens: readonly Token[], first: number, today: Day): DateMention | undefined {
  const span = (from: Day, days: number, length: number): DateMention => ({
    from,
    to: addDays(from, days),
    first,
    last: first + length - 1,
    form: 'span',
  });
  const low = lowAt(tokens, first);
  const next = lowAt(tokens, first + 1);
  const monday = addDays(today, 1 - weekdayOf(today));
  const saturday = addDays(monday, SATURDAY - 1);
  if (['i', 'hela', 'denna', 'nu'].includes(low) && next === 'helgen') return span(saturday, 1, 2);
  if (low === 'this' && next === 'weekend') return span(saturday, 1, 2);
  if (low === 'all' && next === 'weekend') return span(saturday, 1, 2);
  if ((low === 'hela' && next === 'veckan') || (low === 'denna' && next === 'vecka')) return span(monday, 6, 2);
  if ((low === 'this' || low === 'all') && next === 'week') return span(monday, 6, 2);
  if (['v', 'vecka', 'week'].includes(low)) return weekAt(tokens, first, today);
  if (low === 'årsskiftet' || low === 'nyår') return oneDayOf(`${today.slice(0, 4)}-12-31`, first, first);
  return monthAt(tokens, first, today);
}

function weekAt(tokens: readonly Token[], first: number, today: Day): DateMention | undefined {
  // "Manus v. 50" says which script it is, not for how long its terms hold.
  if (headings.has(lowAt(tokens, first - 1))) return undefined;
  const at = lowAt(tokens, first + 1) === '.' ? first + 2 : first + 1;
  const number = tokens[at];
  if (number?.kind !== 'number' || !/^\d{1,2}$/.test(number.text)) return undefined;
  const monday = mondayOfWeek(today, Number(number.text));
  return monday === undefined ? undefined : { from: monday, to: addDays(monday, 6), first, last: at, form: 'span' };
}

/** "Hela november", "all December", "den sista december". */
function monthAt(tokens: readonly Token[], first: number, today: Day): DateMention | undefined {
  const low = lowAt(tokens, first);
  const at = lowAt(tokens, first + 1) === 'of' || lowAt(tokens, first + 1) === 'i' ? first + 2 : first + 1;
  const month = months.get(lowAt(tokens, at));
  if (month === undefined || !['hela', 'all', 'sista', 'throughout'].includes(low)) return undefined;
  const begin = nearestDay(today, month, 1);
  if (begin === undefined) return undefined;
  const end = lastOfMonth(Number(begin.slice(0, 4)), month);
  if (low === 'sista') return oneDayOf(end, first, at);
  return { from: begin, to: end, first, last: at, form: 'span' };
}

function weekdayAt(
  tokens: readonly Token[],
  first: number,
  today: Day,
  language: TextLanguage,
): DateMention | undefined {
  const weekday = weekdays.get(lowAt(tokens, first));
  if (weekday === undefined) return undefined;
  const skipped = ['den', 'the', ',', '('].includes(lowAt(tokens, first + 1)) ? first + 2 : first + 1;
  const dated =
    dayMonthAt(tokens, skipped, today) ??
    monthDayAt(tokens, skipped, today) ??
    numericAt(tokens, skipped, today, language);
  // The date is the place, so that a weekday beside it is not a second date.
  if (dated !== undefined) return dated;
  return oneDayOf(addDays(today, (weekday - weekdayOf(today) + 7) % 7), first, first);
}

/** "29 november", "29 november 2026", "30th of November". */
function dayMonthAt(tokens: readonly Token[], first: number, today: Day): DateMention | undefined {
  const day = dayNumberAt(tokens, first);
  if (day === undefined) return undefined;
  let at = first + 1;
  if (ordinalEndings.has(lowAt(tokens, at)) || lowAt(tokens, at) === ':') at += 1;
  if (ordinalEndings.has(lowAt(tokens, at))) at += 1;
  if (lowAt(tokens, at) === 'of') at += 1;
  const month = months.get(lowAt(tokens, at));
  if (month === undefined) return undefined;
  return withYear(tokens, first, at, month, day, today);
}

/** "November 29", "December 31, 2026". */
function monthDayAt(tokens: readonly Token[], first: number, today: Day): DateMention | undefined {
  const month = months.get(lowAt(tokens, first));
  const day = dayNumberAt(tokens, first + 1);
  if (month === undefined || day === undefined) return undefined;
  const at = ordinalEndings.has(lowAt(tokens, first + 2)) ? first + 2 : first + 1;
  return withYear(tokens, first, at, month, day, today);
}

function dayNumberAt(tokens: readonly Token[], index: number): number | undefined {
  const token = tokens[index];
  if (token?.kind !== 'number' || !/^\d{1,2}$/.test(token.text)) return undefined;
  const day = Number(token.text);
  return day >= 1 && day <= 31 ? day : undefined;
}

function withYear(
  tokens: readonly Token[],
  first: number,
  last: number,
  month: number,
  day: number,
  today: Day,
): DateMention | undefined {
  const at = lowAt(tokens, last + 1) === ',' ? last + 2 : last + 1;
  const year = tokens[at]?.kind === 'number' && /^20\d\d$/.test(tokens[at].text) ? Number(tokens[at].text) : undefined;
  if (year === undefined) return oneDayOf(nearestDay(today, month, day), first, last);
  return oneDayOf(dayOf(year, month, day), first, at);
}

/** "2026-11-30", "30/11", "30/11/2026", and "11/30" where only that can be a date. */
function numericAt(
  tokens: readonly Token[],
  first: number,
  today: Day,
  language: TextLanguage,
): DateMention | undefined {
  const numbers = [0, 2, 4].map((step) => tokens[first + step]);
  const [a, b, c] = numbers.map((token) => (/^\d{1,4}$/.test(token?.text ?? '') ? Number(token?.text) : undefined));
  const [joint, second] = [lowAt(tokens, first + 1), lowAt(tokens, first + 3)];
  if (a === undefined || b === undefined || tokens[first + 1]?.from !== tokens[first]?.to) return undefined;
  if (joint === '-' && second === '-' && c !== undefined && a > 1999) return oneDayOf(dayOf(a, b, c), first, first + 4);
  if (joint !== '/' || lowAt(tokens, first - 1) === '/') return undefined;
  const isPast = c !== undefined && c > 1999 && (dayOf(c, b, a) ?? '') < addDays(today, -LONGEST_PAST_DAYS);
  const monthFirst = language === 'en' && (b > 12 || (isPast && (dayOf(c, a, b) ?? '') >= today));
  const [day, month] = monthFirst ? [b, a] : [a, b];
  if (day < 1 || day > 31 || month < 1 || month > 12) return undefined;
  if (second === '/' && c !== undefined && c > 1999) return oneDayOf(dayOf(c, month, day), first, first + 4);
  return oneDayOf(nearestDay(today, month, day), first, first + 2);
}
