import { DomainError } from '../../kernel/errors.ts';
import type { Deps } from '../../store/deps.ts';
import { inTransaction, type Sql } from '../../store/postgres.ts';
import { canonicalOf } from '../customer.reads.ts';
import { lockIdentity } from '../resolution.store.ts';
import { findChange, type KnownChange, movedBy, nodesOf, type OwnNode } from './correction.reads.ts';
import {
  type Correction,
  cutEdges,
  forgetApart,
  holdTogether,
  insertCannotLink,
  insertLink,
  markUndone,
  restoreCut,
} from './correction.store.ts';
import { rethink } from './rethink.service.ts';
import { loadRules } from './rules.reads.ts';
import { byRank, type IdentityRules } from './rules.ts';

/** Who says so, and why: kept with the change. */
export type Because = { readonly madeBy: string; readonly reason: string };

/** What a correction made of who is who. */
export type Corrected = { readonly changeId: string; readonly customerIds: readonly string[] };

function anchorOf(nodes: readonly OwnNode[], rules: IdentityRules): OwnNode | undefined {
  const compare = byRank(rules);
  return nodes.toSorted((a, b) => compare(a, b) || a.firstSeenAt - b.firstSeenAt)[0];
}

async function demandCanonical(tx: Sql, customerId: string): Promise<string> {
  const canonical = await canonicalOf(tx, customerId);
  if (canonical !== undefined) return canonical;
  throw new DomainError('not-found', `There is no customer with the id ${customerId}.`, [
    { field: 'customerId', found: customerId, allowed: 'the id of a customer' },
  ]);
}

function correctionOf(deps: Deps, { madeBy, reason }: Because): Correction {
  return { changeId: deps.newId(), madeBy, reason, at: deps.clock() };
}

/** Runs a correction under the identity lock, in a transaction of its own. */
function corrected<T>(deps: Deps, work: (tx: Sql, rules: IdentityRules) => Promise<T>): Promise<T> {
  return inTransaction(deps.postgres, async (tx) => {
    await lockIdentity(tx);
    return work(tx, await loadRules(tx));
  });
}

type Halves = { readonly leaving: readonly OwnNode[]; readonly staying: readonly OwnNode[] };

function ids(nodes: readonly OwnNode[]): string[] {
  return nodes.map(({ id }) => id);
}

/** Cuts the two apart and sees to it that nothing that is seen later joins them again. */
async function part(
  deps: Deps,
  tx: Sql,
  { leaving, staying }: Halves,
  correction: Correction,
  rules: IdentityRules,
  scope: readonly string[],
): Promise<Corrected> {
  await cutEdges(tx, ids(leaving), ids(staying), correction);
  const [one, other] = [anchorOf(leaving, rules), anchorOf(staying, rules)];
  if (one !== undefined && other !== undefined) await insertCannotLink(tx, one.id, other.id, correction);
  const because = { rule: 'by-hand', reason: correction.reason, correction: correction.changeId };
  const keepers = new Map(scope.map((customerId) => [customerId, new Set(ids(staying))]));
  const home = await rethink(deps, tx, scope, { madeBy: correction.madeBy, because }, { keepers });
  const customerIds = [...staying, ...leaving].map(({ id }) => home.get(id)).filter((id) => id !== undefined);
  return { changeId: correction.changeId, customerIds: [...new Set(customerIds)] };
}

/**
 * Takes identifiers out of a customer: they and what was kept by them are another's from now on, also what came before.
 * Throws `not-found`, `field-invalid` when the customer does not have them, and `state-conflict` when nothing would stay.
 */
export function splitCustomer(
  deps: Deps,
  customerId: string,
  identifierIds: readonly string[],
  because: Because,
): Promise<Corrected> {
  return corrected(deps, async (tx, rules) => {
    const canonical = await demandCanonical(tx, customerId);
    const nodes = await nodesOf(tx, canonical);
    const wanted = new Set(identifierIds);
    const leaving = nodes.filter(({ id }) => wanted.has(id));
    const own = new Set(nodes.map(({ id }) => id));
    const unknown = identifierIds.find((id) => !own.has(id));
    if (unknown !== undefined || leaving.length === 0) {
      throw new DomainError('field-invalid', `The customer has no identifier ${unknown ?? 'of these'}.`, [
        { field: 'identifierIds', found: unknown ?? 'an empty list', allowed: 'ids of identifiers of this customer' },
      ]);
    }
    const staying = nodes.filter(({ id }) => !wanted.has(id));
    if (staying.length === 0) {
      throw new DomainError('state-conflict', 'These are all identifiers there are; at least one must stay.', [
        { field: 'identifierIds', found: 'every identifier', allowed: 'some of the identifiers' },
      ]);
    }
    const correction = correctionOf(deps, because);
    const anchor = anchorOf(leaving, rules);
    const others = leaving.filter(({ id }) => id !== anchor?.id).map(({ id }) => id);
    if (anchor !== undefined && others.length > 0) await holdTogether(tx, anchor.id, others, correction);
    return part(deps, tx, { leaving, staying }, correction, rules, [canonical]);
  });
}

/**
 * Says that two customers are one person, whatever the rules of joining saw: by hand, or because lists agree. What was
 * said before against it is taken back. Throws `state-conflict` when a rule still forbids it.
 */
export function linkCustomers(
  deps: Deps,
  pair: readonly [string, string],
  because: Because,
  link: { readonly kind: 'manual' | 'probabilistic'; readonly source: string; readonly weight: number | null },
): Promise<Corrected> {
  return corrected(deps, async (tx, rules) => {
    const [one, other] = [await demandCanonical(tx, pair[0]), await demandCanonical(tx, pair[1])];
    const correction = correctionOf(deps, because);
    if (one === other) return { changeId: correction.changeId, customerIds: [one] };
    const [ones, others] = [await nodesOf(tx, one), await nodesOf(tx, other)];
    const [a, b] = [anchorOf(ones, rules), anchorOf(others, rules)];
    if (a === undefined || b === undefined) {
      throw new DomainError('state-conflict', 'A customer without identifiers can be joined with nobody.');
    }
    await forgetApart(tx, ids(ones), ids(others));
    const [top, low] = [a, b].toSorted(byRank(rules));
    await insertLink(tx, top?.id ?? a.id, low?.id ?? b.id, link, correction);
    const home = await rethink(deps, tx, [one, other], {
      madeBy: because.madeBy,
      because: { rule: 'by-hand', reason: because.reason, correction: correction.changeId },
    });
    if (home.get(a.id) === home.get(b.id)) {
      return { changeId: correction.changeId, customerIds: [home.get(a.id) ?? one] };
    }
    throw new DomainError(
      'state-conflict',
      'The two have more identifiers of one type than a person may have, as two user ids. Take the wrong one out first.',
      [{ field: 'customerIds', found: 'two customers that a limit keeps apart', allowed: 'customers that may be one' }],
    );
  });
}

/** Says that two customers are two people: no later evidence joins them. One customer must be split instead. */
export function keepApart(deps: Deps, pair: readonly [string, string], because: Because): Promise<Corrected> {
  return corrected(deps, async (tx, rules) => {
    const [one, other] = [await demandCanonical(tx, pair[0]), await demandCanonical(tx, pair[1])];
    if (one === other) {
      throw new DomainError(
        'state-conflict',
        'This is one customer; take out the identifiers that are somebody else.',
        [{ field: 'customerIds', found: 'one customer', allowed: 'two customers' }],
      );
    }
    const correction = correctionOf(deps, because);
    const [a, b] = [anchorOf(await nodesOf(tx, one), rules), anchorOf(await nodesOf(tx, other), rules)];
    if (a !== undefined && b !== undefined) await insertCannotLink(tx, a.id, b.id, correction);
    return { changeId: correction.changeId, customerIds: [one, other] };
  });
}

/**
 * Undoes a merge or a split: everybody, and everything that was kept for them, is who they were, with what came since
 * where its identifiers are. Throws `not-found` and `state-conflict`.
 */
export function undoChange(deps: Deps, changeId: string, because: Because): Promise<Corrected> {
  return corrected(deps, async (tx, rules) => {
    const change = await findChange(tx, changeId);
    if (change === undefined || (change.kind !== 'merge' && change.kind !== 'split')) {
      throw new DomainError('not-found', `There is no merge or split with the id ${changeId}.`, [
        { field: 'id', found: changeId, allowed: 'the id of a merge or a split' },
      ]);
    }
    if (change.undoneBy !== null) {
      throw new DomainError('state-conflict', 'This has been undone already.', [
        { field: 'id', found: 'a change that was undone', allowed: 'a change that stands' },
      ]);
    }
    const correction = correctionOf(deps, because);
    await markUndone(tx, changeId, correction.changeId);
    const canonical = await demandCanonical(tx, change.customerId);
    if (change.kind === 'split') return rejoin(deps, tx, change, correction);
    const moved = new Set(await movedBy(tx, changeId));
    const nodes = await nodesOf(tx, canonical);
    const leaving = nodes.filter(({ id }) => moved.has(id));
    // What came since goes where it hangs.
    const staying = nodes.filter(({ id, firstSeenAt }) => !moved.has(id) && firstSeenAt <= change.at);
    return part(deps, tx, { leaving, staying }, correction, rules, [canonical]);
  });
}

async function rejoin(deps: Deps, tx: Sql, change: KnownChange, correction: Correction): Promise<Corrected> {
  if (change.correction === null) {
    throw new DomainError('state-conflict', 'The rules made this split; it comes back as soon as they say so again.', [
      { field: 'id', found: 'a split by the rules', allowed: 'a split by hand' },
    ]);
  }
  await restoreCut(tx, change.correction);
  const scope = [await demandCanonical(tx, change.customerId)];
  if (change.otherId !== null) scope.push(await demandCanonical(tx, change.otherId));
  const because = { rule: 'undone', reason: correction.reason, undoes: change.id };
  const home = await rethink(deps, tx, [...new Set(scope)], { madeBy: correction.madeBy, because });
  return { changeId: correction.changeId, customerIds: [...new Set(home.values())] };
}
