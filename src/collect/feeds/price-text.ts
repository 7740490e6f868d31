import { minorDigits, moneyFromMajor, type Money, parseMajor } from '../../kernel/money.ts';
import { isKnownCurrency, show } from '../sighting.ts';

const LONGEST_PRICE = 60;
/** Three digits after a point: a thousand to some, and a little more than one to the standard. */
const isAmbiguous = /^\d{1,3}\.\d{3}$/;

/** Why a text is no price, in English and as a code. */
export type NoPrice = { readonly reason: string; readonly code: 'no-amount' | 'ambiguous' };

/**
 * Money from a price of a feed: `999.00 SEK`, `SEK 999` or, where the currency stands elsewhere, `999,00`. A text that
 * is no price (`ring för pris`) gives the reason instead.
 */
export function readPriceText(text: string, currency?: string): Money | NoPrice {
  const reason = `Allowed is a price with its currency as 999.00 SEK, found ${show(text)}.`;
  const wrong = { reason, code: 'no-amount' } as const;
  if (text.length > LONGEST_PRICE) return wrong;
  const bare = text.trim();
  const [first, last] = [bare.slice(0, 3), bare.slice(-3)];
  const atEnd = /^[A-Z]{3}$/.test(last) ? last : undefined;
  const atStart = atEnd === undefined && /^[A-Z]{3}$/.test(first) ? first : undefined;
  const code = atEnd ?? atStart ?? currency;
  const number = atEnd === undefined ? (atStart === undefined ? bare : bare.slice(3)) : bare.slice(0, -3);
  if (code === undefined || !isKnownCurrency(code)) return wrong;
  if (isAmbiguous.test(number.trim()) && minorDigits(code) < 3)
    return {
      reason: `Found ${show(text)}, which may be thousands or decimals: write it as 1299.00 or 1.30.`,
      code: 'ambiguous',
    };
  // Feeds are to write a point; those that write 199,90 are understood, and 1,299 is thirteen hundred less one.
  const major = parseMajor(number.trim(), '.') ?? parseMajor(number.trim(), ',');
  return major === undefined || major < 0 ? wrong : moneyFromMajor(major, code);
}
