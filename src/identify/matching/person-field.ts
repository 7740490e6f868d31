import { normaliseIdentifier } from '../identifier.ts';

/** What a list can say about a person, the order in which records are laid side by side. */
export const personFields = [
  'surname',
  'givenName',
  'birthDate',
  'nationalId',
  'email',
  'phone',
  'address',
  'postcode',
  'city',
] as const;
export type PersonField = (typeof personFields)[number];
export type PersonValues = Readonly<Partial<Record<PersonField, string>>>;

const LONGEST_VALUE = 120;

/**
 * The one form in which values of a field are compared; empty when the value says nothing ("unknown", "0000"). Nothing
 * is thrown away that a comparison could use: a date or number that cannot be is still compared letter by letter.
 */
export function comparableValue(field: PersonField, text: string): string {
  const known = normaliseIdentifier({ type: 'value', value: text.slice(0, LONGEST_VALUE) })?.value.toLowerCase();
  return known === undefined ? '' : forms[field](known);
}

const lettersAndDigits = (text: string): string => text.replaceAll(/[^\p{L}\d]/gu, '');

const forms: Readonly<Record<PersonField, (text: string) => string>> = {
  surname: folded,
  givenName: folded,
  birthDate: comparableDate,
  nationalId: (text) => shortPersonalNumber(lettersAndDigits(text)),
  email: (text) => text,
  phone: (text) => normaliseIdentifier({ type: 'phone', value: text })?.value ?? text.replaceAll(/\D/g, ''),
  address: folded,
  postcode: lettersAndDigits,
  city: folded,
};

/** Without accents, and with one space between words: "Åsa-Lena" and "asa lena" are compared as the same. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();
}

/** A Swedish personal number is written with and without its century; ten digits are what both have. */
function shortPersonalNumber(text: string): string {
  return /^(?:19|20)\d{10}$/.test(text) ? text.slice(2) : text;
}

/** YYYYMMDD of a date as lists write it; day before month unless the month could not be; other texts as digits. */
function comparableDate(text: string): string {
  const day = text.replace(/[t ]\d{1,2}:\d\d.*$/, '');
  const match = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(day);
  if (match === null) {
    const yearFirst = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/.exec(day);
    if (yearFirst === null) return day.replaceAll(/\D/g, '');
    return `${yearFirst[1]}${yearFirst[2]?.padStart(2, '0')}${yearFirst[3]?.padStart(2, '0')}`;
  }
  const [, first = '', second = '', year = ''] = match;
  const [date, month] = Number(second) > 12 ? [second, first] : [first, second];
  return `${year}${month.padStart(2, '0')}${date.padStart(2, '0')}`;
}
