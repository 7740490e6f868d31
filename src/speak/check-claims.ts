import { DEFAULT_TOLERANCE, doAudiencesMeet } from './meeting.ts';
import type { Instant } from '../kernel/period.ts';
import { byHarm, type CheckResult } from './check-result.ts';
import { type Claim, claimsOfOffer, type StatedOffer } from './claim.ts';
import { findContradictions } from './contradiction.ts';
import { findMissing } from './missing.ts';
import { findOtherTerms } from './other-terms.ts';
import { findPercentBreaches } from './percent-rule.ts';
import { findPlanConflicts } from './plan-conflict.ts';
import { findPriceBreaches, type PriceRuleOptions } from './price-rule.ts';
import { findStaleOffers, findStalePrices } from './stale.ts';
import { newestRegularPrices } from './stated-offer.ts';
import { type ToldTerms, toldOfOffers } from './told-terms.ts';
import { findUndeliverable } from './undeliverable.ts';

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
export function checkClaims(question: ClaimsToCheck): Judged {
  const { claims, offers, channels, tolerance = DEFAULT_TOLERANCE } = question;
  const regular = newestRegularPrices(claims);
  const offered = offers.flatMap((offer) => claimsOfOffer(offer, (product) => regular.get(product)));
  const comparison = findContradictions([...claims, ...offered], {
    tolerance,
    ...(channels === undefined ? {} : { channels }),
  });
  const missing = missingOffers(question);
  const seen = missing.filter((each) => each.observed);
  const findings = byHarm([...comparison.findings, ...seen, ...withinChannels(question), ...otherTerms(question)]);
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

/** What one channel says that does not stand by itself: stale, or reduced from nothing. And offers that clash. */
function withinChannels({ claims: all, offers, now, channels, priceRule }: ClaimsToCheck) {
  const claims = all.filter((claim) => channels === undefined || channels.includes(claim.channel));
  const byProduct = Map.groupBy(claims, (claim) => claim.subject);
  const regular = newestRegularPrices(claims);
  const claimsOf = (product: string) => byProduct.get(product) ?? [];
  const regularOf = (_: StatedOffer, product: string) => regular.get(product);
  const others = offers.filter((offer) => now < offer.to);
  const staleOffers = findStaleOffers(offers, { now, claimsOf, regularOf, others });
  const conflicts = findPlanConflicts(offers, { now, regularOf, doAudiencesMeet: doListsMeet });
  const soldOut = findUndeliverable(offers, { now, claimsOf, regularOf });
  const ofProducts = [...byProduct.values()].flatMap((group) => [
    ...findStalePrices(group),
    ...findPriceBreaches(group, priceRule),
  ]);
  const percentages = findPercentBreaches(offers, { now, claimsOf, regularOf }, priceRule);
  return [...staleOffers, ...conflicts, ...soldOut, ...percentages, ...ofProducts];
}

function doListsMeet(a: StatedOffer, b: StatedOffer): boolean {
  return doAudiencesMeet(a.audience, b.audience);
}

function otherTerms({ claims, offers, told = [], timeZone, channels, now, tolerance }: ClaimsToCheck) {
  if (told.length === 0) return [];
  const regular = newestRegularPrices(claims);
  const regularOf = (_: StatedOffer, product: string) => regular.get(product);
  const ours = told.filter(({ by }) => 'text' in by && (channels?.includes(by.text.channel) ?? true));
  return findOtherTerms([...ours, ...toldOfOffers(offers, { regularOf, timeZone })], { now, tolerance });
}

function missingOffers({ claims, offers, channels, now, isSnapshot = false }: ClaimsToCheck) {
  if (offers.length === 0) return [];
  const regular = newestRegularPrices(claims);
  return findMissing(offers, claims, { now, regularPriceOf: (product) => regular.get(product) }).filter(
    (each) => (channels === undefined || channels.includes(each.silentChannel)) && (!isSnapshot || each.silentNow),
  );
}
