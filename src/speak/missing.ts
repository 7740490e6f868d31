import { type Instant, overlapOf, type Period, without } from '../kernel/period.ts';
import { type Claim, priceUnder, type StatedOffer, statementOfOffer, UNDECLARED_ZONE } from './claim.ts';
import { type Finding, findingKey } from './contradiction.ts';
import type { Money } from '../kernel/money.ts';

/** An offer stated for a channel that shows nothing of its product during part of the offer's period. */
export type Missing = Finding & {
  readonly kind: 'missing';
  readonly offerId: string;
  readonly silentChannel: string;
  /** False when the channel has never been seen to say anything: perhaps nobody has looked. */
  readonly observed: boolean;
  /** When, up to now, nothing was shown. */
  readonly gaps: readonly Period[];
  /** True when nothing is shown now either. */
  readonly silentNow: boolean;
};

export type MissingOptions = {
  readonly now: Instant;
  /** Channels known to be observed, beside those that speak in `claims`. */
  readonly observedChannels?: Iterable<string>;
  readonly regularPriceOf?: (product: string) => Money | undefined;
};

/**
 * Finds where an offer is missing (C2): for each product and channel that it is stated for, the part of its period up
 * to now in which the channel says nothing of the product. What the offer itself claims does not count as showing it.
 * Of an offer to some nobody else can see whether it is shown: it is left out.
 */
export function findMissing(
  offers: readonly StatedOffer[],
  claims: Iterable<Claim>,
  { now, observedChannels = [], regularPriceOf = () => undefined }: MissingOptions,
): Missing[] {
  const observed = new Set(observedChannels);
  const products = new Set(offers.flatMap((offer) => offer.products));
  const shown = new Map<string, Claim[]>();
  for (const claim of claims) {
    // A text tells what it names, and nothing of what else its channel shows.
    if (claim.offerId === null && claim.text === undefined) observed.add(claim.channel);
    if (!products.has(claim.subject)) continue;
    const key = `${claim.channel}\n${claim.subject}`;
    const known = shown.get(key);
    if (known === undefined) shown.set(key, [claim]);
    else known.push(claim);
  }
  return offers.flatMap((offer) => {
    // What is shown to some is nothing that whoever looks could see.
    if (offer.audience !== null) return [];
    const period = overlapOf(offer, { from: Number.NEGATIVE_INFINITY, to: now });
    if (period === undefined) return [];
    return offer.products.flatMap((product) =>
      offer.channels.flatMap((channel) => {
        const said = (shown.get(`${channel}\n${product}`) ?? []).filter((claim) => claim.offerId !== offer.id);
        const gaps = without(period, said);
        const price = priceUnder(offer.terms, regularPriceOf(product));
        const silent = { product, channel, observed: observed.has(channel) };
        const finding = missingOf(offer, silent, gaps, price);
        return finding === undefined ? [] : [{ ...finding, silentNow: gaps.at(-1)?.to === now }];
      }),
    );
  });
}

/** What stands as the source of a channel that says nothing. */
export const silences = ['nothing shown', 'never observed'] as const;
export type Silence = (typeof silences)[number];

function missingOf(
  offer: StatedOffer,
  silent: { readonly product: string; readonly channel: string; readonly observed: boolean },
  gaps: readonly Period[],
  price: Money | undefined,
): Omit<Missing, 'silentNow'> | undefined {
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { product: subject, channel, observed } = silent;
  const stated = offer.channels.find((each) => each !== channel) ?? channel;
  const source: Silence = observed ? 'nothing shown' : 'never observed';
  const silence = { subject, channel, amount: null, source, offerId: null };
  return {
    key: findingKey(['missing', subject, UNDECLARED_ZONE, stated, channel, offer.id]),
    kind: 'missing',
    subject,
    zone: UNDECLARED_ZONE,
    channels: [stated, channel],
    from: first.from,
    to: last.to,
    difference: null,
    witness: { at: last.from, statements: [statementOfOffer(offer, subject, stated, price), silence] },
    offerId: offer.id,
    silentChannel: channel,
    observed,
    gaps,
  };
}
