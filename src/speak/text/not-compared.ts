import type { StatedTerms } from './stated-terms.ts';
import type { NotClaimed } from './text.contract.ts';

/** Of terms that are never a price that everybody meets, whatever stands beside them, why. */
export const notClaimedByKind: Readonly<Partial<Record<StatedTerms['kind'], NotClaimed>>> = {
  'price-from': 'lowest-of-several',
  'multi-buy': 'for-several',
  'unit-price': 'per-measure',
  'prior-price': 'of-before',
};
