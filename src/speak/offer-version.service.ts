import { requestCheck } from '../collect/check-request.service.ts';
import { actorName, type PermitChannel } from '../http/auth.ts';
import { DomainError } from '../kernel/errors.ts';
import { recordDeeds } from '../organisation/audit.service.ts';
import { demandKnownChannels } from '../organisation/channel-known.service.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import type { OfferHand } from './answering.ts';
import { presentAudiences } from './audience.reads.ts';
import { keepNamed, readAudience } from './audience.service.ts';
import type { OfferDifference, OfferView, WrittenOffer } from './offer.contract.ts';
import { namesOfProducts } from './offer.reads.ts';
import { demandOffer, holdOffer, settleApprovals } from './offer.service.ts';
import { isUnpublished } from './offer.ts';
import { bodyOf, changedFields, keepsApprovals, type OfferVersion } from './offer-version.ts';
import { keepOfferApprovals, saveOfferVersion } from './offer-version.store.ts';
import { demandKnownCurrency, readValidity } from './validity.ts';
import { loadVersions } from './version.reads.ts';
import { insertVersion } from './version.store.ts';
import { demandNewest, noVersion } from './version.ts';

type Writing = { readonly id: string; readonly by: OfferHand; readonly permit?: PermitChannel };
type Held = { readonly id: string; readonly version: number; readonly newest: OfferVersion };

/** Holds an offer that may be written anew, with its newest version. Throws `not-found`, `not-permitted`, `state-conflict`. */
async function holdUnpublished(tx: Sql, { id, permit }: Writing): Promise<Held> {
  const { state, version } = await holdOffer(tx, { id, ...(permit === undefined ? {} : { permit }) });
  if (!isUnpublished(state))
    throw new DomainError(
      'state-conflict',
      `The offer is ${state}: what has been promised under it is kept, so it is not written over. Write another that replaces it.`,
      [{ field: 'state', found: state, allowed: 'draft or approved' }],
    );
  return { id, version, newest: await demandVersion(tx, id, version, version) };
}

async function demandVersion(sql: Sql, id: string, version: number, newest: number): Promise<OfferVersion> {
  const found = (await loadVersions(sql, 'offer', id, [version])).get(version);
  if (found === undefined) throw noVersion(version, newest);
  return found;
}

/**
 * Adds the next version, with those approvals that nothing was changed for: it is approved again where that is all of
 * them, and else a draft. What is no change is no version.
 */
async function addVersion(
  deps: Deps,
  tx: Sql,
  { id, version: before, newest }: Held,
  next: OfferVersion & { readonly restoredFrom: number | null },
  by: OfferHand,
): Promise<OfferView> {
  if (changedFields(newest, next).length === 0) return demandOffer(tx, id);
  const version = before + 1;
  await insertVersion(tx, 'offer', { id, version, ...next, savedAt: deps.clock(), savedBy: actorName(by) });
  await saveOfferVersion(tx, id, version, next);
  await keepOfferApprovals(tx, id, keepsApprovals(newest, next) ? next.body.channels : []);
  const { restoredFrom: from } = next;
  const detail = from === null ? { version } : { version, from };
  const action = from === null ? 'saved' : 'restored';
  await recordDeeds(deps, tx, [{ by, action, subject: { kind: 'offer', id }, detail }]);
  await requestCheck(tx, [...new Set([...newest.body.products, ...next.body.products])]);
  return settleApprovals(deps, tx, id, by);
}

/**
 * Saves an offer that has not been live as its next version. An audience that is left out is the one of the version
 * before. Throws `state-conflict` when somebody else has saved since `after`, or the offer has been live.
 */
export async function saveOfferDraft(
  deps: Deps,
  { offer, after, ...writing }: Writing & { readonly offer: WrittenOffer; readonly after: number },
): Promise<OfferView> {
  const validity = readValidity(offer, deps.clock());
  demandKnownCurrency(offer.terms);
  await demandKnownChannels(deps.postgres, offer.channels, 'channels');
  const said = offer.audience === undefined ? undefined : await readAudience(deps, offer.audience, 'offer');
  return inTransaction(deps.postgres, async (tx) => {
    const held = await holdUnpublished(tx, writing);
    demandNewest(held.version, after);
    const { newest } = held;
    const audienceSet = said === undefined ? newest.audienceSet : await keepNamed(deps, tx, said);
    const body = bodyOf(offer, validity, said?.kept ?? newest.body.audience);
    return addVersion(deps, tx, held, { body, audienceSet, restoredFrom: null }, writing.by);
  });
}

/** Goes back to an old version by saving it as the newest: no version is ever lost. */
export function restoreOfferVersion(
  deps: Deps,
  { version, ...writing }: Writing & { readonly version: number },
): Promise<OfferView> {
  return inTransaction(deps.postgres, async (tx) => {
    const held = await holdUnpublished(tx, writing);
    const old = await demandVersion(tx, held.id, version, held.version);
    for (const channel of old.body.channels) writing.permit?.(channel);
    return addVersion(deps, tx, held, { ...old, restoredFrom: version }, writing.by);
  });
}

/** What was changed from one version to another, and both as they were. Throws `not-found`. */
export async function compareOfferVersions(sql: Sql, id: string, from: number, to: number): Promise<OfferDifference> {
  const { version } = await demandOffer(sql, id);
  const versions = await loadVersions(sql, 'offer', id, [from, to]);
  const [before, after] = [versions.get(from), versions.get(to)];
  if (before === undefined) throw noVersion(from, version);
  if (after === undefined) throw noVersion(to, version);
  const bodies = [before.body, after.body] as const;
  const [was, is] = await presentAudiences(
    sql,
    bodies.map(({ audience }) => audience),
  );
  const products = bodies.flatMap((body) => body.products);
  return {
    from,
    to,
    fields: changedFields(before, after),
    before: { ...before.body, audience: was ?? before.body.audience },
    after: { ...after.body, audience: is ?? after.body.audience },
    productNames: await namesOfProducts(sql, products),
  };
}
