import type { Sql } from '../store/postgres.ts';
import type { Stores } from '../understand/rule.reads.ts';
import type { StatedOffer } from './claim.ts';
import type { KnownPlans } from './kinds.ts';
import { type Aimed, countMeetings } from './meeting.reads.ts';
import { meantOffers } from './offer.reads.ts';
import { type LiveMessage, plansOfMessage } from './message/plans-of-message.ts';
import { pairKey, type Plan, type PlanFacts, plansThatDiffer } from './plan-pairs.ts';
import { areApart } from './wrong-audience.ts';

// More are live nowhere; the newest are what is planned.
const MOST_MESSAGES = 500;

/**
 * The offers beside the live messages that tell of them, with who can be given both of two that could clash: offers, and
 * plans of two departments. The audiences of all such pairs are held against each other at once.
 */
export async function loadPlans(stores: Stores, offers: readonly StatedOffer[], facts: PlanFacts): Promise<KnownPlans> {
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  const { messages, meant } = await loadLiveMessages(stores.postgres, [...byId.keys()]);
  const meantBy = (named: string): StatedOffer | undefined => byId.get(meant.get(named) ?? named);
  const plans: Plan[] = [...offers, ...messages.flatMap((message) => plansOfMessage(message, meantBy))];
  const toSome = plans.filter((plan) => plan.audience !== null);
  const departments = await loadDepartments(stores.postgres);
  const departmentOf = (channel: string): string | undefined => departments.get(channel);
  const pairs = [...plansThatDiffer(toSome, facts)].flatMap(({ a, b }) =>
    areApart(a, b, departmentOf) || isOfOffers(a, b) ? [[aimed(a), aimed(b)] as const] : [],
  );
  const people = await countMeetings(stores, pairs, facts.now);
  return { offers, toSome, departmentOf, peopleInBoth: (a, b) => people.get(pairKey(a.id, b.id)) ?? 0 };
}

function isOfOffers(a: Plan, b: Plan): boolean {
  return a.ofOffer === undefined && b.ofOffer === undefined;
}

function aimed({ id, aim = { rules: [], lists: [] } }: Plan): Aimed {
  return { id, aim };
}

/** The live messages that tell of some of the offers, or of those whose place they took; and which offer each name means. */
async function loadLiveMessages(
  sql: Sql,
  offerIds: readonly string[],
): Promise<{ readonly messages: readonly LiveMessage[]; readonly meant: ReadonlyMap<string, string> }> {
  if (offerIds.length === 0) return { messages: [], meant: new Map() };
  const { rows } = await sql.query<Omit<LiveMessage, 'liveAt'> & { readonly liveAt: Date }>({
    name: 'live-messages-of-offers',
    text: `select m.id, v.body, v.audience_set as "audienceSet", m.live_at as "liveAt"
     from messages m join message_versions v on v.message_id = m.id and v.version = m.live_version
     where m.ended_at is null and m.live_at is not null and exists (
       select from jsonb_path_query(v.body, '$.references.*.offer') as named
       where lower(named #>> '{}')::uuid in (
         select before.id from offers o join offers before using (line) where o.id = any ($1::uuid[])))
     order by m.live_at desc, m.id limit ${MOST_MESSAGES}`,
    values: [offerIds],
  });
  const named = rows.flatMap(({ body }) =>
    Object.values(body.references).flatMap((each) => ('offer' in each ? [each.offer.toLowerCase()] : [])),
  );
  const messages = rows.map((row) => ({ ...row, liveAt: row.liveAt.getTime() }));
  return { messages, meant: await meantOffers(sql, [...new Set(named)]) };
}

/** The department that each channel belongs to, of those that have one. */
async function loadDepartments(sql: Sql): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; department: string }>(
    'select id, department_id as department from channels where department_id is not null',
  );
  return new Map(rows.map(({ id, department }) => [id, department]));
}
