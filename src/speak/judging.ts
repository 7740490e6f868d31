import { majorOf } from '../kernel/money.ts';
import type { Instant } from '../kernel/period.ts';
import type { Aspect } from './aspect.contract.ts';
import type { Claim } from './claim.ts';
import type { Contradiction } from './contradiction.contract.ts';
import { type Finding, presentWitness } from './contradiction.ts';
import type { DeclaredException } from './exception.ts';
import { type Acceptance, disputeOf, isStillAccepted } from './handling.ts';
import type { CheckedOffer } from './offer-contradiction.ts';
import { haveAgreedSince, type Remedies, type Standing, standingOf, standingWhileFound } from './settlement.ts';

export type ClosedBecause = 'agreed' | 'lapsed' | 'gone';

/** What is known of a contradiction from the check before. */
export type KnownContradiction = {
  readonly id: string;
  readonly key: string;
  readonly product: string;
  readonly status: Contradiction['status'];
  readonly answeredBy: string | null;
  readonly exceptedBy: string | null;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly closedBecause: ClosedBecause | null;
};

/** A contradiction as it is to stand after the check. */
export type SettledContradiction = KnownContradiction & {
  readonly kind: Contradiction['kind'];
  readonly aspect: Aspect;
  readonly zone: string;
  readonly channels: readonly [string, string];
  readonly offerId: string | null;
  readonly difference: { readonly amount: number; readonly currency: string; readonly percent: number } | null;
  readonly holdsFrom: Instant;
  readonly holdsTo: Instant;
  readonly exposed: number;
  readonly harm: number;
  readonly witness: Contradiction['witness'];
};

export type Judged = Omit<SettledContradiction, 'exposed' | 'harm' | 'id'> & {
  readonly id: string | null;
  /** What one customer stands to lose, in major units. */
  readonly loss: number;
  /** How many it is about; where nothing is said, those who met the product. */
  readonly people?: number;
};

/** What a finding is judged by: what is known of it, what answers it, and what people have said of it. */
export type Judging = {
  readonly now: Instant;
  readonly known: ReadonlyMap<string, KnownContradiction>;
  readonly offers: readonly CheckedOffer[];
  readonly exceptionOf: (finding: Finding) => DeclaredException | undefined;
  /** By what they are about. */
  readonly acceptances: ReadonlyMap<string, Acceptance>;
};

/** How a finding among what channels were seen to say stands, `claims` being what they said of the product. */
export function judgeSightings(finding: Finding, claims: readonly Claim[], judging: Judging): Judged {
  const { now, known, offers } = judging;
  const before = known.get(finding.key);
  const openedAt = before?.openedAt ?? now;
  const [first, second] = finding.witness.statements;
  const places = [placeOf(first), placeOf(second)] as const;
  const standing = standingOf(before, {
    haveAgreed:
      before !== undefined &&
      haveAgreedSince(openedAt, { zone: finding.zone, channels: finding.channels, places }, claims),
    answeringOffer: answeringOffer(finding, offers, now),
    ...doneAbout(finding, judging),
    isPast: finding.to <= now,
  });
  return { ...judgedOf(finding, before, now, standing), offerId: null, loss: lossOf(finding, 1) };
}

/** What is found of how things stand now stands for as long as it is found. */
export function judgeStanding(
  finding: Finding & { readonly offerId: string | null },
  judging: Judging,
  discount: number,
): Judged {
  const { now, known, offers } = judging;
  // Two texts that tell other terms are answered by an offer in both channels, as prices are; an offer is no answer to itself.
  const isOfTexts = finding.aspect !== undefined && finding.offerId === null;
  const answering = isOfTexts ? answeringOffer(finding, offers, now) : null;
  const standing = standingWhileFound({ answeringOffer: answering, ...doneAbout(finding, judging) });
  return {
    ...judgedOf(finding, known.get(finding.key), now, standing),
    offerId: finding.offerId,
    loss: lossOf(finding, discount),
    ...(finding.people === undefined ? {} : { people: finding.people }),
  };
}

/** What people have said of it: that it is meant, or that it may stand. */
function doneAbout(finding: Finding, { exceptionOf, acceptances, now }: Judging): Omit<Remedies, 'answeringOffer'> {
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
    aspect: finding.aspect ?? 'price',
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

/** What it comes to, with the customers who met the product. */
export function withHarm({ loss, people, ...judged }: Judged, met: number, newId: () => string): SettledContradiction {
  const exposed = people ?? met;
  const harm = Math.round(Math.max(1, exposed) * loss * 100) / 100;
  return { ...judged, id: judged.id ?? newId(), exposed, harm };
}
