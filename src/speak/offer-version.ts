import { isDeepStrictEqual } from 'node:util';
import { type Instant, toIso } from '../kernel/period.ts';
import type { KeptAudience } from './audience.ts';
import type { OfferBody, OfferDifference, WrittenOffer } from './offer.contract.ts';

/** A version of an offer; `audienceSet` is another for each list that is written. */
export type OfferVersion = { readonly body: OfferBody; readonly audienceSet: string | null };

type Field = OfferDifference['fields'][number];
const fields: readonly Field[] = [
  'name',
  'terms',
  'products',
  'channels',
  'audience',
  'validFrom',
  'validTo',
  'redemptionLimit',
];

/** The offer as it is written, as a version keeps it. */
export function bodyOf(
  { name, terms, products, channels, redemptionLimit }: WrittenOffer,
  { validFrom, validTo }: { readonly validFrom: Instant; readonly validTo: Instant | null },
  audience: KeptAudience,
): OfferBody {
  return {
    name,
    terms,
    products,
    channels,
    audience,
    validFrom: toIso(validFrom),
    validTo: toIso(validTo),
    redemptionLimit: redemptionLimit ?? null,
  };
}

function isSame(field: Field, before: OfferVersion, after: OfferVersion): boolean {
  const [old, young] = [before.body[field], after.body[field]];
  if (field === 'audience' && before.audienceSet !== after.audienceSet) return false;
  // Products and channels have no order that anybody meets.
  if (Array.isArray(old) && Array.isArray(young)) return isDeepStrictEqual(old.toSorted(), young.toSorted());
  return isDeepStrictEqual(old, young);
}

/** What was changed from one version to another, in the order that people read it. A new list of people is always a change. */
export function changedFields(before: OfferVersion, after: OfferVersion): Field[] {
  return fields.filter((field) => !isSame(field, before, after));
}

/**
 * True when what somebody approved for their channel still holds in the next version: its name and its other channels may
 * change without them.
 */
export function keepsApprovals(before: OfferVersion, after: OfferVersion): boolean {
  return changedFields(before, after).every((field) => field === 'name' || field === 'channels');
}
