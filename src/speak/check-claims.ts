import { DEFAULT_TOLERANCE, doAudiencesMeet } from './meeting.ts';
import type { Instant } from '../kernel/period.ts';
import { byHarm, type CheckResult } from './check-result.ts';
import { type Claim, claimsOfOffer, type StatedOffer } from './claim.ts';
import { findContradictions } from './contradiction.ts';
import { findOfOffers, findOfProduct, type Known } from './kinds.ts';
import { findMissing } from './missing.ts';
import type { PriceRuleOptions } from './price-rule.ts';
import { newestRegularPrices } from './stated-offer.ts';
import { type ToldTerms, withToldOfOffers } from './told-terms.ts';

/** What is held against each other, and how. */
export type ClaimsToCheck = {
  readonly claims: readonly Claim[];
  readonly offers: readonly StatedOffer[];
  readonly now: Instant;
  /** The channels that are ours to compare; all, when not said. */
  readonly channels?: readonly string[] | undefined;
  /** In major units. */
  readonly tolerance?: number;
  readonly priceRule?: PriceRuleOptions;
  /** What texts state beside prices, and where their days begin and end. */
  readonly told?: readonly ToldTerms[];
  readonly timeZone: string;
  /** The files tell how it is now and nothing of before: what was not seen then is not missing. */
  readonly isSnapshot?: boolean;
};

type Judged = Pick<CheckResult, 'summary' | 'findings' | 'otherCurrency' | 'unobserved' | 'products' | 'sightings'>;

/** Finds contradictions of all kinds among claims and offers, in order of harm. */
export function checkClaims(asked: ClaimsToCheck): Judged {
  const { claims, offers, channels, tolerance = DEFAULT_TOLERANCE } = asked;
  // What a competitor asks for the product is no price of ours, and no regular price that a share is taken off.
  const question = { ...asked, claims: claims.filter(({ channel }) => isOurs(channel, channels)) };
  const regular = newestRegularPrices(question.claims);
  const offered = offers.flatMap((offer) => claimsOfOffer(offer, (product) => regular.get(product)));
  const comparison = findContradictions([...claims, ...offered], {
    tolerance,
    ...(channels === undefined ? {} : { channels }),
  });
  const missing = missingOffers(question);
  const seen = missing.filter((each) => each.observed);
  const findings = byHarm([...comparison.findings, ...seen, ...besidePrices(question)]);
  const products = new Set(findings.map((finding) => finding.subject));
  return {
    ...comparison,
    findings,
    summary: { ...comparison.summary, contradictions: findings.length, products: products.size },
    unobserved: [...new Set(missing.filter((each) => !each.observed).map((each) => each.silentChannel))],
    products: new Set([...claims, ...offered].map((claim) => claim.subject)),
    sightings: claims.length,
  };
}

function isOurs(channel: string, channels: readonly string[] | undefined): boolean {
  return channels?.includes(channel) ?? true;
}

/** What is found beside the prices themselves. There are no customers, departments or promises in files: only lists meet. */
function besidePrices(question: ClaimsToCheck) {
  const { claims, offers, now, priceRule = {}, tolerance } = question;
  const byProduct = Map.groupBy(claims, (claim) => claim.subject);
  const regular = newestRegularPrices(claims);
  const known: Known = {
    now,
    claimsOf: (product) => byProduct.get(product) ?? [],
    regularOf: (_, product) => regular.get(product),
    offers,
    delivered: offers,
    ended: offers,
    others: offers.filter((offer) => now < offer.to),
    priceRule,
    plans: { offers, toSome: [], departmentOf: () => undefined, peopleInBoth: inBothLists },
    told: toldBesidePrices(question),
    tolerance,
    promises: { open: [], asks: () => true },
  };
  return [...findOfOffers(known), ...[...byProduct.values()].flatMap((group) => findOfProduct(group, priceRule))];
}

function inBothLists(a: StatedOffer, b: StatedOffer): number {
  return doAudiencesMeet(a.audience, b.audience) ? 1 : 0;
}

function toldBesidePrices({ claims, offers, told = [], timeZone, channels }: ClaimsToCheck) {
  const regular = newestRegularPrices(claims);
  const regularOf = (_: StatedOffer, product: string) => regular.get(product);
  const ours = told.filter(({ by }) => 'text' in by && isOurs(by.text.channel, channels));
  return withToldOfOffers(ours, offers, { regularOf, timeZone });
}

function missingOffers({ claims, offers, channels, now, isSnapshot = false }: ClaimsToCheck) {
  if (offers.length === 0) return [];
  const regular = newestRegularPrices(claims);
  return findMissing(offers, claims, { now, regularPriceOf: (product) => regular.get(product) }).filter(
    (each) => isOurs(each.silentChannel, channels) && (!isSnapshot || each.silentNow),
  );
}
