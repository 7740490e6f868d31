import type { SecretType } from '../kernel/identifier-settings.ts';
import type { Instant } from '../kernel/period.ts';

/**
 * Swedish personal numbers (also samordningsnummer, whose day is 60 more) and organisation numbers in their one form.
 * Our own, because what a number of ten digits means depends on the year it is read in, and time comes in from outside.
 */
const personalPattern = /^(\d{2})?(\d{2})(\d{2})(\d{2})([-+])?(\d{4})$/;
const COORDINATION_DAYS = 60;

/** The sum by which the last digit is checked: every second digit doubled, the digits of each product added (Luhn). */
function isChecked(tenDigits: string): boolean {
  let sum = 0;
  for (const [index, digit] of tenDigits.split('').entries()) {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** The instant at which the day begins; `undefined` when the calendar has no such day. */
function dayOf(year: number, month: number, day: number): Instant | undefined {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? at : undefined;
}

/** The year that two digits mean: the last one that is past, or with a plus the one a hundred years before it. */
function yearOf(twoDigits: number, separator: string | undefined, now: Instant): number {
  const latest = new Date(now).getUTCFullYear() - (separator === '+' ? 100 : 0);
  return latest - ((latest - twoDigits + 10_000) % 100);
}

/** The twelve digits of a personal number; `undefined` when it is none, or of a day that is still to come. */
export function readPersonalNumber(text: string, now: Instant): string | undefined {
  const [, century, yy = '', mm = '', dd = '', separator, last = ''] =
    personalPattern.exec(text.replaceAll(' ', '')) ?? [];
  if (last === '' || last.startsWith('000') || !isChecked(yy + mm + dd + last)) return undefined;
  if (century !== undefined && !['18', '19', '20'].includes(century)) return undefined;
  const year = century === undefined ? yearOf(Number(yy), separator, now) : Number(century + yy);
  const day = Number(dd) > COORDINATION_DAYS ? Number(dd) - COORDINATION_DAYS : Number(dd);
  const born = dayOf(year, Number(mm), day);
  return born === undefined || born > now ? undefined : `${year}${mm}${dd}${last}`;
}

/**
 * The ten digits of an organisation number, also out of a Swedish VAT number (SE 556036-0793 01). A person who trades
 * under their own name has their personal number as one. `undefined` when it is none.
 */
export function readOrganisationNumber(text: string, now: Instant): string | undefined {
  const bare = text
    .replaceAll(/[ -]/g, '')
    .replace(/^SE(\d{10})01$/i, '$1')
    .replace(/^16(\d{10})$/, '$1');
  // From the third digit on it could be a month; of an organisation it is always 20 or more.
  if (/^[1-9]\d[2-9]\d{7}$/.test(bare) && isChecked(bare)) return bare;
  return readPersonalNumber(text, now)?.slice(2);
}

/** A secret number in its one form, or `undefined`. */
export function readSecretNumber(type: SecretType, text: string, now: Instant): string | undefined {
  return type === 'personnummer' ? readPersonalNumber(text, now) : readOrganisationNumber(text, now);
}

/** As people may see it who have no reason to see it whole: `19701063-****`. */
export function maskNumber(number: string): string {
  return `${number.slice(0, -4)}-****`;
}
