import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { insertCustomers } from './customer.store.ts';
import { type Identifier, keyOfIdentifier, usableIdentifiers } from './identifier.ts';
import { resolve, type Evidence, type Resolution } from './resolution.ts';
import {
  attachIdentifiers,
  findOwners,
  loadStates,
  lockIdentity,
  type Owner,
  saveMerges,
  saveSights,
  type Sight,
  touchCustomers,
} from './resolution.store.ts';
import { keepSecretsOf } from './secret.service.ts';

/** One thing that came in about somebody: who it says it is about, and what it tells of them. */
export type Appearance = {
  readonly identifiers: readonly Identifier[];
  readonly source: string;
  readonly at: Instant;
  readonly attributes?: Readonly<Record<string, unknown>>;
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

/** The customer that owns every identifier of the appearance, when there is exactly one. */
function soleOwner(owners: ReadonlyMap<string, Owner>, appearance: Appearance): string | undefined {
  const [first, ...rest] = appearance.identifiers.map((each) => owners.get(keyOfIdentifier(each))?.customerId);
  return first !== undefined && rest.every((each) => each === first) ? first : undefined;
}

function distinctIdentifiers(batch: readonly Appearance[]): Identifier[] {
  const byKey = new Map<string, Identifier>();
  for (const { identifiers } of batch) for (const each of identifiers) byKey.set(keyOfIdentifier(each), each);
  return [...byKey.values()];
}

/** Gathers what a batch says of each customer, in the order it came. */
function gatherSights(batch: readonly Appearance[], customerIds: readonly string[]): Sight[] {
  const byCustomer = new Map<string, Sight>();
  for (const [index, { at, attributes = {} }] of batch.entries()) {
    const customerId = customerIds[index] ?? '';
    const before = byCustomer.get(customerId);
    byCustomer.set(customerId, {
      customerId,
      firstAt: Math.min(before?.firstAt ?? at, at),
      lastAt: Math.max(before?.lastAt ?? at, at),
      attributes: { ...before?.attributes, ...attributes },
    });
  }
  return [...byCustomer.values()];
}

/** Decides who is who under the identity lock, and saves it. */
async function resolveLocked(deps: Deps, tx: Sql, batch: readonly Appearance[]): Promise<Resolution> {
  await lockIdentity(tx);
  const owned = await findOwners(tx, distinctIdentifiers(batch));
  const owners = new Map([...owned].map(([key, owner]) => [key, owner.customerId]));
  const customers = owners.size === 0 ? new Map() : await loadStates(tx, [...new Set(owners.values())]);
  const now = deps.clock();
  const resolution = resolve({ owners, customers }, batch satisfies readonly Evidence[], now, deps.newId);
  const sights = gatherSights(batch, resolution.customerIds);
  const isNew = new Set(resolution.created);
  if (isNew.size > 0) {
    const created = sights.filter((each) => isNew.has(each.customerId));
    await insertCustomers(
      tx,
      created.map((each) => ({
        id: each.customerId,
        attributes: {},
        firstSeenAt: each.firstAt,
        lastSeenAt: each.lastAt,
      })),
      now,
    );
  }
  if (resolution.merges.length > 0) await saveMerges(tx, resolution.merges, now);
  if (resolution.attached.length > 0) await attachIdentifiers(tx, resolution.attached);
  const told = sights.filter((each) => !isNew.has(each.customerId) || Object.keys(each.attributes).length > 0);
  if (told.length > 0) await saveSights(tx, told);
  return resolution;
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const DEADLOCK = '40P01';
const SERIALISATION_FAILURE = '40001';

/** Inside the caller's transaction when `sql` is one; in a short one of its own when it is the pool. */
async function changeIdentity(deps: Deps, sql: Sql, batch: readonly Appearance[]): Promise<Resolution> {
  if (sql !== deps.postgres) return resolveLocked(deps, sql, batch);
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTransaction(deps.postgres, (tx) => resolveLocked(deps, tx, batch));
    } catch (error) {
      const mayTryAgain = [DEADLOCK, SERIALISATION_FAILURE].includes(sqlState(error) ?? '') && tries < MOST_TRIES;
      if (!mayTryAgain) throw error;
    }
  }
}

async function touchStale(
  sql: Sql,
  owners: ReadonlyMap<string, Owner>,
  batch: readonly Appearance[],
  customerIds: readonly (string | undefined)[],
): Promise<void> {
  const lastSeen = new Map([...owners.values()].map((owner) => [owner.customerId, owner.lastSeenAt]));
  const stale = new Map<string, Instant>();
  for (const [index, { at }] of batch.entries()) {
    const customerId = customerIds[index];
    if (customerId === undefined || at - (lastSeen.get(customerId) ?? at) < LAST_SEEN_EXACTNESS_MS) continue;
    stale.set(customerId, Math.max(stale.get(customerId) ?? at, at));
  }
  if (stale.size === 0) return;
  await touchCustomers(
    sql,
    [...stale].map(([customerId, at]) => ({ customerId, at })),
  );
}

/**
 * Says which customer each appearance is about, makes those that are new and merges those that turn out to be one.
 * Known customers cost one read; only what changes who is who takes the identity lock. Hand it the pool, before
 * your own transaction, where you can: the lock is then held for milliseconds only.
 */
export async function resolveCustomers(
  deps: Deps,
  sql: Sql,
  batch: readonly Appearance[],
): Promise<{ readonly customerId: string }[]> {
  if (batch.length === 0) return [];
  const appearances = batch.map((each) => usable(deps, each));
  const identifiers = distinctIdentifiers(appearances);
  await keepSecretsOf(deps, sql, identifiers);
  const owners = await findOwners(sql, identifiers);
  const known = appearances.map((each) => (each.attributes === undefined ? soleOwner(owners, each) : undefined));
  const open = appearances.filter((_, index) => known[index] === undefined);
  await touchStale(sql, owners, appearances, known);
  if (open.length === 0) return known.map((customerId) => ({ customerId: customerId ?? '' }));
  const resolution = await changeIdentity(deps, sql, open);
  const winners = new Map(resolution.merges.map((each) => [each.loserId, each.winnerId]));
  let next = 0;
  return known.map((customerId) => {
    if (customerId !== undefined) return { customerId: winners.get(customerId) ?? customerId };
    next += 1;
    return { customerId: resolution.customerIds[next - 1] ?? '' };
  });
}

/**
 * The customer that these identifiers belong to; made when nobody has them.
 * @example await resolveCustomer(deps, deps.postgres, { identifiers: [{ type: 'email', value: 'asa@example.se' }], source: 'phone', at: deps.clock() })
 */
export async function resolveCustomer(deps: Deps, sql: Sql, appearance: Appearance): Promise<string> {
  const [resolved] = await resolveCustomers(deps, sql, [appearance]);
  if (resolved === undefined) throw new Error('an appearance was resolved to no customer');
  return resolved.customerId;
}
