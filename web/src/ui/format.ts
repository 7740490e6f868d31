import { majorOf, minorDigits, type Money } from '../../../src/kernel/money.ts';
import { DAY_MS } from '../../../src/kernel/period.ts';
import { addDays, weekdayOf } from '../../../src/speak/text/calendar.ts';
import { dayOf } from './days.ts';

/**
 * How the app writes numbers, money and time. Swedish by sv-SE; English keeps the 24-hour clock and day before
 * month, so that the two languages never disagree about a date.
 */
export type Language = 'sv' | 'en';

/** In what language a time is told, and by whose clocks. */
export type Locale = { readonly language: Language; readonly timeZone: string };

const localeOf = { sv: 'sv-SE', en: 'en-GB' } as const;
type Format = Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.ListFormat;
const kept = new Map<string, Format>();

function keep<T extends Format>(key: string, make: () => T): T {
  const found = kept.get(key) as T | undefined;
  if (found !== undefined) return found;
  const made = make();
  kept.set(key, made);
  return made;
}

/** 599 kr, 599,50 kr: decimals only where there are some. */
export function moneyText(money: Money, language: Language): string {
  const major = majorOf(money);
  const digits = Number.isInteger(major) ? 0 : minorDigits(money.currency);
  return keep(
    `money ${language} ${money.currency} ${digits}`,
    () =>
      new Intl.NumberFormat(localeOf[language], {
        style: 'currency',
        currency: money.currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ).format(major);
}

export function numberText(value: number, language: Language): string {
  return keep(`number ${language}`, () => new Intl.NumberFormat(localeOf[language])).format(value);
}

/** `percent` as the server counts it: 33.4 means 33.4 %. */
export function percentText(percent: number, language: Language): string {
  return keep(
    `percent ${language}`,
    () => new Intl.NumberFormat(localeOf[language], { style: 'percent', maximumFractionDigits: 1 }),
  ).format(percent / 100);
}

/** "webb, app och butik". */
export function listText(words: readonly string[], language: Language): string {
  return keep(`list ${language}`, () => new Intl.ListFormat(localeOf[language])).format(words);
}

const dateForms = {
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dayOfYear: { day: 'numeric', month: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export function dateText(at: string | number, form: keyof typeof dateForms, { language, timeZone }: Locale): string {
  const format = keep(
    `date ${language} ${timeZone} ${form}`,
    () => new Intl.DateTimeFormat(localeOf[language], { ...dateForms[form], timeZone }),
  );
  return format.format(new Date(at));
}

/** The ISO 8601 week of the day that it is in the time zone: weeks begin on Monday, week 1 holds 4 January. */
export function isoWeek(at: string | number, timeZone: string): number {
  const day = dayOf(at, timeZone);
  const thursday = Date.parse(addDays(day, 4 - weekdayOf(day)));
  const firstOfYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - firstOfYear) / (7 * DAY_MS)) + 1;
}

const steps = [
  { unit: 'year', ms: 31_557_600_000 },
  { unit: 'month', ms: 2_629_800_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** "för 3 timmar sedan", "om 2 dagar": the largest unit that fits at least once, cut downwards. */
export function relativeText(at: string | number, now: number, language: Language): string {
  const apart = new Date(at).getTime() - now;
  const format = keep(
    `relative ${language}`,
    () => new Intl.RelativeTimeFormat(localeOf[language], { numeric: 'auto', style: 'short' }),
  );
  const step = steps.find((each) => Math.abs(apart) >= each.ms);
  return step === undefined ? format.format(0, 'second') : format.format(Math.trunc(apart / step.ms), step.unit);
}
