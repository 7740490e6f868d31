import { actorName } from '../http/auth.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import { ownersOfChannels } from '../organisation/channel-owner.reads.ts';
import type { Sql } from '../store/postgres.ts';
import { answersFor, type OfferHand } from './answering.ts';
import { saveOfferApprovals } from './offer.store.ts';

/**
 * Approves the offer for those of its channels that the caller may say yes for: a member for those that they answer for,
 * a key for those that it speaks for. Returns for which; throws `not-permitted` where there is none.
 */
export async function approveChannels(
  tx: Sql,
  offer: { readonly id: string; readonly channels: readonly string[] },
  by: OfferHand,
  at: Instant,
): Promise<readonly string[]> {
  const owners = await ownersOfChannels(tx, offer.channels);
  const own = offer.channels.filter(
    (channel) => by.kind !== 'member' || answersFor(by, owners.get(channel)?.id ?? null),
  );
  if (own.length === 0) {
    const named = offer.channels.map((channel) => `${channel} (${owners.get(channel)?.name ?? 'nobody'})`);
    throw new DomainError(
      'not-permitted',
      `${by.name} answers for none of the channels of the offer, so somebody else must approve it.`,
      [
        {
          field: 'channels',
          found: by.name,
          allowed: `whoever answers for ${named.join(', ')}, or a member with the role owner`,
        },
      ],
    );
  }
  await saveOfferApprovals(tx, offer.id, own, { by: actorName(by), at });
  return own;
}
