import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isBlockedPhone } from './blocked-value.ts';

const separators = /[\s().\-/\u2010-\u2015\u00a0]/g;

/** A Swedish mobile number, as most phone numbers here are: known without the tables, which take 10 times longer. */
const swedishMobile = /^(?:\+46|0046|46|0)0?(7[02369]\d{7})$/;

function validIn(text: string, country: CountryCode | undefined): string | undefined {
  const parsed = parsePhoneNumberFromString(text, {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country }),
  });
  // Behind one number with many extensions sit many people.
  return parsed !== undefined && parsed.ext === undefined && parsed.isValid() ? parsed.number : undefined;
}

/**
 * E.164. A number without a country is the given country's if it can be, else it is read as an international one that
 * lacks its plus. `undefined` for what no country gives out, and for numbers that people make up.
 * @example normalisePhone('070-123 45 67', 'SE') // '+46701234567'
 */
export function normalisePhone(value: string, country: string): string | undefined {
  const bare = value.replace(/^tel:/i, '').replace(/\(0\)/g, '').replace(separators, '');
  if (!/^\+?\d{5,18}$/.test(bare)) return undefined;
  const mobile = swedishMobile.exec(bare);
  const isSwedish = mobile !== null && (country === 'SE' || bare.startsWith('+') || bare.startsWith('00'));
  const number = isSwedish ? `+46${mobile[1] ?? ''}` : byTables(bare, country);
  return number === undefined || isBlockedPhone(number) ? undefined : number;
}

function byTables(bare: string, country: string): string | undefined {
  if (bare.startsWith('+')) return validIn(bare, undefined);
  if (bare.startsWith('00')) return validIn(`+${bare.slice(2)}`, undefined);
  const national = isSupportedCountry(country) ? validIn(bare, country) : undefined;
  return national ?? (bare.startsWith('0') ? undefined : validIn(`+${bare}`, undefined));
}
