import { requestCheck } from '../collect/check-request.service.ts';
import { actorName, type PermitChannel } from '../http/auth.ts';
import { DomainError } from '../kernel/errors.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import type { Deps } from '../store/deps.ts';
import type { Sql } from '../store/postgres.ts';
import type { OfferHand } from './answering.ts';
import type { KeptAudience } from './audience.ts';
import { lockOffer, type LockedOffer, saveOfferState } from './offer.store.ts';
import { isReplaced } from './offer.reads.ts';
import { loadVersions } from './version.reads.ts';

/** The offer that another is to take the place of, held until the transaction ends. Throws `field-invalid`, `not-permitted`. */
export async function holdReplaced(tx: Sql, id: string, permit: PermitChannel | undefined): Promise<LockedOffer> {
  const offer = await lockOffer(tx, id);
  if (offer === undefined)
    throw new DomainError('field-invalid', `There is no offer with the id ${id} to replace.`, [
      { field: 'replaces', found: id, allowed: 'the id of a live offer' },
    ]);
  for (const channel of offer.channels) permit?.(channel);
  return offer;
}

/** Whom the offer is for, as it is kept: what takes its place is for the same, unless it says for whom. */
export async function audienceOfReplaced(
  tx: Sql,
  id: string,
  { version }: Pick<LockedOffer, 'version'>,
): Promise<{ readonly kept: KeptAudience; readonly audienceSet: string | null } | undefined> {
  const newest = (await loadVersions(tx, 'offer', id, [version])).get(version);
  return newest && { kept: newest.body.audience, audienceSet: newest.audienceSet };
}

/** Throws `state-conflict` when the offer is not live: only what is live is replaced, and what has not been is written anew. */
export function demandReplaceable({ state }: Pick<LockedOffer, 'state'>): void {
  if (state === 'live') return;
  const instead = state === 'ended' ? 'write an offer that replaces none' : 'save it as its next version';
  throw new DomainError('state-conflict', `The offer to replace is ${state}; ${instead}.`, [
    { field: 'replaces', found: state, allowed: 'a live offer' },
  ]);
}

/**
 * Ends the offer whose place another one takes as it goes live. One that has ended by itself is left as it is. Throws
 * `state-conflict` when a third one has taken the place.
 */
export async function endReplaced(
  deps: Deps,
  tx: Sql,
  {
    replaces,
    by,
    permit,
    ...taking
  }: {
    readonly id: string;
    readonly replaces: string;
    readonly by: OfferHand;
    readonly permit: PermitChannel | undefined;
  },
): Promise<void> {
  const { state, products } = await holdReplaced(tx, replaces, permit);
  if (await isReplaced(tx, replaces))
    throw new DomainError('state-conflict', 'Another offer has taken the place of the one that this replaces.', [
      { field: 'replaces', found: replaces, allowed: 'an offer that nothing has replaced' },
    ]);
  if (state !== 'live') return;
  await saveOfferState(tx, replaces, { state: 'ended', at: deps.clock(), by: actorName(by) });
  const subject = { kind: 'offer', id: replaces } as const;
  await recordDeeds(deps, tx, [{ by, action: 'ended', subject, detail: { replacedBy: taking.id } }]);
  await requestCheck(tx, products);
}
