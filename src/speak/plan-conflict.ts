import type { StatedOffer } from './claim.ts';
import { type Finding, findingKey } from './contradiction.ts';
import { worthOf } from './offer.ts';
import { doDiffer, findingBetween, type PlanFacts, plansThatDiffer, type ToldPlan } from './plan-pairs.ts';

/** Two offers that one customer can be given at the same time, on terms that are not the same. */
export type PlanConflict = Finding & { readonly kind: 'plan-conflict'; readonly offerId: string };

export type PlanQuestion = PlanFacts & {
  /** True when some customer is in the audiences of both offers; asked only of two offers to some. */
  readonly doAudiencesMeet: (a: StatedOffer, b: StatedOffer) => boolean;
  /** True when two offers to some are the plans of different departments: a wrong audience, and no plan conflict. */
  readonly areApart?: (a: StatedOffer, b: StatedOffer) => boolean;
};

/**
 * Finds the offers that are planned against each other: same product, overlapping time from now on, people in both
 * audiences, unequal terms, and nothing that says which goes first. An offer to some goes before one to everyone, so
 * those two do not conflict. Two prices for everyone are the kind `unequal` and are left to it; two offers to some by
 * different departments are the kind `wrong-audience`. One finding per product and pair of offers.
 */
export function findPlanConflicts(offers: readonly StatedOffer[], question: PlanQuestion): PlanConflict[] {
  return [...plansThatDiffer(offers, question)].flatMap(({ product, a, b }) =>
    isPlanConflict(a, b, product, question) ? [conflictOf(a, b, product, question)] : [],
  );
}

/** The definition itself, for two offers and a product that both are for. */
export function isPlanConflict(a: StatedOffer, b: StatedOffer, product: string, question: PlanQuestion): boolean {
  if (!doDiffer(a, b, product, question)) return false;
  if ((a.audience === null) !== (b.audience === null)) return false;
  if (a.audience !== null) return question.areApart?.(a, b) !== true && question.doAudiencesMeet(a, b);
  // Two known prices for everyone in one currency are compared as prices are.
  const [first, second] = [a, b].map((each) => worthOf(each.terms, question.regularOf(each, product) ?? null));
  return first?.scale !== second?.scale || first?.scale.startsWith('price ') !== true;
}

function conflictOf(a: StatedOffer, b: StatedOffer, product: string, question: PlanQuestion): PlanConflict {
  const { offerIds, ...found } = findingBetween(toldIn(a), toldIn(b), product, question);
  const [offerId, other] = offerIds;
  return { key: findingKey(['plan-conflict', product, offerId, other]), kind: 'plan-conflict', ...found, offerId };
}

function toldIn(plan: StatedOffer): ToldPlan {
  return { plan, channel: plan.channels[0] ?? '' };
}
