import { DAY_MS, type Instant } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import type { PriorPriceReason } from './contradiction.contract.ts';
import { differenceBetween, type Finding, findingKey } from './contradiction.ts';
import { byChannelAndCurrency } from './order.ts';
import type { PriceRule } from './price-rule.contract.ts';
import { priorPrices } from './prior-price.ts';
import { firstStarts, isCalledReduced, type Reduction, reductionsOf, tellStruck } from './reduction.ts';

/** A reduction that the prices of the 30 days before it do not bear. */
export type PriceBreach = Finding & {
  readonly kind: 'prior-price';
  readonly offerId: null;
  /** False once the channel has been seen to say an ordinary price again. */
  readonly isStanding: boolean;
};

export type PriceRuleOptions = {
  /** P9: held against the lowest price of all our channels (strict, without it), or of the channel alone. */
  readonly scope?: PriorPriceReason['used'];
  /** P4: goods that spoil or age fast are outside the rule, where they are declared so. */
  readonly isExempt?: (product: string) => boolean;
};

type Declared = {
  readonly priorPrice?: PriceRule['priorPrice'] | undefined;
  readonly exempt?: readonly string[] | undefined;
};

/** The rule as it was declared. */
export function priceRuleOf({ priorPrice, exempt }: Declared): PriceRuleOptions {
  const outside = new Set(exempt);
  return {
    ...(priorPrice === undefined ? {} : { scope: priorPrice }),
    isExempt: (product) => outside.has(product),
  };
}

/**
 * Holds the reductions of one product against Prisinformationslagen 7 a §. `not-lower` (P2): what is called reduced is
 * no lower than the prior price. `struck-above` (P2, P5): the struck price is higher than the prior price, so that the
 * reduction looks larger than it is. `never-applied`: the struck price was never charged before. A reduction before
 * which nothing was seen is not judged by these. `endless` (P7): the channel has called the product reduced on more than 60 of
 * the last 365 days. The law counts a company's sales, not a product's, so it is a sign of one. No legal advice.
 */
export function findPriceBreaches(claims: readonly Claim[], options: PriceRuleOptions = {}): PriceBreach[] {
  const [first] = claims;
  if (first === undefined || !claims.some(isCalledReduced) || options.isExempt?.(first.subject) === true) return [];
  const { applied, struck } = tellStruck(claims);
  const reductions = reductionsOf(applied);
  if (reductions.length === 0) return [];
  const prior = priorOfEach(reductions, applied);
  const firstApplied = struck.size === 0 ? undefined : firstTimes(applied);
  const used = options.scope ?? 'all-channels';
  const unborne = reductions.flatMap((reduction) => {
    const { all, own } = prior(reduction);
    const lowest = used === 'all-channels' ? all : own;
    if (lowest === undefined) return [];
    const { highest } = reduction;
    const reason = reasonOf({ all, own }, used);
    const breaches: PriceBreach[] = [];
    if (highest.amount >= lowest.amount)
      breaches.push(breachOf(reduction, highest, lowest, { ...reason, rule: 'not-lower' }));
    const before = struck.get(highest);
    if (before === undefined) return breaches;
    if (before.amount > lowest.amount)
      breaches.push(breachOf(reduction, before, lowest, { ...reason, rule: 'struck-above' }));
    const since = firstApplied?.get(`${before.amount} ${before.currency}`);
    if (since === undefined || since >= reduction.from)
      breaches.push(breachOf(reduction, before, lowest, { ...reason, rule: 'never-applied' }));
    return breaches;
  });
  return [...unborne, ...endlessSales(reductions, (each) => reasonOf(prior(each), used))];
}

/** P7: about two months a year (PMT 13140-18, MD 1993:29). */
const SALE_DAYS_A_YEAR = 60;
const YEAR_DAYS = 365;

type Prior = { readonly all: Claim | undefined; readonly own: Claim | undefined };

/** P2, P3 and P9: the prior price of each reduction over all channels and in its own, counted from its first step. */
function priorOfEach(reductions: readonly Reduction[], applied: readonly Claim[]): (each: Reduction) => Prior {
  const starts = firstStarts(reductions);
  const startOf = (each: Reduction): Instant => starts.get(each) ?? each.from;
  const byCurrency = Map.groupBy(applied, (claim) => claim.currency);
  const all = new Map<string, Map<Instant, Claim | undefined>>();
  for (const [currency, group] of Map.groupBy(reductions, (each) => each.currency))
    all.set(currency, priorPrices(group.map(startOf), byCurrency.get(currency) ?? []));
  const own = new Map<Reduction, Claim | undefined>();
  const applications = byChannelAndCurrency(applied);
  for (const [channel, currencies] of byChannelAndCurrency(reductions))
    for (const [currency, group] of currencies) {
      const before = applications.get(channel)?.get(currency) ?? [];
      const prices = priorPrices(
        group.map((each) => each.from),
        before,
      );
      for (const each of group) own.set(each, prices.get(each.from));
    }
  return (each) => ({ all: all.get(each.currency)?.get(startOf(each)), own: own.get(each) });
}

/** Both ways to count the prior price, and which of the two was used. */
export function reasonOf({ all, own }: Prior, used: PriorPriceReason['used']): Omit<PriorPriceReason, 'rule'> {
  return { used, allChannels: all?.amount ?? null, ownChannel: own?.amount ?? null };
}

function endlessSales(
  reductions: readonly Reduction[],
  reasonOfPrior: (each: Reduction) => Omit<PriorPriceReason, 'rule'>,
): PriceBreach[] {
  return [...byChannelAndCurrency(reductions).values()].flatMap((currencies) =>
    [...currencies.values()].flatMap((group) => {
      const latest = group.at(-1);
      if (latest === undefined) return [];
      const days = daysReduced(group, latest.last.seenAt);
      if (days <= SALE_DAYS_A_YEAR) return [];
      const prior = { ...reasonOfPrior(latest), rule: 'endless', days } as const;
      return [{ ...breachOf(latest, latest.last, latest.first, prior), difference: null }];
    }),
  );
}

/** On how many days of the year before `until` it was reduced. The reductions come in order and do not overlap. */
function daysReduced(reductions: readonly Reduction[], until: Instant): number {
  const since = until - YEAR_DAYS * DAY_MS;
  const lengths = reductions.map(({ from, to }) => Math.max(0, Math.min(to, until) - Math.max(from, since)));
  return Math.floor(lengths.reduce((sum, length) => sum + length, 0) / DAY_MS);
}

function firstTimes(applied: readonly Claim[]): Map<string, Instant> {
  const first = new Map<string, Instant>();
  for (const { amount, currency, from } of applied) {
    const key = `${amount} ${currency}`;
    first.set(key, Math.min(first.get(key) ?? Infinity, from));
  }
  return first;
}

function breachOf(reduction: Reduction, said: Claim, lowest: Claim, prior: PriorPriceReason): PriceBreach {
  const { subject, zone, channel, currency } = said;
  return {
    key: findingKey(['prior-price', subject, zone, channel, prior.rule, currency, String(reduction.from)]),
    kind: 'prior-price',
    subject,
    zone,
    channels: [channel, lowest.channel],
    from: reduction.from,
    to: reduction.isOver ? reduction.to : Infinity,
    difference: differenceBetween(said, lowest),
    witness: { at: said.from, statements: [said, lowest], prior },
    offerId: null,
    isStanding: !reduction.isOver,
  };
}
