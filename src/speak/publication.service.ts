import type { PermitChannel } from '../http/auth.ts';
import { DomainError, type FieldFault } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import type { OfferCheck } from './contradiction.contract.ts';
import { moneyText } from './finding-text.ts';
import { checkOfferIn } from './offer-check.service.ts';
import type { OfferHand } from './answering.ts';
import { changeHeldOffer, holdOffer } from './offer.service.ts';
import type { PublishedOffer } from './publication.contract.ts';

export type Publication = {
  readonly id: string;
  readonly by: OfferHand;
  readonly permit: PermitChannel;
  readonly contradictions: 'warn' | 'block';
  readonly seen?: number | undefined;
};

/** So many of what an offer contradicts are named in a fault; the check of the offer gives them all. */
const NAMED = 20;

/**
 * Puts an approved offer live and tells what it contradicts, in one transaction. With `block` it stays unpublished when
 * it contradicts anything that no declared exception covers: `state-conflict`. Other offers count from when they are
 * approved, so of two that contradict each other neither slips by while the other is being published. Throws
 * `not-found`, `not-permitted`.
 */
export function publishOffer(deps: Deps, publication: Publication): Promise<PublishedOffer> {
  const { id, by, permit, contradictions, seen } = publication;
  return inTransaction(deps.postgres, async (tx) => {
    // Who may not speak for the channels is told so first, not what is wrong with the offer.
    const held = await holdOffer(tx, { id, permit });
    const { findings } = await checkOfferIn({ ...deps, postgres: tx }, id, deps.clock());
    const unmeant = findings.filter(({ exceptedBy }) => exceptedBy === null);
    if (contradictions === 'block' && unmeant.length > 0) throw contradicts(id, unmeant);
    const offer = await changeHeldOffer(
      deps,
      tx,
      held,
      { id, act: 'publish', by, seen, permit },
      { contradicts: unmeant.length },
    );
    return { ...offer, contradicts: findings };
  });
}

function contradicts(id: string, findings: OfferCheck['findings']): DomainError {
  return new DomainError(
    'state-conflict',
    `The offer contradicts what is said elsewhere (${findings.length} found), so it was not published. POST /v1/offers/${id}/check lists all; publish with contradictions=warn to do it all the same.`,
    findings.slice(0, NAMED).map(faultOf),
  );
}

function faultOf({ kind, product, channels, witness }: OfferCheck['findings'][number]): FieldFault {
  const [, { channel, amount, currency }] = witness.statements;
  if (kind === 'prior-price' && amount !== null && currency !== null)
    return {
      field: 'terms.percent',
      found: `${product}: a percentage off a price above ${moneyText({ amount, currency })}, which was asked in ${channel}`,
      allowed: 'a percentage off the lowest price of the 30 days before the offer begins',
    };
  return {
    field: 'products',
    found: `${product}: ${kind} between ${channels.join(' and ')}`,
    allowed: 'a product of which no channel and no other offer says anything else',
  };
}
