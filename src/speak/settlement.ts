import type { Instant } from '../kernel/period.ts';
import { type Claim, toleranceIn } from './claim.ts';
import type { ContradictionStatus } from './contradiction.contract.ts';
import { DEFAULT_TOLERANCE } from './meeting.ts';

/** What the two sides of a contradiction are known by: its zone, its channels, and the places that its witness names. */
export type Dispute = {
  readonly zone: string;
  readonly channels: readonly [string, string];
  readonly places: readonly [string | null, string | null];
};

/**
 * True when, since the contradiction was put before people, its two sides have been seen to agree. Each side must have
 * said something newer, or still say what it said when the other side came round to it; and the newest word of every
 * place of the two channels in the zone must come to the same price. What a file of history tells of an older time is
 * no news: there the contradiction stays for people to see.
 */
export function haveAgreedSince(openedAt: Instant, dispute: Dispute, claims: readonly Claim[]): boolean {
  const latest = latestWords(dispute, claims);
  const news = [...latest.values()].filter((claim) => claim.seenAt > openedAt);
  const newest = news.reduce((at, claim) => Math.max(at, claim.seenAt), Number.NEGATIVE_INFINITY);
  const standing = [...latest.values()].filter(
    (claim) => claim.seenAt > openedAt || (claim.from <= newest && newest < claim.to),
  );
  const spoken = new Set(standing.map(speakerOf));
  const bothSpoke = dispute.channels.every((channel, side) =>
    spoken.has(speakerOf({ channel, place: dispute.places[side] ?? null })),
  );
  return news.length > 0 && bothSpoke && areAlike(standing);
}

/** An open-ended claim holds until its speaker is seen to say something newer. Other claims are left as they are. */
export function endedByTheNext(claims: readonly Claim[]): readonly Claim[] {
  if (!claims.some((claim) => claim.to === Infinity)) return claims;
  const ends = new Map<Claim, Instant>();
  for (const said of Map.groupBy(claims, speakerOf).values()) {
    // From the last word back: `next` is the first start after the claims that begin at `start`.
    let [start, next] = [Infinity, Infinity];
    for (const claim of said.toSorted((a, b) => b.from - a.from)) {
      if (claim.from < start) [start, next] = [claim.from, start];
      if (claim.to === Infinity && next < Infinity) ends.set(claim, next);
    }
  }
  return claims.map((claim) => {
    const to = ends.get(claim);
    return to === undefined ? claim : { ...claim, to };
  });
}

/** The newest claim of each speaker. */
export function newestPerSpeaker(claims: Iterable<Claim>): Map<string, Claim> {
  const latest = new Map<string, Claim>();
  for (const claim of claims) {
    const key = speakerOf(claim);
    const known = latest.get(key);
    if (known === undefined || known.seenAt < claim.seenAt) latest.set(key, claim);
  }
  return latest;
}

function latestWords(dispute: Dispute, claims: readonly Claim[]): Map<string, Claim> {
  return newestPerSpeaker(
    claims.filter(
      (claim) => dispute.channels.includes(claim.channel) && (claim.place === null || claim.zone === dispute.zone),
    ),
  );
}

/** Who speaks: the channel, or one place of it. */
export function speakerOf({ channel, place }: Pick<Claim, 'channel' | 'place'>): string {
  return place === null ? channel : `${channel}\n${place}`;
}

function areAlike(claims: readonly Claim[]): boolean {
  const [first] = claims;
  if (first === undefined) return false;
  const amounts = claims.map((claim) => claim.amount);
  return (
    claims.every((claim) => claim.currency === first.currency) &&
    Math.max(...amounts) - Math.min(...amounts) <= toleranceIn(first.currency, DEFAULT_TOLERANCE)
  );
}

/** What a check found of one contradiction, put beside what is known of it. */
export type Standing = {
  readonly status: ContradictionStatus;
  readonly answeredBy: string | null;
  readonly exceptedBy: string | null;
  readonly closedBecause: 'agreed' | 'lapsed' | null;
};

/** What is done about a contradiction while it holds: a live offer, a declared exception, or that a member lets it stand. */
export type Remedies = {
  readonly answeringOffer: string | null;
  readonly exception: string | null;
  readonly isAccepted: boolean;
};

const nothing = { answeredBy: null, exceptedBy: null, closedBecause: null } as const;

/**
 * How a contradiction that is found stands. Closed, when its sides have been seen to agree since. Answered, when a live
 * offer gives one answer in both channels, even though the old words still stand there. When that offer ends and what
 * contradicted is past, it does not come back: it lapses.
 */
export function standingOf(
  known: { readonly status: Standing['status']; readonly closedBecause: string | null } | undefined,
  facts: Remedies & { readonly haveAgreed: boolean; readonly isPast: boolean },
): Standing {
  if (facts.haveAgreed) return { ...nothing, status: 'closed', closedBecause: 'agreed' };
  const wasAnswered = known?.status === 'answered' || known?.closedBecause === 'lapsed';
  if (facts.answeringOffer === null && wasAnswered && facts.isPast)
    return { ...nothing, status: 'closed', closedBecause: 'lapsed' };
  return standingWhileFound(facts);
}

/** How a contradiction stands for as long as it is found. */
export function standingWhileFound({ answeringOffer, exception, isAccepted }: Remedies): Standing {
  if (answeringOffer !== null) return { ...nothing, status: 'answered', answeredBy: answeringOffer };
  if (exception !== null) return { ...nothing, status: 'excepted', exceptedBy: exception };
  return { ...nothing, status: isAccepted ? 'accepted' : 'open' };
}
