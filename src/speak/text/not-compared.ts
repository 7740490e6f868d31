import type { StatedTerms } from './stated-terms.ts';

/** Why a price that a text states makes no claim. */
export const notClaimedReasons = [
  'no-product',
  'per-measure',
  'asks-for-code',
  'lowest-of-several',
  'for-several',
  'of-before',
  'unlikely',
] as const;
export type NotClaimed = (typeof notClaimedReasons)[number];

/** Why a price that makes a claim is held against nothing as it stands now. */
export const notComparedReasons = ['not-ours', 'replaced', 'over', 'other-currency', 'told-by-none'] as const;

/** Of terms that are never a price that everybody meets, whatever stands beside them, why. */
export const notClaimedByKind: Readonly<Partial<Record<StatedTerms['kind'], NotClaimed>>> = {
  'price-from': 'lowest-of-several',
  'multi-buy': 'for-several',
  'unit-price': 'per-measure',
  'prior-price': 'of-before',
};
