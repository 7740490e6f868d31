/**
 * Values that say nobody: what programs send when they know nothing, and what people type to get past a field. One
 * customer who is called "null" would be everyone, so these are no identifiers at all.
 */
const words = new Set([
  '-1',
  'anonymous',
  'anonym',
  'false',
  'guest',
  'gäst',
  'n/a',
  'nan',
  'nil',
  'none',
  'null',
  'okänd',
  'saknas',
  'true',
  'undefined',
  'unknown',
  '[object object]',
]);

const addresses = new Set(['test@test.se', 'test@test.com', 'a@a.se', 'a@a.com', 'a@b.se', 'a@b.com']);

/** Nothing but noughts and hyphens: an empty number, or the device of a phone that may not be followed. */
const nothing = /^[0\-\s]*$/;

/** True for a value of any type that says nobody. */
export function isBlocked(value: string): boolean {
  return nothing.test(value) || words.has(value.toLowerCase());
}

/** True for an address in its one form that people type when they do not want to give theirs. */
export function isBlockedEmail(address: string): boolean {
  return addresses.has(address);
}

/** True for a number in E.164 that nobody has: a country and noughts, with at most two digits between. */
export function isBlockedPhone(number: string): boolean {
  return /^\+\d{1,4}0{6,}$/.test(number);
}
