import { type Claim, toleranceIn } from './claim.ts';

/** The difference, in major units, that nobody minds. */
export const DEFAULT_TOLERANCE = 0.005;

/** Two different speakers: another channel, another place of the same channel, or an offer beside the channel. */
export function isOtherSpeaker(a: Claim, b: Claim): boolean {
  return a.channel !== b.channel || a.place !== b.place || a.offerId !== b.offerId;
}

/** True when some customer belongs to both audiences. Stops at the first one. */
export function doAudiencesMeet(a: Claim['audience'], b: Claim['audience']): boolean {
  if (a === null) return b === null || b.size > 0;
  if (b === null || a === b) return a.size > 0;
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  for (const customer of few) if (many.has(customer)) return true;
  return false;
}

/** A price for members is a promise to them: it is held against what members are told elsewhere, not against other prices. */
export function isForMembers({ priceType }: Pick<Claim, 'priceType'>): boolean {
  return priceType === 'member';
}

/**
 * What an offer to some says is no public price: it goes before that, and the two may differ. Two such offers that
 * somebody can be given both of are held against each other as plans. (A message that tells some people the price of
 * everybody tells the public price.)
 */
export function isForNamed({ offerId, audience }: Pick<Claim, 'offerId' | 'audience'>): boolean {
  return offerId !== null && audience !== null;
}

/** The definition itself (C1), for two claims in the same zone. The sweeps find the same without trying all pairs. */
export function isContradicting(a: Claim, b: Claim, tolerance = DEFAULT_TOLERANCE): boolean {
  return (
    a.subject === b.subject &&
    Math.max(a.from, b.from) < Math.min(a.to, b.to) &&
    a.currency === b.currency &&
    Math.abs(a.amount - b.amount) > toleranceIn(a.currency, tolerance) &&
    isOtherSpeaker(a, b) &&
    isForMembers(a) === isForMembers(b) &&
    !isForNamed(a) &&
    !isForNamed(b) &&
    doAudiencesMeet(a.audience, b.audience)
  );
}
