import type { Instant } from '../kernel/period.ts';
import type { Rule } from '../kernel/rule/rule.ts';
import type { Sql } from '../store/postgres.ts';
import { asksOfAll, DID, type Stores } from '../understand/rule.reads.ts';
import { didsIn } from '../understand/rule-sql.ts';
import { loadKeptRules } from '../understand/segment.reads.ts';
import type { Aim } from './audience.ts';
import { pairKey } from './plan-pairs.ts';

/** What is held against each other at once: of more audiences, conditions on events or pairs, the first ones are. */
const MOST_AUDIENCES = 60;
const MOST_EVENT_CONDITIONS = 200;
const MOST_PAIRS = 1_000;

export type Aimed = { readonly id: string; readonly aim: Aim };
type WholeAim = { readonly rules: readonly Rule[]; readonly lists: readonly string[] };

/**
 * How many customers are in both audiences of each pair now, by `pairKey` of their ids: all pairs in one question to
 * each database. What a customer did counts for whom it is now, so ask `bringHomesUpToDate` before. Of pairs beyond what
 * is held against each other at once nothing is said.
 */
export async function countMeetings(
  stores: Stores,
  pairs: readonly (readonly [Aimed, Aimed])[],
  now: Instant,
): Promise<Map<string, number>> {
  if (pairs.length === 0) return new Map();
  const aims = await wholeAims(stores.postgres, pairs.flat());
  const { taken, indexOf } = take(aims);
  const asked = new Map<string, readonly [number, number]>();
  for (const [a, b] of pairs) {
    const [first, second] = [indexOf(a), indexOf(b)];
    if (first !== undefined && second !== undefined && asked.size < MOST_PAIRS)
      asked.set(pairKey(a.id, b.id), [first, second]);
  }
  const counts = await countPairs(stores, taken, [...asked.values()], now);
  return new Map([...asked.keys()].map((key, index) => [key, counts[index] ?? 0]));
}

/** The aims by their ids, with their segments written out. */
async function wholeAims(sql: Sql, aimed: readonly Aimed[]): Promise<Map<string, WholeAim>> {
  const byId = new Map(aimed.map(({ id, aim }) => [id, aim]));
  const whole = await loadKeptRules(
    sql,
    [...byId.values()].flatMap(({ rules }) => rules),
  );
  let next = 0;
  return new Map(
    Array.from(byId, ([id, { rules, lists }]) => {
      const own = whole.slice(next, next + rules.length);
      next += rules.length;
      return [id, { rules: own, lists }];
    }),
  );
}

/** The audiences that are asked about, each once however many are aimed at it. */
function take(aims: ReadonlyMap<string, WholeAim>) {
  const places = new Map<string, number>();
  const taken: WholeAim[] = [];
  let events = 0;
  for (const aim of aims.values()) {
    const form = JSON.stringify(aim);
    const own = didsIn(aim.rules).length;
    if (places.has(form) || taken.length >= MOST_AUDIENCES || events + own > MOST_EVENT_CONDITIONS) continue;
    places.set(form, taken.push(aim) - 1);
    events += own;
  }
  const indexOf = ({ id }: Aimed): number | undefined => places.get(JSON.stringify(aims.get(id)));
  return { taken, indexOf };
}

// Who stands on a list is kept under the customer of then; whoever that one was merged into stands on it too.
const withPeople = `with recursive ${DID}, listed as (
    (select 'offer ' || o.id as list, customer_id as id from offers o join addressees a using (audience_set)
       where o.id = any ($3::uuid[])
     union all
     select 'message ' || audience_set, customer_id from addressees where audience_set = any ($4::uuid[]))
    union
    select l.list, c.merged_into from listed l join customers c on c.id = l.id where c.merged_into is not null
  ), stands as materialized (select id, array_agg(list) as lists from listed group by id)`;

async function countPairs(
  stores: Stores,
  aims: readonly WholeAim[],
  pairs: readonly (readonly [number, number])[],
  now: Instant,
): Promise<number[]> {
  if (pairs.length === 0) return [];
  const rules = aims.flatMap((aim) => aim.rules);
  const { sql, conditionOf } = await asksOfAll(stores, rules, now);
  const lists = aims.flatMap((aim) => aim.lists);
  const idsOf = (of: 'offer' | 'message'): string[] =>
    lists.flatMap((list) => (list.startsWith(`${of} `) ? [list.slice(of.length + 1)] : []));
  sql.values.push(idsOf('offer'), idsOf('message'));
  const within = aims.map(({ rules: own, lists: named }) =>
    [
      ...own.map((rule) => `(${conditionOf(rule)})`),
      ...named.map((list) => `coalesce($${sql.values.push(list)}::text = any (stands.lists), false)`),
    ].join(' and '),
  );
  // Where every audience is a list, only those who stand on one are looked at.
  const join = aims.every((aim) => aim.lists.length > 0) ? 'join' : 'left join';
  const { rows: counted } = await stores.postgres.query<{ counts: number[] }>(
    `${withPeople}, judged as materialized (
       select ${within.map((each, index) => `${each} as a${index}`).join(', ')}
       from customers c left join did on did.id = c.id ${join} stands on stands.id = c.id
       where c.merged_into is null and c.erased_at is null
     )
     select array[${pairs.map(([a, b]) => `count(*) filter (where a${a} and a${b})`).join(', ')}]::integer[] as counts from judged`,
    sql.values,
  );
  return counted[0]?.counts ?? [];
}
