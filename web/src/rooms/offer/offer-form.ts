import { parseMajor } from '../../../../src/kernel/money.ts';
import type { AudienceInput } from '../../../../src/speak/audience.contract.ts';
import type { OfferView, WrittenOffer } from '../../../../src/speak/offer.contract.ts';
import { dayOf, type Here, lastDayOf, startOf } from '../../ui/days.ts';
import type { Language, Locale } from '../../ui/format.ts';
import { priceIn, priceWritten } from '../board/remedy.ts';

type Terms = WrittenOffer['terms'];
export const termKinds = ['fixed-price', 'percent-off', 'amount-off'] as const satisfies readonly Terms['kind'][];

/** The form as it stands: numbers and days as they are written. */
export type OfferForm = {
  readonly name: string;
  readonly kind: Terms['kind'];
  readonly value: string;
  readonly currency: string;
  readonly products: readonly string[];
  readonly channels: readonly string[];
  readonly audience: AudienceInput | undefined;
  /** Empty is at once. */
  readonly firstDay: string;
  /** Empty is without end. */
  readonly lastDay: string;
  /** How many times per customer; empty is any number of times. */
  readonly limit: string;
};

export const emptyOffer: OfferForm = {
  name: '',
  kind: 'fixed-price',
  value: '',
  currency: 'SEK',
  products: [],
  channels: [],
  audience: undefined,
  firstDay: '',
  lastDay: '',
  limit: '',
};

/** A form filled in from another offer; days that are past are left open, and a list of customers is not carried over. */
export function formFrom(offer: OfferView, now: number, { language, timeZone }: Locale): OfferForm {
  const { terms, validFrom, validTo, redemptionLimit, audience } = offer;
  const isToCome = validTo !== null && Date.parse(validTo) > now;
  return {
    name: offer.name,
    kind: terms.kind,
    value: terms.kind === 'percent-off' ? decimalText(terms.percent, language) : priceWritten(terms, language),
    currency: terms.kind === 'percent-off' ? emptyOffer.currency : terms.currency,
    products: offer.products,
    channels: offer.channels,
    audience: audience.segment === undefined ? undefined : { kind: 'segment', segment: audience.segment.id },
    firstDay: Date.parse(validFrom) > now ? dayOf(validFrom, timeZone) : '',
    lastDay: isToCome ? lastDayOf(validTo, timeZone) : '',
    limit: redemptionLimit === null ? '' : String(redemptionLimit),
  };
}

/** A form filled in from the offer itself, to write it anew. An audience that is no segment stands as it is until another is chosen. */
export function formOf(offer: OfferView, locale: Locale): OfferForm {
  return formFrom(offer, -Infinity, locale);
}

function decimalText(number: number, language: Language): string {
  return language === 'sv' ? String(number).replace('.', ',') : String(number);
}

function percentIn(text: string): number | undefined {
  const bare = text.replace(/\s*%\s*$/u, '');
  const percent = parseMajor(bare, bare.includes(',') ? ',' : '.');
  return percent === undefined || percent <= 0 || percent > 100 ? undefined : percent;
}

/** The terms as they are written, or `undefined` where the value is none. */
export function termsIn({ kind, value, currency }: OfferForm, language: Language): Terms | undefined {
  if (kind === 'percent-off') {
    const percent = percentIn(value);
    return percent === undefined ? undefined : { kind, percent };
  }
  const price = priceIn(value, currency.trim().toUpperCase(), language);
  if (price === undefined || (kind === 'amount-off' && price.amount === 0)) return undefined;
  return { kind, ...price };
}

type Saved = Pick<OfferView, 'validFrom' | 'validTo'>;

/**
 * Both ends of the period; an end that is before its beginning, or past, is none. Days that stand as they were saved are
 * the times that were saved.
 */
function periodIn(
  { firstDay, lastDay }: OfferForm,
  { now, timeZone }: Here,
  saved?: Saved,
): { from?: number; to?: number } {
  const first = firstDay === '' ? undefined : startOf(firstDay, timeZone);
  const isFirstKept = saved !== undefined && firstDay === dayOf(saved.validFrom, timeZone);
  const from = isFirstKept ? Date.parse(saved.validFrom) : Math.max(now, first === undefined ? now : Date.parse(first));
  const isLastKept = saved?.validTo != null && lastDay === lastDayOf(saved.validTo, timeZone);
  const end = isLastKept ? saved.validTo : lastDay === '' ? undefined : startOf(lastDay, timeZone, 1);
  const to = end == null ? undefined : Date.parse(end);
  return { from, ...(to === undefined || to <= from ? {} : { to }) };
}

export type OfferFault = 'name' | 'value' | 'currency' | 'products' | 'channels' | 'lastDay' | 'limit';

/** What keeps the form from being sent, in the order of its fields. */
export function offerFaults(form: OfferForm, now: number, { language, timeZone }: Locale, saved?: Saved): OfferFault[] {
  const isLimit = form.limit.trim() === '' || /^[1-9]\d{0,5}$/.test(form.limit.trim());
  const isCurrency = form.kind === 'percent-off' || /^[A-Za-z]{3}$/.test(form.currency.trim());
  return [
    ...(form.name.trim() === '' ? ['name' as const] : []),
    ...(isCurrency && termsIn(form, language) === undefined ? ['value' as const] : []),
    ...(isCurrency ? [] : ['currency' as const]),
    ...(form.products.length === 0 ? ['products' as const] : []),
    ...(form.channels.length === 0 ? ['channels' as const] : []),
    ...(form.lastDay !== '' && periodIn(form, { now, timeZone }, saved).to === undefined ? ['lastDay' as const] : []),
    ...(isLimit ? [] : ['limit' as const]),
  ];
}

/** The offer that the form describes, of one that is written anew or a new one; `undefined` while its terms are none. */
export function offerIn(
  form: OfferForm,
  now: number,
  { language, timeZone }: Locale,
  saved?: Saved,
): WrittenOffer | undefined {
  const terms = termsIn(form, language);
  if (terms === undefined) return undefined;
  const { from = now, to } = periodIn(form, { now, timeZone }, saved);
  return {
    name: form.name.trim(),
    terms,
    products: [...form.products],
    channels: [...form.channels],
    ...(form.audience === undefined ? {} : { audience: form.audience }),
    validFrom: new Date(from).toISOString(),
    ...(to === undefined ? {} : { validTo: new Date(to).toISOString() }),
    ...(form.limit.trim() === '' ? {} : { redemptionLimit: Number(form.limit) }),
  };
}
