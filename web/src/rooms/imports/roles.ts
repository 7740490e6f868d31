import type { ColumnRole, Preview } from '../../../../src/collect/imports/event-import.contract.ts';

/** What a column may become, as it is offered. */
export const roleGroups = [
  { group: 'other', roles: ['property', 'none'] },
  { group: 'when', roles: ['time', 'time-of-day'] },
  { group: 'who', roles: ['user_id', 'loyalty', 'email', 'phone', 'case'] },
  { group: 'what', roles: ['event', 'channel', 'receipt'] },
  { group: 'product', roles: ['product_id', 'product_name', 'quantity', 'price', 'total'] },
] as const satisfies readonly { readonly group: string; readonly roles: readonly ColumnRole[] }[];

const many: ReadonlySet<ColumnRole> = new Set(['none', 'property', 'email', 'phone', 'loyalty']);

/** Gives a column its role. What only one column can be is taken from the one that had it, which becomes a property. */
export function giveRole(columns: Preview['columns'], name: string, role: ColumnRole): Preview['columns'] {
  return columns.map((each) => {
    if (each.name === name) return { ...each, role };
    return each.role === role && !many.has(role) ? { ...each, role: 'property' } : each;
  });
}
