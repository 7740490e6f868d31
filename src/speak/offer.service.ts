import { requestCheck } from '../collect/check-request.service.ts';
import { actorName, type PermitChannel } from '../http/auth.ts';
import { demandSameRequest, hashRequest } from '../http/idempotency.ts';
import { DomainError, notListed } from '../kernel/errors.ts';
import { demandKnownChannels } from '../organisation/channel-known.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import { newSetOf, readAudience } from './audience.service.ts';
import { insertAddressees } from './audience.store.ts';
import type { OfferHand } from './answering.ts';
import { approveChannels } from './offer-approval.service.ts';
import type { NamedOffer, OfferInput, OfferView } from './offer.contract.ts';
import { findOffer, namesOfProducts } from './offer.reads.ts';
import { insertOffer, loadOfferByKey, lockOffer, type LockedOffer, saveOfferState } from './offer.store.ts';
import { audienceOfReplaced, demandReplaceable, endReplaced, holdReplaced } from './offer-replacement.service.ts';
import { bodyOf } from './offer-version.ts';
import { type OfferAct, type OfferState, standing, stateAfter, statesBefore } from './offer.ts';
import { demandKnownCurrency, readValidity } from './validity.ts';
import { listVersions } from './version.reads.ts';
import { insertVersion } from './version.store.ts';
import { demandSeen } from './version.ts';

/** The offer as people see it. Throws `not-found`. */
export async function demandOffer(sql: Sql, id: string): Promise<OfferView> {
  const offer = await findOffer(sql, id);
  if (offer === undefined) throw notListed('an offer', id);
  return offer;
}

/** The same with what its products are called, and its versions. Throws `not-found`. */
export async function demandNamedOffer(sql: Sql, id: string): Promise<NamedOffer> {
  const offer = await demandOffer(sql, id);
  const [productNames, versions] = [await namesOfProducts(sql, offer.products), await listVersions(sql, 'offer', id)];
  return { ...offer, productNames, versions };
}

export type OfferRequest = {
  readonly offer: OfferInput;
  readonly by: OfferHand;
  readonly permit?: PermitChannel;
  readonly idempotencyKey?: string | undefined;
};

/** Writes an offer down as a draft. Sent again under the same idempotency key, it is the same offer. */
export async function createOffer(
  deps: Deps,
  request: OfferRequest,
): Promise<{ readonly offer: OfferView; readonly isNew: boolean }> {
  const { offer, by, permit, idempotencyKey } = request;
  const validity = readValidity(offer, deps.clock());
  demandKnownCurrency(offer.terms);
  await demandKnownChannels(deps.postgres, offer.channels, 'channels');
  const audience = await readAudience(deps, offer.audience, 'offer');
  const requestHash = hashRequest(offer);
  return inTransaction(deps.postgres, async (tx) => {
    const id = deps.newId();
    const [createdAt, createdBy] = [deps.clock(), actorName(by)];
    const { replaces } = offer;
    const replaced = replaces === undefined ? undefined : await holdReplaced(tx, replaces, permit);
    const isInherited = replaces !== undefined && replaced !== undefined && offer.audience === undefined;
    const inherited = isInherited ? await audienceOfReplaced(tx, replaces, replaced) : undefined;
    const body = bodyOf(offer, validity, inherited?.kept ?? audience.kept);
    const audienceSet = inherited === undefined ? newSetOf(deps, audience) : inherited.audienceSet;
    const first = { body, audienceSet };
    const keys = { idempotencyKey: idempotencyKey ?? null, requestHash, replaces: replaces ?? null };
    const isNew = await insertOffer(tx, { id, ...first, createdAt, createdBy, ...keys });
    if (!isNew) return { offer: await demandRepeated(tx, createdBy, idempotencyKey ?? '', requestHash), isNew };
    if (replaced !== undefined) demandReplaceable(replaced);
    if (inherited === undefined && audienceSet !== null) await insertAddressees(tx, audienceSet, audience.named);
    const version = { id, version: 1, ...first, restoredFrom: null };
    await insertVersion(tx, 'offer', { ...version, savedAt: createdAt, savedBy: createdBy });
    await requestCheck(tx, offer.products);
    await recordDeeds(deps, tx, [{ by, action: 'written', subject: { kind: 'offer', id } }]);
    return { offer: await demandOffer(tx, id), isNew };
  });
}

async function demandRepeated(tx: Sql, by: string, key: string, requestHash: Buffer): Promise<OfferView> {
  const before = await loadOfferByKey(tx, by, key);
  demandSameRequest(before?.requestHash ?? null, requestHash);
  return demandOffer(tx, before?.id ?? '');
}

function demandStep(offer: LockedOffer, act: OfferAct, now: number): OfferState {
  const next = stateAfter(offer.state, act);
  if (next === undefined) {
    const allowed = statesBefore(act).join(' or ');
    throw new DomainError('state-conflict', `The offer is ${offer.state}; to ${act} it, it must be ${allowed}.`, [
      { field: 'state', found: offer.state, allowed },
    ]);
  }
  if (act === 'publish' && standing({ validFrom: 0, validTo: offer.validTo }, now) === 'over') {
    throw new DomainError('state-conflict', 'The period of the offer is over, so it cannot go live.', [
      { field: 'validTo', found: new Date(offer.validTo ?? 0).toISOString(), allowed: 'a time to come' },
    ]);
  }
  return next;
}

/** Moves a draft on when there is a yes for each of its channels, and asks for a new check of its products. */
export async function settleApprovals(deps: Deps, tx: Sql, id: string, by: OfferHand): Promise<OfferView> {
  const seen = await demandOffer(tx, id);
  if (seen.approvals.some((each) => each.by === null)) return seen;
  await saveOfferState(tx, id, { state: 'approved', at: deps.clock(), by: actorName(by) });
  await requestCheck(tx, seen.products);
  return demandOffer(tx, id);
}

/** A step of an offer of channels that the caller may speak for. */
export type OfferStep = {
  readonly id: string;
  readonly act: OfferAct;
  readonly by: OfferHand;
  readonly permit?: PermitChannel;
  /** The version that was looked at; another one is a conflict. */
  readonly seen?: number | undefined;
};

/** Approves, publishes or ends an offer, and asks for a new check of its products. */
export function changeOffer(deps: Deps, step: OfferStep): Promise<OfferView> {
  return inTransaction(deps.postgres, async (tx) => {
    const offer = await holdOffer(tx, step);
    return changeHeldOffer(deps, tx, offer, step);
  });
}

/** Holds the offer until the transaction ends: nobody else takes a step with it. Throws `not-found`, `not-permitted`. */
export async function holdOffer(tx: Sql, { id, permit }: Pick<OfferStep, 'id' | 'permit'>): Promise<LockedOffer> {
  const offer = await lockOffer(tx, id);
  if (offer === undefined) throw notListed('an offer', id);
  for (const channel of offer.channels) permit?.(channel);
  return offer;
}

const deedOf = { approve: 'approved', publish: 'published', end: 'ended' } as const satisfies Record<OfferAct, string>;

/**
 * Takes the step with an offer that is held, and writes down who took it. An approval may be for some of its channels only: the
 * offer is then a draft until there is one for each. Throws `state-conflict`, `not-permitted`.
 */
export async function changeHeldOffer(
  deps: Deps,
  tx: Sql,
  offer: LockedOffer,
  { id, act, by, seen, permit }: OfferStep,
  told: Readonly<Record<string, unknown>> = {},
): Promise<OfferView> {
  const at = deps.clock();
  demandSeen(offer.version, seen);
  const state = demandStep(offer, act, at);
  const channels = act === 'approve' ? await approveChannels(tx, { id, channels: offer.channels }, by, at) : undefined;
  const detail = { ...told, ...(channels === undefined ? {} : { channels }) };
  await recordDeeds(deps, tx, [{ by, action: deedOf[act], subject: { kind: 'offer', id }, detail }]);
  if (act === 'approve') return settleApprovals(deps, tx, id, by);
  const { replaces } = offer;
  if (act === 'publish' && replaces !== null) await endReplaced(deps, tx, { id, replaces, by, permit });
  await saveOfferState(tx, id, { state, at, by: actorName(by) });
  await requestCheck(tx, offer.products);
  return demandOffer(tx, id);
}
