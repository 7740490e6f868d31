import { minorDigits, type Money } from '../../kernel/money.ts';
import type { Instant } from '../../kernel/period.ts';
import type { Language } from './message.contract.ts';

const locales = { sv: 'sv-SE', en: 'en-GB' } as const;

/** Some forms have no sign for a space that does not break: in a text message one of them would make the whole text UCS-2. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/gu, ' ');
}

const NO_BREAK = '\u00a0';

/** An amount as people write it: `899 kr` and `1 299,50 kr` in Swedish, `SEK 899` in English, never broken over two lines. */
export function moneyWords({ amount, currency }: Money, language: Language): string {
  const digits = minorDigits(currency);
  const isWhole = amount % 10 ** digits === 0;
  const format = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    currencyDisplay: language === 'sv' ? 'symbol' : 'code',
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: isWhole ? 0 : digits,
  });
  return format.format(amount / 10 ** digits);
}

/** A whole percentage: `30 %` in Swedish, `30%` in English. */
export function percentWords(percent: number, language: Language): string {
  return language === 'sv' ? `${percent}${NO_BREAK}%` : `${percent}%`;
}

/** The last day of a period that ends before `to`, in the time zone of the company: `30 november 2026`. */
export function lastDayWords(to: Instant, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return format.format(to - 1);
}
