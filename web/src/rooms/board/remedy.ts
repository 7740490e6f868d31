import { majorOf, minorDigits, moneyFromMajor, type Money, parseMajor } from '../../../../src/kernel/money.ts';
import { toIso } from '../../../../src/kernel/period.ts';
import type { BoardRow, Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import type { OfferInput } from '../../../../src/speak/offer.contract.ts';
import { endOfDay, type Here } from '../../ui/days.ts';
import type { Language } from '../../ui/format.ts';

/** What an offer can put right: the product, the lower price that was said, and what each channel says of it now. */
export type Remediable = {
  readonly product: string;
  readonly productName: string;
  readonly lower: Money;
  readonly sides: readonly string[];
  readonly spoken: ReadonlyMap<string, readonly number[]>;
};

/** The form as it stands; the price and the day as they are written. */
export type Remedy = {
  readonly name: string;
  readonly price: string;
  readonly channels: readonly string[];
  readonly lastDay: string;
  readonly isOnce: boolean;
};

/**
 * What of the contradiction an offer can answer, or `undefined`. Where a side is itself an offer, another offer on top
 * of it would answer nothing: then the channel must show it, or the offer must end. Other kinds are put right where they
 * stand.
 */
export function remediableOf(found: Contradiction, row: BoardRow | undefined): Remediable | undefined {
  if (found.kind !== 'unequal' || (found.aspect ?? 'price') !== 'price') return undefined;
  const { statements } = found.witness;
  const prices = statements.flatMap(({ amount, currency }) =>
    amount === null || currency === null ? [] : [{ amount, currency }],
  );
  const [first, second] = prices;
  if (statements.some((each) => each.offerId !== null) || first === undefined || second === undefined) return undefined;
  const spoken = new Map<string, number[]>();
  for (const { channel, amount, offerId } of [...statements, ...(row?.cells ?? []).flatMap((cell) => cell.statements)])
    if (amount !== null && offerId === null) spoken.set(channel, [...(spoken.get(channel) ?? []), amount]);
  return {
    product: found.product,
    productName: found.productName ?? found.product,
    lower: first.amount <= second.amount ? first : second,
    sides: [...new Set(found.channels)],
    spoken,
  };
}

/** The price as a person would write it in the field: 699, or 699,50. */
export function priceWritten(money: Money, language: Language): string {
  const major = majorOf(money);
  const text = Number.isInteger(major) ? String(major) : major.toFixed(minorDigits(money.currency));
  return language === 'sv' ? text.replace('.', ',') : text;
}

/** The price as it was written, or `undefined` where it is none. */
export function priceIn(text: string, currency: string, language: Language): Money | undefined {
  const [own, other] = language === 'sv' ? ([',', '.'] as const) : (['.', ','] as const);
  const major = parseMajor(text, own) ?? parseMajor(text, other);
  return major === undefined || major < 0 || major > 1e9 ? undefined : moneyFromMajor(major, currency);
}

export type RemedyFault = 'name' | 'price' | 'lastDay';

/** What keeps the form from being sent, in the order of its fields. */
export function faultsOf(remedy: Remedy, currency: string, language: Language, here: Here): RemedyFault[] {
  const isDay = remedy.lastDay === '' || endOfDay(remedy.lastDay, here) !== undefined;
  return [
    ...(remedy.name.trim() === '' ? ['name' as const] : []),
    ...(priceIn(remedy.price, currency, language) === undefined ? ['price' as const] : []),
    ...(isDay ? [] : ['lastDay' as const]),
  ];
}

/** The offer that the form describes, from now on. */
export function offerOf(remedy: Remedy, about: Remediable, price: Money, here: Here): OfferInput {
  const validTo = endOfDay(remedy.lastDay, here);
  return {
    name: remedy.name.trim(),
    terms: { kind: 'fixed-price', ...price },
    products: [about.product],
    channels: [...remedy.channels],
    validFrom: toIso(here.now),
    ...(validTo === undefined ? {} : { validTo }),
    ...(remedy.isOnce ? { redemptionLimit: 1 } : {}),
  };
}

/** The chosen channels that show another price than the offer's, each with what it shows. */
export function outOfStep(about: Remediable, channels: readonly string[], price: Money): [string, number][] {
  return channels.flatMap((channel) => {
    const other = about.spoken.get(channel)?.find((amount) => amount !== price.amount);
    return other === undefined ? [] : [[channel, other] as [string, number]];
  });
}
