import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { type AttributeFact, refreshAttributes, saveAttributeFacts } from './attribute.store.ts';
import { insertCustomers } from './customer.store.ts';
import { loadKnown } from './graph/graph.store.ts';
import { loadRules } from './graph/rules.reads.ts';
import { rethink } from './graph/rethink.service.ts';
import type { IdentityRules } from './graph/rules.ts';
import { usableIdentifiers } from './identifier.ts';
import { type KnownSet, KnownSets } from './known-sets.ts';
import { distinctIdentifiers, findKnownSets, newChanges, signatureOf } from './known-sets.reads.ts';
import type { Evidence } from './graph/thinking.ts';
import type { NoteSeen } from './last-seen.service.ts';
import { type Home, resolve, type Resolution } from './resolution.ts';
import {
  endNodes,
  insertChanges,
  insertNodes,
  lockIdentity,
  reviveNodes,
  saveEdges,
  saveMerges,
  saveSights,
  type SeenAgain,
  type Sight,
  touchCustomers,
  updateNodes,
} from './resolution.store.ts';
import { keepSecretsOf } from './secret.service.ts';

/** One thing that came in about somebody: who it says it is about, and what it tells of them. */
export type Appearance = Evidence & {
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** The newest change of who is who, looked up after this came. Where it is known already, there is nothing to ask. */
  readonly newestChange?: number | undefined;
};

// Last-seen is exact to a minute, so that a busy customer is not a row written at every click.
const LAST_SEEN_EXACTNESS_MS = 60_000;
const MOST_TRIES = 5;

function usable(deps: Deps, appearance: Appearance): Appearance {
  const identifiers = usableIdentifiers(appearance.identifiers, deps.identifierSettings, deps.clock());
  if (identifiers.length > 0) return { ...appearance, identifiers };
  const found = appearance.identifiers.map((each) => each.type).join(', ') || 'nothing';
  throw new DomainError(
    'identifiers-missing',
    `No identifier says who the customer is: found ${found} with values that say nobody. Send at least one, as {"type":"email","value":"asa@example.se"}.`,
    [{ field: 'identifiers', found, allowed: 'at least one identifier with a value of its own' }],
  );
}

/** Gathers when a batch saw each customer. */
function gatherSights(batch: readonly Appearance[], homes: readonly Home[]): Sight[] {
  const byCustomer = new Map<string, Sight>();
  for (const [index, { at }] of batch.entries()) {
    const customerId = homes[index]?.customerId ?? '';
    const before = byCustomer.get(customerId);
    byCustomer.set(customerId, {
      customerId,
      firstAt: Math.min(before?.firstAt ?? at, at),
      lastAt: Math.max(before?.lastAt ?? at, at),
    });
  }
  return [...byCustomer.values()];
}

function factsIn(batch: readonly Appearance[], homes: readonly Home[]): AttributeFact[] {
  return batch.flatMap(({ attributes, source, at }, index) =>
    Object.entries(attributes ?? {}).map(([name, value]) => {
      return { subject: homes[index]?.subject ?? '', name, value, source, toldAt: at };
    }),
  );
}

async function saveResolution(
  deps: Deps,
  tx: Sql,
  made: Resolution,
  sights: readonly Sight[],
  now: Instant,
): Promise<void> {
  const isNew = new Set(made.created);
  const created = sights.filter((each) => isNew.has(each.customerId));
  const seen = new Set(created.map((each) => each.customerId));
  // An identifier that was kept apart from those it came with is a customer that nothing else was seen of.
  const apart = made.nodes.filter(({ customerId }) => isNew.has(customerId) && !seen.has(customerId));
  const unseen = apart.map(({ customerId, firstSeenAt }) => ({
    customerId,
    firstAt: firstSeenAt,
    lastAt: firstSeenAt,
  }));
  const rows = [...created, ...unseen].map(({ customerId: id, firstAt, lastAt }) => {
    return { id, attributes: {}, firstSeenAt: firstAt, lastSeenAt: lastAt };
  });
  if (rows.length > 0) await insertCustomers(tx, rows, now);
  const merges = made.merges.map((each) => ({ ...each, id: deps.newId() }));
  if (merges.length > 0) await saveMerges(tx, merges, now);
  await endNodes(tx, made.ended, now);
  await reviveNodes(tx, made.revived);
  if (made.nodes.length > 0) await insertNodes(tx, made.nodes);
  await updateNodes(tx, [...made.earlier, ...made.shared], now);
  await saveEdges(tx, made.edges, now);
  const follows = made.ended.map(({ type, value, customerId }) => {
    const next = [...made.nodes, ...made.revived].find((node) => node.type === type && node.value === value);
    const because = { rule: 'another-login', type };
    return {
      id: deps.newId(),
      kind: 'follow',
      customerId,
      otherId: next?.customerId ?? null,
      madeBy: 'rules',
      because,
    } as const;
  });
  await insertChanges(tx, follows, now);
  const told = sights.filter((each) => !isNew.has(each.customerId));
  if (told.length > 0) await saveSights(tx, told);
}

/** Decides who is who under the identity lock, and saves it. */
async function resolveLocked(
  deps: Deps,
  tx: Sql,
  batch: readonly Appearance[],
  rules: IdentityRules,
): Promise<readonly Home[]> {
  await lockIdentity(tx);
  const known = await loadKnown(tx, distinctIdentifiers(batch), rules);
  const now = deps.clock();
  const made = resolve(known, batch, rules, now, deps.newId);
  await saveResolution(deps, tx, made, gatherSights(batch, made.homes), now);
  const facts = factsIn(batch, made.homes);
  if (facts.length > 0) await saveAttributeFacts(tx, facts, now);
  const changed = new Set(made.merges.map((each) => each.winnerId));
  for (const [index, { attributes }] of batch.entries()) {
    if (attributes !== undefined) changed.add(made.homes[index]?.customerId ?? '');
  }
  await refreshAttributes(tx, [...changed]);
  if (made.rethink.length === 0) return made.homes;
  const now2 = await rethink(deps, tx, made.rethink, { madeBy: 'rules', because: { rule: 'shared-value' } });
  return made.homes.map((home) => ({ ...home, customerId: now2.get(home.subject) ?? home.customerId }));
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const DEADLOCK = '40P01';
const SERIALISATION_FAILURE = '40001';

/** Inside the caller's transaction when `sql` is one; in a short one of its own when it is the pool. */
async function changeIdentity(
  deps: Deps,
  sql: Sql,
  batch: readonly Appearance[],
  rules: IdentityRules,
): Promise<readonly Home[]> {
  if (sql !== deps.postgres) return resolveLocked(deps, sql, batch, rules);
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTransaction(deps.postgres, (tx) => resolveLocked(deps, tx, batch, rules));
    } catch (error) {
      const mayTryAgain = [DEADLOCK, SERIALISATION_FAILURE].includes(sqlState(error) ?? '') && tries < MOST_TRIES;
      if (!mayTryAgain) throw error;
    }
  }
}

/** Of whom these tell that they were seen later than is kept of them, and when. */
function seenLater(batch: readonly Appearance[], known: readonly (KnownSet | undefined)[]): SeenAgain[] {
  const later = new Map<string, Instant>();
  for (const [index, { at }] of batch.entries()) {
    const set = known[index];
    if (set === undefined || at - set.lastSeenAt < LAST_SEEN_EXACTNESS_MS) continue;
    set.lastSeenAt = at;
    later.set(set.customerId, Math.max(later.get(set.customerId) ?? at, at));
  }
  return [...later].map(([customerId, at]) => ({ customerId, at }));
}

/** Forgets what other processes, and this one, have changed since it was last asked; `newest` is the latest change there may be. */
async function forgetChanged(sql: Sql, sets: KnownSets, newest: number): Promise<IdentityRules> {
  if (sets.rules !== undefined && sets.seenChange !== undefined && newest <= sets.seenChange) return sets.rules;
  const news = await newChanges(sql, sets.seenChange);
  if (news.isGap || news.isRulesNew) sets.clear();
  for (const customerId of news.customerIds) sets.forgetCustomer(customerId);
  sets.seenChange = Math.max(sets.seenChange ?? 0, news.newest);
  if (news.isGap || news.isRulesNew || sets.rules === undefined) sets.rules = await loadRules(sql);
  return sets.rules;
}

/**
 * Says which customer each appearance is about, makes those that are new and merges those that turn out to be one.
 * The identifiers are those that count, in their one form. Known sets of them cost nothing when `sets` remembers them and two reads when not; only what tells the graph
 * something new takes the identity lock. Hand it the pool, before your own transaction, where you can: the lock is then
 * held for milliseconds only. `noteSeen` keeps when somebody who was known was seen last; without it that is written before
 * this returns.
 *
 * A customer may be merged or split a moment after it was remembered. What is then kept under the customer and subject
 * returned here is still found, because whoever reads follows both: see `places.reads`.
 */
export async function resolveUsable(
  deps: Deps,
  sql: Sql,
  appearances: readonly Appearance[],
  sets: KnownSets = new KnownSets(0),
  noteSeen: NoteSeen = (seen) => touchCustomers(sql, seen),
): Promise<Home[]> {
  if (appearances.length === 0) return [];
  const newest = Math.max(...appearances.map((each) => each.newestChange ?? Infinity));
  const rules = await forgetChanged(sql, sets, newest);
  const asOf = sets.seenChange;
  if (deps.identifierSettings?.vault !== undefined) await keepSecretsOf(deps, sql, distinctIdentifiers(appearances));
  const signatures = appearances.map(signatureOf);
  const known = appearances.map((each, index) =>
    each.attributes === undefined ? sets.find(signatures[index] ?? '', each.at) : undefined,
  );
  const asked = appearances.filter((each, index) => known[index] === undefined && each.attributes === undefined);
  if (asked.length > 0) {
    const found = await findKnownSets(sql, asked, rules);
    // Who changed while this was read may have been forgotten already; what was read would stay for good.
    if (sets.seenChange === asOf) for (const [signature, set] of found) sets.remember(signature, set);
    for (const [index, { at, attributes }] of appearances.entries()) {
      const set = found.get(signatures[index] ?? '');
      if (attributes === undefined && set !== undefined && at >= set.from && at <= set.until) known[index] ??= set;
    }
  }
  const later = seenLater(appearances, known);
  if (later.length > 0) await noteSeen(later);
  const open = appearances.filter((_, index) => known[index] === undefined);
  if (open.length === 0) return known.map(homeOf);
  const homes = await changeIdentity(deps, sql, open, rules);
  const now = new Map(homes.map((home) => [home.subject, home.customerId]));
  let next = 0;
  return known.map((set) => {
    if (set !== undefined) return { ...homeOf(set), customerId: now.get(set.subject) ?? set.customerId };
    next += 1;
    return homes[next - 1] ?? homeOf(undefined);
  });
}

function homeOf(set: KnownSet | undefined): Home {
  if (set === undefined) throw new Error('an appearance was resolved to no customer');
  return { customerId: set.customerId, subject: set.subject, outcome: 'known' };
}

/** The same for identifiers as they were written. Throws `identifiers-missing` where none of them says who somebody is. */
export async function resolveCustomers(
  deps: Deps,
  sql: Sql,
  batch: readonly Appearance[],
  sets?: KnownSets,
): Promise<Home[]> {
  return resolveUsable(
    deps,
    sql,
    batch.map((each) => usable(deps, each)),
    sets,
  );
}

/** The customer of these identifiers, and the identifier that says so; made when nobody has them. */
export async function resolveHome(deps: Deps, sql: Sql, appearance: Appearance): Promise<Home> {
  const [home] = await resolveCustomers(deps, sql, [appearance]);
  return home ?? homeOf(undefined);
}

/**
 * The customer that these identifiers belong to; made when nobody has them.
 * @example await resolveCustomer(deps, deps.postgres, { identifiers: [{ type: 'email', value: 'asa@example.se' }], source: 'phone', at: deps.clock() })
 */
export async function resolveCustomer(deps: Deps, sql: Sql, appearance: Appearance): Promise<string> {
  return (await resolveHome(deps, sql, appearance)).customerId;
}
