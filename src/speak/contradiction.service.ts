import { CHECK_JOB } from '../collect/check-request.service.ts';
import { bringHomesUpToDate } from '../identify/home.service.ts';
import { majorOf } from '../kernel/money.ts';
import { type Instant, toIso } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction, type Sql } from '../store/postgres.ts';
import type { Jobs } from '../store/queue.ts';
import { loadObservedChannels, streamClaims } from './claim.reads.ts';
import type { Claim, StatedOffer } from './claim.ts';
import {
  closeGone,
  type KnownContradiction,
  loadKnownContradictions,
  lockChecks,
  recordCheck,
  saveContradictions,
  type SettledContradiction,
} from './contradiction.store.ts';
import { type Finding, findContradictions, presentWitness } from './contradiction.ts';
import { loadExceptions } from './exception.reads.ts';
import { type DeclaredException, exceptionFinder } from './exception.ts';
import { countExposed } from './exposure.reads.ts';
import { type CheckedOffer, discountOf, findOfferContradictions, regularPrice } from './offer-contradiction.ts';
import { forgetSettled, loadAcceptances } from './handling.store.ts';
import { type Acceptance, disputeOf, isStillAccepted } from './handling.ts';
import { inOrderOfStart } from './order.ts';
import { findPlanConflicts, pairKey } from './plan-conflict.ts';
import { findPriceBreaches } from './price-rule.ts';
import {
  endedByTheNext,
  haveAgreedSince,
  type Remedies,
  type Standing,
  standingOf,
  standingWhileFound,
} from './settlement.ts';
import { findStaleOffers, findStalePrices } from './stale.ts';
import { loadEndedOffers, loadMeetingLists, loadStatedOffers } from './stated-offer.reads.ts';
import { findUndeliverable } from './undeliverable.ts';

/** What a check came to. `found` counts everything that history and offers show; the rest says how it stands now. */
export type CheckReport = {
  readonly checkedAt: string;
  readonly claims: number;
  readonly found: number;
  readonly opened: number;
  readonly open: number;
  readonly answered: number;
  readonly excepted: number;
  readonly accepted: number;
  readonly closed: number;
};

/**
 * Compares what our channels say, of all products or of some, and writes how each contradiction stands: new ones are
 * opened, those that still hold keep their id and the time they were opened, the others are answered or closed.
 */
export async function checkContradictions(
  deps: Deps,
  options: { readonly products?: readonly string[] } = {},
): Promise<CheckReport> {
  const products = options.products ?? 'all';
  await bringHomesUpToDate(deps);
  return inTransaction(deps.postgres, async (tx) => {
    await lockChecks(tx);
    const now = deps.clock();
    const known = await loadKnownContradictions(tx, products);
    const offers = await loadStatedOffers(tx, products);
    const ended = await loadEndedOffers(tx, products, now);
    const lists = offers.flatMap((offer) => (offer.audience === null ? [] : [offer.id]));
    const meeting = await loadMeetingLists(tx, lists);
    const exceptionOf = exceptionFinder(await loadExceptions(tx, products), now);
    const acceptances = await loadAcceptances(tx, now);
    const check = await compare(tx, { products, now, known, offers, ended, meeting, exceptionOf, acceptances });
    const exposed = await countExposed(deps.clickhouse, [...new Set(check.judged.map((each) => each.product))], now);
    const settled = check.judged.map((each) => withHarm(each, exposed.get(each.product) ?? 0, deps.newId));
    const kept = new Set(settled.map((each) => each.key));
    const gone = [...known.values()].filter((each) => !kept.has(each.key) && each.status !== 'closed');
    await saveContradictions(tx, settled);
    await closeGone(
      tx,
      gone.map((each) => each.id),
      now,
    );
    await forgetSettled(tx);
    if (products === 'all') await recordCheck(tx, now, check.claims, settled.length);
    return reportOf(now, check.claims, settled, known, gone.length);
  });
}

/** The jobs that the worker does for this room. */
export function contradictionJobs(deps: Deps): Jobs {
  return {
    [CHECK_JOB]: async (items) => {
      const products = items.flatMap((item) =>
        typeof item === 'object' && item !== null && 'product' in item ? [String(item.product)] : [],
      );
      const some = products.length === items.length && products.length > 0;
      await checkContradictions(deps, some ? { products: [...new Set(products)] } : {});
    },
  };
}

type Judged = Omit<SettledContradiction, 'exposed' | 'harm' | 'id'> & {
  readonly id: string | null;
  /** What one customer stands to lose, in major units. */
  readonly loss: number;
};

type Subject = {
  readonly products: readonly string[] | 'all';
  readonly now: Instant;
  readonly known: ReadonlyMap<string, KnownContradiction>;
  readonly offers: readonly CheckedOffer[];
  /** Offers that no channel is to show any more. */
  readonly ended: readonly StatedOffer[];
  /** The pairs of offers to lists that somebody stands in both of. */
  readonly meeting: ReadonlySet<string>;
  readonly exceptionOf: (finding: Finding) => DeclaredException | undefined;
  /** By what they are about. */
  readonly acceptances: ReadonlyMap<string, Acceptance>;
};

async function compare(tx: Sql, subject: Subject): Promise<{ claims: number; judged: Judged[] }> {
  const offered = new Set([...subject.offers, ...subject.ended].flatMap((offer) => offer.products));
  const claimsOfOffered = new Map<string, readonly Claim[]>();
  const findingsOfOffered: Finding[] = [];
  const judged: Judged[] = [];
  let claims = 0;
  for await (const batch of streamClaims(tx, subject.products)) {
    claims += batch.length;
    const byProduct = Map.groupBy(batch, (claim) => claim.subject);
    for (const [product, group] of byProduct) {
      const ended = inOrderOfStart(endedByTheNext(group));
      const { findings } = findContradictions(ended);
      for (const finding of findings) judged.push(judgeSightings(finding, ended, subject));
      const breaches = findPriceBreaches(ended).filter((each) => each.isStanding);
      for (const finding of [...findStalePrices(ended), ...breaches]) judged.push(judgeStanding(finding, subject, 1));
      if (!offered.has(product)) continue;
      claimsOfOffered.set(product, ended);
      findingsOfOffered.push(...findings);
    }
  }
  const claimsOf = (product: string): readonly Claim[] => claimsOfOffered.get(product) ?? [];
  const ofOffers = findOfferContradictions(narrowed(subject.offers, subject), {
    now: subject.now,
    claimsOf,
    observedChannels: await loadObservedChannels(tx),
    found: findingsOfOffered,
  });
  const byId = new Map(subject.offers.map((offer) => [offer.id, offer]));
  for (const finding of ofOffers) {
    const offer = byId.get(finding.offerId);
    const discount = offer && discountOf(offer, claimsOf(finding.subject));
    judged.push(judgeStanding(finding, subject, discount ?? 1));
  }
  for (const finding of findAboutOffers(subject, claimsOf)) judged.push(judgeStanding(finding, subject, 1));
  return { claims, judged };
}

/** Offers that are over and still shown, planned against each other, or of what is sold out. */
function findAboutOffers(subject: Subject, claimsOf: (product: string) => readonly Claim[]) {
  const { now, offers, ended, meeting } = subject;
  const regularOf = (offer: StatedOffer, product: string) => regularPrice(claimsOf(product), offer);
  const others = offers.filter((offer) => now < offer.to);
  const stale = findStaleOffers(narrowed(ended, subject), { now, claimsOf, regularOf, others });
  const doListsMeet = (a: StatedOffer, b: StatedOffer): boolean => meeting.has(pairKey(a.id, b.id));
  return [
    ...stale,
    ...findPlanConflicts(narrowed(offers, subject), { now, regularOf, doListsMeet }),
    ...findUndeliverable(
      narrowed(
        offers.filter((offer) => offer.liveAt !== null),
        subject,
      ),
      { now, claimsOf, regularOf },
    ),
  ];
}

/** A check of some products asks of an offer only what it says of those. */
function narrowed<Offer extends StatedOffer>(offers: readonly Offer[], { products }: Subject): readonly Offer[] {
  if (products === 'all') return offers;
  const asked = new Set(products);
  return offers.map((offer) => ({ ...offer, products: offer.products.filter((product) => asked.has(product)) }));
}

function judgeSightings(finding: Finding, claims: readonly Claim[], subject: Subject): Judged {
  const { now, known, offers } = subject;
  const before = known.get(finding.key);
  const openedAt = before?.openedAt ?? now;
  const [first, second] = finding.witness.statements;
  const places = [placeOf(first), placeOf(second)] as const;
  const standing = standingOf(before, {
    haveAgreed:
      before !== undefined &&
      haveAgreedSince(openedAt, { zone: finding.zone, channels: finding.channels, places }, claims),
    answeringOffer: answeringOffer(finding, offers, now),
    ...doneAbout(finding, subject),
    isPast: finding.to <= now,
  });
  return { ...judgedOf(finding, before, now, standing), offerId: null, loss: lossOf(finding, 1) };
}

/** What is found of how things stand now stands for as long as it is found. */
function judgeStanding(
  finding: Finding & { readonly offerId: string | null },
  subject: Subject,
  discount: number,
): Judged {
  const { now, known } = subject;
  const standing = standingWhileFound({ answeringOffer: null, ...doneAbout(finding, subject) });
  return {
    ...judgedOf(finding, known.get(finding.key), now, standing),
    offerId: finding.offerId,
    loss: lossOf(finding, discount),
  };
}

/** What people have said of it: that it is meant, or that it may stand. */
function doneAbout(finding: Finding, { exceptionOf, acceptances, now }: Subject): Omit<Remedies, 'answeringOffer'> {
  const acceptance = acceptances.size === 0 ? undefined : acceptances.get(disputeOf(finding.key));
  const isAccepted = acceptance !== undefined && isStillAccepted(acceptance, finding.difference, now);
  return { exception: exceptionOf(finding)?.id ?? null, isAccepted };
}

function judgedOf(
  finding: Finding,
  before: KnownContradiction | undefined,
  now: Instant,
  standing: Standing,
): Omit<Judged, 'offerId' | 'loss'> {
  return {
    id: before?.id ?? null,
    key: finding.key,
    kind: finding.kind,
    product: finding.subject,
    zone: finding.zone,
    channels: finding.channels,
    difference: finding.difference,
    holdsFrom: finding.from,
    // What is missing is missing until it is shown: its end is the end of nothing.
    holdsTo: finding.kind === 'missing' ? Infinity : finding.to,
    witness: presentWitness(finding.witness),
    openedAt: before?.openedAt ?? now,
    closedAt: standing.status === 'closed' ? (before?.closedAt ?? now) : null,
    ...standing,
  };
}

function placeOf(statement: Finding['witness']['statements'][number]): string | null {
  return 'place' in statement ? statement.place : null;
}

/** A live offer to everyone that speaks for the product in both channels now. */
function answeringOffer(finding: Finding, offers: readonly CheckedOffer[], now: Instant): string | null {
  const answering = offers.find(
    (offer) =>
      offer.liveAt !== null &&
      offer.audience === null &&
      offer.from <= now &&
      now < offer.to &&
      offer.products.includes(finding.subject) &&
      finding.channels.every((channel) => offer.channels.includes(channel)),
  );
  return answering?.id ?? null;
}

function lossOf(finding: Finding, discount: number): number {
  return finding.difference === null ? discount : majorOf(finding.difference);
}

function withHarm({ loss, ...judged }: Judged, exposed: number, newId: () => string): SettledContradiction {
  const harm = Math.round(Math.max(1, exposed) * loss * 100) / 100;
  return { ...judged, id: judged.id ?? newId(), exposed, harm };
}

function reportOf(
  now: Instant,
  claims: number,
  settled: readonly SettledContradiction[],
  known: ReadonlyMap<string, KnownContradiction>,
  gone: number,
): CheckReport {
  const count = (status: SettledContradiction['status']): number =>
    settled.filter((each) => each.status === status).length;
  const opened = settled.filter((each) => each.status === 'open' && known.get(each.key)?.status !== 'open').length;
  return {
    checkedAt: toIso(now),
    claims,
    found: settled.length,
    opened,
    open: count('open'),
    answered: count('answered'),
    excepted: count('excepted'),
    accepted: count('accepted'),
    closed: count('closed') + gone,
  };
}
