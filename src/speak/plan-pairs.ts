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
import { differenceBetween, type Finding } from './contradiction.ts';
import { worthOf } from './offer.ts';

/** Terms that somebody is given: of an offer, or of a message that tells of one and may be for fewer people. */
export type Plan = StatedOffer & {
  /** The offer whose terms they are, where the plan is a message. */
  readonly ofOffer?: string;
};

/** What two plans are held against each other by. */
export type PlanFacts = {
  readonly now: Instant;
  /** The price without either plan, as far as it is known. */
  readonly regularOf: (plan: StatedOffer, product: string) => Money | undefined;
};

export type PlanPair<P extends Plan> = { readonly product: string; readonly a: P; readonly b: P };

/**
 * The pairs of plans for one product whose times overlap from now on and whose terms differ. Sorts each product's plans
 * by start and sweeps.
 */
export function* plansThatDiffer<P extends Plan>(plans: readonly P[], facts: PlanFacts): Generator<PlanPair<P>> {
  for (const [product, group] of offersByProduct(plans.filter((plan) => plan.to > facts.now))) {
    let holding: P[] = [];
    for (const plan of group.toSorted((x, y) => x.from - y.from)) {
      holding = holding.filter((each) => each.to > plan.from);
      for (const earlier of holding)
        if (doDiffer(earlier, plan, product, facts)) yield { product, a: earlier, b: plan };
      holding.push(plan);
    }
  }
}

/** True when two plans for a product hold at the same time, from now on, on terms that are not the same. */
export function doDiffer(a: Plan, b: Plan, product: string, { now, regularOf }: PlanFacts): boolean {
  const period = overlapOf(a, b);
  if (period === undefined || period.to <= now) return false;
  const [first, second] = [a, b].map((each) => worthOf(each.terms, regularOf(each, product) ?? null));
  return first?.scale !== second?.scale || first?.value !== second?.value;
}

/** One name for two plans, whichever comes first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** What one of the two says, by the channel that it is told in. */
function sideOf(plan: Plan, product: string, channel: string, { regularOf }: PlanFacts): Statement {
  const price = priceUnder(plan.terms, regularOf(plan, product));
  return statementOfOffer({ ...plan, id: offerIn(plan) }, product, channel, price);
}

function differenceOf(a: Statement, b: Statement): Finding['difference'] {
  if (a.amount === null || b.amount === null || a.currency !== b.currency) return null;
  return differenceBetween(a, b);
}

/** A plan in the channel that it is told in. */
export type ToldPlan = { readonly plan: Plan; readonly channel: string };

/** What is found between two plans for a product, the offers in the order of their ids: all but which kind it is. */
export function findingBetween(a: ToldPlan, b: ToldPlan, product: string, facts: PlanFacts) {
  const [first, second] = offerIn(a.plan) < offerIn(b.plan) ? [a, b] : [b, a];
  const mine = sideOf(first.plan, product, first.channel, facts);
  const other = sideOf(second.plan, product, second.channel, facts);
  const from = Math.max(a.plan.from, b.plan.from);
  const offerIds = [offerIn(first.plan), offerIn(second.plan)] as const;
  return {
    offerIds,
    subject: product,
    zone: UNDECLARED_ZONE,
    channels: [mine.channel, other.channel],
    from,
    to: Math.min(a.plan.to, b.plan.to),
    difference: differenceOf(mine, other),
    witness: { at: from, statements: [mine, other] },
  } as const;
}

function offerIn({ id, ofOffer }: Plan): string {
  return ofOffer ?? id;
}
