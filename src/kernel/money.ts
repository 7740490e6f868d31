/**
 * Money is an integer number of minor units (öre, cents) and an ISO 4217 currency. Nothing in the house holds a
 * price as a floating point number.
 */
export type Money = { readonly amount: number; readonly currency: string };

const minorDigitsByCurrency = new Map<string, number>();

/** How many decimals the currency has: 2 for SEK, 0 for JPY. Throws `RangeError` on what is not a currency code. */
export function minorDigits(currency: string): number {
  const known = minorDigitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  minorDigitsByCurrency.set(currency, digits);
  return digits;
}

/** True for three capital letters that the platform knows as a currency. */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);
}

/** Money from a number of major units (kronor): 199.9 SEK is 19990 öre. Rounds half away from zero. */
export function moneyFromMajor(major: number, currency: string): Money {
  const scale = 10 ** minorDigits(currency);
  const scaled = Math.abs(major) * scale;
  return { amount: Math.sign(major) * Math.round(scaled + scaled * Number.EPSILON), currency };
}

/** The amount in major units, for arithmetic that people read (percent, tolerance). */
export function majorOf(money: Money): number {
  return money.amount / 10 ** minorDigits(money.currency);
}

const plainNumber = /^[+-]?\d+(\.\d+)?$/;

/**
 * Reads a price as people and tills write it: `1 299,50`, `1.299,50`, `1,299.50`, `kr 199:-`, `199,90 kr`.
 * Returns major units, or `undefined` when the text is not one unambiguous number.
 */
export function parseMajor(text: string, decimal: '.' | ',' = '.'): number | undefined {
  const bare = text
    .replace(/(?:^\s*(?:kr|sek|usd|eur|[$€£])\s*)|(?:\s*(?:kr|sek|usd|eur|[$€£])\.?\s*$)/giu, '')
    .replace(/:-\s*$/u, '')
    .replace(/[\s\u00a0\u202f']/gu, '')
    .replace('\u2212', '-');
  if (bare === '') return undefined;
  const group = decimal === '.' ? ',' : '.';
  const parts = bare.split(decimal);
  if (parts.length > 2) return undefined;
  const [whole = '', fraction] = parts;
  const groups = whole.split(group);
  const groupsAreThousands = groups.length === 1 || groups.slice(1).every((part) => /^\d{3}$/.test(part));
  if (!groupsAreThousands) return undefined;
  const joined = groups.join('') + (fraction === undefined ? '' : `.${fraction}`);
  return plainNumber.test(joined) ? Number(joined) : undefined;
}
