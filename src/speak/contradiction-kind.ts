import type { Aspect } from './aspect.contract.ts';
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

/** Every aspect in which two channels can be unequal, in the order in which they are shown. */
export const contradictionAspects = ['price', 'share', 'period', 'code'] as const satisfies readonly Aspect[];
