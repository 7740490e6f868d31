import type { Deps } from '../../store/deps.ts';
import type { Sql } from '../../store/postgres.ts';
import { refreshAttributes } from '../attribute.store.ts';
import type { Change } from '../resolution.store.ts';
import { assign, type Assignment, type Keepers } from './assign.ts';
import { regroup } from './regroup.ts';
import { lockCustomers, saveRegrouped } from './rethink.store.ts';
import { loadRules } from './rules.reads.ts';
import { loadPasts, loadScope, neighboursOf } from './scope.reads.ts';

/** Who asked for it, and why. */
export type Occasion = { readonly madeBy: string; readonly because: object };

function changesOf(
  deps: Deps,
  { merges, splits }: Assignment,
  scope: readonly string[],
  { madeBy, because }: Occasion,
): Change[] {
  const changes: Change[] = [
    ...merges.map(({ winnerId, loserId }) => {
      return { id: deps.newId(), kind: 'merge', customerId: winnerId, otherId: loserId, madeBy, because } as const;
    }),
    ...splits.map(({ from, to }) => {
      return { id: deps.newId(), kind: 'split', customerId: from, otherId: to, madeBy, because } as const;
    }),
  ];
  if (changes.length > 0) return changes;
  // Nobody is anybody else, but what stands between them may be another: processes that remember them ask again.
  return scope.map((customerId) => ({ id: deps.newId(), kind: 'rules', customerId, otherId: null, madeBy, because }));
}

/**
 * Thinks the customers through again from their whole graph, with everybody whom a refused join holds together with
 * them, and makes it true: part of the caller's transaction, under the identity lock. Returns whose each identifier is
 * now. A whole replay says of shared values anew whether they are; else those that are stay so.
 */
export async function rethink(
  deps: Deps,
  tx: Sql,
  customerIds: readonly string[],
  occasion: Occasion,
  options: { readonly isWhole?: boolean; readonly keepers?: Keepers } = {},
): Promise<ReadonlyMap<string, string>> {
  const rules = await loadRules(tx);
  const isWhole = options.isWhole === true;
  const scope = isWhole ? customerIds : await neighboursOf(tx, customerIds);
  const { nodes, edges, apart } = await loadScope(tx, scope);
  const { parts, edges: judged, shared } = regroup(nodes, edges, apart, rules, isWhole ? 'anew' : 'kept');
  const { pasts, customers } = await loadPasts(tx, nodes);
  const groups = parts.map((part) => part.flatMap((id) => pasts.get(id) ?? []));
  const assignment = assign(groups, customers, deps.newId, options.keepers);
  const now = deps.clock();
  const home = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    for (const id of part) home.set(id, assignment.customers[index] ?? '');
  }
  const moved = nodes.flatMap((node) => {
    const customerId = home.get(node.id) ?? node.customerId;
    return customerId === node.customerId ? [] : [{ node, customerId }];
  });
  const touched = [...new Set(moved.flatMap(({ node, customerId }) => [node.customerId, customerId]))];
  if (touched.length > 0) await lockCustomers(tx, [...new Set([...touched, ...customers.map(({ id }) => id)])]);
  // A replay that changes nobody is no news.
  const changes = changesOf(deps, assignment, isWhole ? [] : customerIds, occasion);
  await saveRegrouped(tx, { assignment, moved, edges: judged, shared }, nodes, changes, now);
  await refreshAttributes(tx, touched);
  return home;
}
