import type { PlanEntry } from '../../../../src/collect/plan/plan-report.contract.ts';

/** Which names of the list are shown. */
export const groups = ['violating', 'unplanned', 'planned', 'drafts'] as const;
export type Group = (typeof groups)[number];

const isIn: Readonly<Record<Group, (entry: PlanEntry) => boolean>> = {
  violating: (entry) => entry.violating > 0,
  unplanned: (entry) => !entry.isPlanned,
  planned: (entry) => entry.isPlanned,
  drafts: (entry) => entry.drafts > 0,
};

/** The names that fit: what came most stands first, what never came last. */
export function chosen(entries: readonly PlanEntry[], words: string, group: Group | undefined): PlanEntry[] {
  const wanted = words.trim().toLowerCase();
  return entries
    .filter((entry) => group === undefined || isIn[group](entry))
    .filter(({ name, type, owner }) => `${name} ${type} ${owner ?? ''}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => b.events - a.events || a.name.localeCompare(b.name, 'sv'));
}
