import type { ContradictionKind } from './contradiction.contract.ts';

/** Every kind there is, in the order in which they are shown. */
export const contradictionKinds = [
  'unequal',
  'missing',
  'stale',
  'prior-price',
  'plan-conflict',
  'wrong-audience',
  'undeliverable',
  'unknown',
] as const satisfies readonly ContradictionKind[];
