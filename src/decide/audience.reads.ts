import type { Instant } from '../kernel/period.ts';
import { presentAudiences } from '../speak/audience.reads.ts';
import { judgeCustomer, type Stores } from '../understand/rule.reads.ts';
import { loadKeptRules } from '../understand/segment.reads.ts';
import type { Facts } from './facts.reads.ts';

/**
 * The same facts, with the rules of the offers' audiences judged for the customer as it is now: all rules in one question
 * to each database, and none where no offer has one. Segments are as they are now too.
 */
export async function withAudiencesJudged(stores: Stores, facts: Facts, now: Instant): Promise<Facts> {
  const aimed = facts.offers.filter((offer) => offer.audienceRule !== null);
  if (aimed.length === 0) return facts;
  const whole = await loadKeptRules(
    stores.postgres,
    aimed.map((offer) => offer.audienceRule),
  );
  const judgements = await judgeCustomer(stores, facts.customerId, whole, now);
  const views = await presentAudiences(
    stores.postgres,
    aimed.map((offer) => ({ kind: 'rule', size: null, rule: offer.audienceRule })),
  );
  const judged = new Map(
    aimed.map((offer, index) => [
      offer.id,
      { ...offer, isInAudience: judgements[index]?.holds === true, audienceInWords: views[index]?.words },
    ]),
  );
  return { ...facts, offers: facts.offers.map((offer) => judged.get(offer.id) ?? offer) };
}
