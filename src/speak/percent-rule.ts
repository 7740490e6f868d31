import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import {
  type Claim,
  offersByProduct,
  priceUnder,
  type StatedOffer,
  statementOfOffer,
  UNDECLARED_ZONE,
} from './claim.ts';
import { differenceBetween, type Finding, findingKey } from './contradiction.ts';
import { type PriceRuleOptions, reasonOf } from './price-rule.ts';
import { priorPrices } from './prior-price.ts';
import { reductionsOf, tellStruck } from './reduction.ts';

/** An offer whose percentage is counted from another price than the prior price. */
export type PercentBreach = Finding & { readonly kind: 'prior-price'; readonly offerId: string };

export type PercentQuestion = {
  readonly now: Instant;
  readonly claimsOf: (product: string) => readonly Claim[];
  /** The price that the percentage is taken from. */
  readonly regularOf: (offer: StatedOffer, product: string) => Money | undefined;
};

/**
 * P5: the percentage itself must be counted from the prior price (CJEU C-330/23 Aldi Süd). Finds the offers to everyone,
 * now or to come, that take a percentage off a price above the lowest of the 30 days before they begin; of a product
 * that is reduced already, of the 30 days before its first step. Where nothing was seen in them it is not judged. One
 * finding per offer and product. No legal advice.
 */
export function findPercentBreaches(
  offers: readonly StatedOffer[],
  { now, claimsOf, regularOf }: PercentQuestion,
  options: PriceRuleOptions = {},
): PercentBreach[] {
  const used = options.scope ?? 'all-channels';
  const judged = offers.filter(
    (offer) => offer.terms.kind === 'percent-off' && offer.audience === null && now < offer.to,
  );
  const breaches: PercentBreach[] = [];
  for (const [product, group] of offersByProduct(judged)) {
    if (options.isExempt?.(product) === true) continue;
    const { applied } = tellStruck(claimsOf(product));
    for (const offer of group) {
      const regular = regularOf(offer, product);
      const breach = regular && judgeOffer(offer, product, { regular, applied, used });
      if (breach !== undefined) breaches.push(breach);
    }
  }
  return breaches;
}

type Judged = {
  readonly regular: Money;
  readonly applied: readonly Claim[];
  readonly used: NonNullable<PriceRuleOptions['scope']>;
};

/** The breach in the first of the offer's channels that has one. */
function judgeOffer(
  offer: StatedOffer,
  product: string,
  { regular, applied, used }: Judged,
): PercentBreach | undefined {
  const comparable = applied.filter((claim) => claim.currency === regular.currency);
  const at = startOf(offer.from, comparable);
  const all = lowestBefore(at, comparable);
  for (const channel of offer.channels) {
    const own = lowestBefore(
      at,
      comparable.filter((claim) => claim.channel === channel),
    );
    const lowest = used === 'all-channels' ? all : own;
    if (lowest === undefined || regular.amount <= lowest.amount) continue;
    return breachOf({ offer, product, channel }, regular, lowest, { rule: 'percent', ...reasonOf({ all, own }, used) });
  }
  return undefined;
}

/** P3: when the product is reduced already as the offer begins, the first step of that counts. */
function startOf(from: Instant, applied: readonly Claim[]): Instant {
  const running = reductionsOf(applied).filter((each) => each.from < from && (from <= each.to || !each.isOver));
  return Math.min(from, ...running.map((each) => each.from));
}

function lowestBefore(at: Instant, applied: readonly Claim[]): Claim | undefined {
  return priorPrices([at], applied).get(at);
}

function breachOf(
  { offer, product, channel }: { readonly offer: StatedOffer; readonly product: string; readonly channel: string },
  regular: Money,
  lowest: Claim,
  prior: NonNullable<Finding['witness']['prior']>,
): PercentBreach {
  const price = priceUnder(offer.terms, regular);
  return {
    key: findingKey(['prior-price', product, UNDECLARED_ZONE, prior.rule, offer.id]),
    kind: 'prior-price',
    subject: product,
    zone: UNDECLARED_ZONE,
    channels: [channel, lowest.channel],
    from: offer.from,
    to: offer.to,
    difference: differenceBetween(regular, lowest),
    witness: { at: offer.from, statements: [statementOfOffer(offer, product, channel, price), lowest], prior },
    offerId: offer.id,
  };
}
