import { type Finding, findingKey } from './contradiction.ts';
import { doDiffer, findingBetween, type Plan, type PlanFacts, plansThatDiffer } from './plan-pairs.ts';

/** Two departments that aim different terms for one product at the same people at the same time. */
export type WrongAudience = Finding & {
  readonly kind: 'wrong-audience';
  readonly offerId: string;
  /** How many customers are in both audiences. */
  readonly people: number;
};

export type AudienceQuestion = PlanFacts & {
  /** The department that the channel belongs to, where one is said. */
  readonly departmentOf: (channel: string) => string | undefined;
  /** How many customers are in both audiences; asked only of two plans for some. */
  readonly peopleInBoth: (a: Plan, b: Plan) => number;
};

/**
 * Finds where two departments aim at the same people: two plans (offers, or live messages that tell of one) for one
 * product, both for some, with people in both, at the same time from now on, on unequal terms. A message tells of its
 * offer's terms, so per product and pair of offers there is one finding, of those plans that came first.
 */
export function findWrongAudiences(plans: readonly Plan[], question: AudienceQuestion): WrongAudience[] {
  const rank = new Map(plans.map((plan, index) => [plan.id, index]));
  const order = (plan: Plan): number => rank.get(plan.id) ?? 0;
  const found = new Map<string, { readonly finding: WrongAudience; readonly at: number }>();
  for (const { product, a, b } of plansThatDiffer(plans, question)) {
    if (!isWrongAudience(a, b, product, question)) continue;
    const finding = wrongAudienceOf(a, b, product, question);
    const at = order(a) + order(b);
    const known = found.get(finding.key);
    if (known === undefined || at < known.at) found.set(finding.key, { finding, at });
  }
  return [...found.values()].map(({ finding }) => finding);
}

/** The definition itself, for two plans and a product that both are for. */
export function isWrongAudience(a: Plan, b: Plan, product: string, question: AudienceQuestion): boolean {
  return (
    a.audience !== null &&
    b.audience !== null &&
    doDiffer(a, b, product, question) &&
    areApart(a, b, question.departmentOf) &&
    question.peopleInBoth(a, b) > 0
  );
}

/** True when each plan is in channels of some department, and no department has channels of both. */
export function areApart(a: Plan, b: Plan, departmentOf: AudienceQuestion['departmentOf']): boolean {
  const departmentsIn = (plan: Plan): string[] => plan.channels.flatMap((channel) => departmentOf(channel) ?? []);
  const mine = new Set(departmentsIn(a));
  const theirs = departmentsIn(b);
  return mine.size > 0 && theirs.length > 0 && !theirs.some((each) => mine.has(each));
}

function wrongAudienceOf(a: Plan, b: Plan, product: string, question: AudienceQuestion): WrongAudience {
  const told = (plan: Plan) => ({ plan, channel: ownedChannel(plan, question) });
  const { offerIds, ...found } = findingBetween(told(a), told(b), product, question);
  const [offerId, other] = offerIds;
  const people = question.peopleInBoth(a, b);
  const key = findingKey(['wrong-audience', product, offerId, other]);
  return { key, kind: 'wrong-audience', ...found, offerId, people };
}

/** The channel by which the plan has an owner. */
function ownedChannel({ channels }: Plan, { departmentOf }: AudienceQuestion): string {
  return channels.find((channel) => departmentOf(channel) !== undefined) ?? channels[0] ?? '';
}
