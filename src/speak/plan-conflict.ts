import type { Money } from '../kernel/money.ts';
import { type Instant, overlapOf } from '../kernel/period.ts';
import {
  offersByProduct,
  priceUnder,
  type StatedOffer,
  type Statement,
  statementOfOffer,
  UNDECLARED_ZONE,
} from './claim.ts';
import { differenceBetween, type Finding, findingKey } from './contradiction.ts';
import { worthOf } from './offer.ts';

/** Two offers that one customer can be given at the same time, on terms that are not the same. */
export type PlanConflict = Finding & { readonly kind: 'plan-conflict'; readonly offerId: string };

export type PlanQuestion = {
  readonly now: Instant;
  /** The price without either offer, as far as it is known. */
  readonly regularOf: (offer: StatedOffer, product: string) => Money | undefined;
  /** True when some customer is in the audiences of both offers; asked only of two offers to lists. */
  readonly doListsMeet: (a: StatedOffer, b: StatedOffer) => boolean;
};

/**
 * Finds the offers that are planned against each other: same product, overlapping time from now on, people in both
 * audiences, unequal terms, and nothing that says which goes first. An offer to a list goes before one to everyone, so
 * those two do not conflict. Two prices for everyone are the kind `unequal` and are left to it. Sorts each product's
 * offers by start and sweeps; one finding per product and pair of offers.
 */
export function findPlanConflicts(offers: readonly StatedOffer[], question: PlanQuestion): PlanConflict[] {
  const found: PlanConflict[] = [];
  for (const [product, group] of offersByProduct(offers.filter((offer) => offer.to > question.now))) {
    let holding: StatedOffer[] = [];
    for (const offer of group.toSorted((a, b) => a.from - b.from)) {
      holding = holding.filter((each) => each.to > offer.from);
      for (const earlier of holding) {
        if (isPlanConflict(earlier, offer, product, question))
          found.push(conflictOf(earlier, offer, product, question));
      }
      holding.push(offer);
    }
  }
  return found;
}

/** The definition itself, for two offers and a product that both are for. */
export function isPlanConflict(a: StatedOffer, b: StatedOffer, product: string, question: PlanQuestion): boolean {
  const period = overlapOf(a, b);
  if (period === undefined || period.to <= question.now) return false;
  if ((a.audience === null) !== (b.audience === null)) return false;
  const [first, second] = [a, b].map((each) => worthOf(each.terms, question.regularOf(each, product) ?? null));
  if (first === undefined || second === undefined) return false;
  if (first.scale === second.scale && first.value === second.value) return false;
  // Two known prices for everyone in one currency are compared as prices are.
  if (a.audience === null) return !(first.scale === second.scale && first.scale.startsWith('price '));
  return question.doListsMeet(a, b);
}

/** One name for two offers, whichever comes first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function conflictOf(a: StatedOffer, b: StatedOffer, product: string, question: PlanQuestion): PlanConflict {
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  const [mine, other] = [sideOf(first, product, question), sideOf(second, product, question)];
  const from = Math.max(a.from, b.from);
  return {
    key: findingKey(['plan-conflict', product, first.id, second.id]),
    kind: 'plan-conflict',
    subject: product,
    zone: UNDECLARED_ZONE,
    channels: [mine.channel, other.channel],
    from,
    to: Math.min(a.to, b.to),
    difference: differenceOf(mine, other),
    witness: { at: from, statements: [mine, other] },
    offerId: first.id,
  };
}

function sideOf(offer: StatedOffer, product: string, question: PlanQuestion): Statement {
  const channel = offer.channels[0] ?? '';
  return statementOfOffer(offer, product, channel, priceUnder(offer.terms, question.regularOf(offer, product)));
}

function differenceOf(a: Statement, b: Statement): Finding['difference'] {
  if (a.amount === null || b.amount === null || a.currency !== b.currency) return null;
  return differenceBetween(a, b);
}
