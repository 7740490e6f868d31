import type { Instant } from '../kernel/period.ts';
import type { Judgement } from '../kernel/rule/judge.ts';
import type { Rule } from '../kernel/rule/rule.ts';
import { presentAudiences } from '../speak/audience.reads.ts';
import { isAnswerOfHistory } from '../store/line-insert.ts';
import { didsIn } from '../understand/rule-sql.ts';
import { judgeCustomer, type Stores } from '../understand/rule.reads.ts';
import { loadKeptRules } from '../understand/segment.reads.ts';
import type { Facts } from './facts.reads.ts';

/**
 * The same facts, with the rules of the offers' audiences judged for the customer as it is now: all rules in one question
 * to each database, and none where no offer has one. Segments are as they are now too. While the history is away,
 * whom a rule about events is for is not known.
 */
export async function withAudiencesJudged(stores: Stores, facts: Facts, now: Instant): Promise<Facts> {
  const aimed = facts.offers.filter((offer) => offer.audienceRule !== null);
  if (aimed.length === 0) return facts;
  const whole = await loadKeptRules(
    stores.postgres,
    aimed.map((offer) => offer.audienceRule),
  );
  const judgements = await judge(stores, facts.customerId, whole, now);
  const views = await presentAudiences(
    stores.postgres,
    aimed.map((offer) => ({ kind: 'rule', size: null, rule: offer.audienceRule })),
  );
  const judged = new Map(
    aimed.map((offer, index) => [
      offer.id,
      {
        ...offer,
        isInAudience: judgements[index]?.holds === true,
        isAudienceKnown: judgements[index] !== undefined,
        audienceInWords: views[index]?.words,
      },
    ]),
  );
  return { ...facts, offers: facts.offers.map((offer) => judged.get(offer.id) ?? offer) };
}

/** `undefined` for a rule that cannot be judged now. */
async function judge(
  stores: Stores,
  customerId: string,
  rules: readonly Rule[],
  now: Instant,
): Promise<(Judgement | undefined)[]> {
  try {
    return await judgeCustomer(stores, customerId, rules, now);
  } catch (error) {
    // What the history says no to is a fault of ours; that nobody answers is none.
    if (isAnswerOfHistory(error) || !rules.some(asksHistory)) throw error;
    const others = await judgeCustomer(
      stores,
      customerId,
      rules.filter((rule) => !asksHistory(rule)),
      now,
    );
    return rules.map((rule) => (asksHistory(rule) ? undefined : others.shift()));
  }
}

function asksHistory(rule: Rule): boolean {
  return didsIn([rule]).length > 0;
}
