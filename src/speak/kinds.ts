import type { Money } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import type { Claim, StatedOffer } from './claim.ts';
import type { ContradictionKind } from './contradiction.contract.ts';
import { contradictionKinds } from './contradiction-kind.ts';
import type { Finding } from './contradiction.ts';
import { newestRegular } from './offer-contradiction.ts';
import { findOtherTerms } from './other-terms.ts';
import { findPercentBreaches } from './percent-rule.ts';
import { findPlanConflicts } from './plan-conflict.ts';
import type { Plan } from './plan-pairs.ts';
import { findPriceBreaches, type PriceRuleOptions } from './price-rule.ts';
import { findStaleOffers, findStalePrices } from './stale.ts';
import type { ToldTerms } from './told-terms.ts';
import { findUndeliverable } from './undeliverable.ts';
import { findUnknownPromises, type PromisedTerms } from './unknown-promise.ts';
import { areApart, findWrongAudiences } from './wrong-audience.ts';

/** A finding of how things stand now: it stands for as long as it is found. */
export type StandingFinding = Finding & { readonly offerId: string | null };

/** Plans that may clash, and who can be given both of two, as far as a check knows its customers and departments. */
export type KnownPlans = {
  readonly offers: readonly StatedOffer[];
  /** Offers to some, and what live messages tell some of offers. */
  readonly toSome: readonly Plan[];
  readonly departmentOf: (channel: string) => string | undefined;
  readonly peopleInBoth: (a: Plan, b: Plan) => number;
};

/** Open promises, and which channels ask for them. */
export type KnownPromises = {
  readonly open: readonly PromisedTerms[];
  readonly asks: (channel: string) => boolean;
};

/** What a check knows beside the claims of one product. What it cannot know, as customers in a check over files, is empty. */
export type Known = {
  readonly now: Instant;
  readonly claimsOf: (product: string) => readonly Claim[];
  /** The price without the offer, as far as it is known. */
  readonly regularOf: (offer: StatedOffer, product: string) => Money | undefined;
  /** What offers say: those that hold or are to hold, those that are to be delivered now, and those that are over. */
  readonly offers: readonly StatedOffer[];
  readonly delivered: readonly StatedOffer[];
  readonly ended: readonly StatedOffer[];
  /** Offers, of whatever product, for whose sake a channel may show a price. */
  readonly others: readonly StatedOffer[];
  readonly priceRule: PriceRuleOptions;
  readonly plans: KnownPlans;
  /** What texts and offers tell beside prices. */
  readonly told: readonly ToldTerms[];
  /** In major units. */
  readonly tolerance?: number | undefined;
  readonly promises: KnownPromises;
};

type OfProduct = (claims: readonly Claim[], priceRule: PriceRuleOptions) => readonly ProductFinding[];
type OfOffers = (known: Known) => readonly StandingFinding[];

/** `isStanding` is false of what is over and can no longer be put right. */
type ProductFinding = StandingFinding & { readonly isStanding?: boolean };

type Finder = {
  /** Among what channels said of one product. */
  readonly ofProduct?: OfProduct;
  /** Among offers, texts and promises, beside what channels said. */
  readonly ofOffers?: OfOffers;
};

/**
 * How each kind is found: the one place that a new kind is put into. Two prices of one product (`unequal`) and an offer
 * that a channel does not show (`missing`) are also found where the prices themselves are compared, which is one thing
 * over time, where words come one after the other, and another over files that lie side by side.
 */
const finders: Readonly<Record<ContradictionKind, Finder>> = {
  unequal: {
    ofOffers: ({ told, now, tolerance }) => (told.length === 0 ? [] : findOtherTerms(told, { now, tolerance })),
  },
  missing: {},
  stale: { ofProduct: findStalePrices, ofOffers: (known) => findStaleOffers(known.ended, known) },
  'prior-price': {
    ofProduct: findPriceBreaches,
    ofOffers: (known) => findPercentBreaches(known.offers, known, known.priceRule),
  },
  'plan-conflict': {
    ofOffers: ({ plans, now, regularOf }) =>
      findPlanConflicts(plans.offers, {
        now,
        regularOf,
        doAudiencesMeet: (a, b) => plans.peopleInBoth(a, b) > 0,
        areApart: (a, b) => areApart(a, b, plans.departmentOf),
      }),
  },
  'wrong-audience': {
    ofOffers: ({ plans, now, regularOf }) => findWrongAudiences(plans.toSome, { ...plans, now, regularOf }),
  },
  undeliverable: { ofOffers: (known) => findUndeliverable(known.delivered, known) },
  unknown: {
    ofOffers: ({ promises, now, claimsOf }) =>
      findUnknownPromises(promises.open, {
        now,
        claimsOf,
        regularOf: (product) => newestRegular(claimsOf(product), now),
        asks: promises.asks,
      }),
  },
};

const productFinders = contradictionKinds.flatMap((kind) => finders[kind].ofProduct ?? []);

/** What is found among the claims of one product by itself. */
export function findOfProduct(claims: readonly Claim[], priceRule: PriceRuleOptions): ProductFinding[] {
  return productFinders.flatMap((find) => find(claims, priceRule));
}

/** What is found of offers, texts and promises, of all kinds or of some. */
export function findOfOffers(
  known: Known,
  kinds: readonly ContradictionKind[] = contradictionKinds,
): StandingFinding[] {
  return kinds.flatMap((kind) => finders[kind].ofOffers?.(known) ?? []);
}
