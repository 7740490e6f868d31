import { type Claim, UNDECLARED_ZONE } from './claim.ts';
import { isForMembers, isForNamed } from './meeting.ts';
import { inOrderOfStart } from './order.ts';

type Group = { readonly zone: string; readonly claims: readonly Claim[] };

/** The claims that can meet each other: of one product and one zone, by start. Those of everywhere are in each zone. */
export function* groupByMeeting(claims: Iterable<Claim>, channels: Iterable<string> | undefined): Generator<Group> {
  for (const unsorted of groupBySubject(claims, channels)) {
    if (unsorted.length < 2) continue;
    const group = inOrderOfStart(unsorted);
    const zone = group[0]?.zone ?? UNDECLARED_ZONE;
    if (group.every((claim) => claim.zone === zone)) yield { zone, claims: group };
    else yield* groupByZone(group);
  }
}

/** The claims that hold at all and are public, of one product each; prices for members by themselves. */
function groupBySubject(claims: Iterable<Claim>, channels: Iterable<string> | undefined): Iterable<readonly Claim[]> {
  const ours = channels === undefined ? undefined : new Set(channels);
  const isCompared = (claim: Claim): boolean =>
    claim.from < claim.to && !isForNamed(claim) && (ours === undefined || ours.has(claim.channel));
  // A check comes with one product at a time, mostly without prices for members: there is nothing to part.
  if (Array.isArray(claims) && isOneGroup(claims))
    return [claims.every(isCompared) ? claims : claims.filter(isCompared)];
  const [all, members] = [new Map<string, Claim[]>(), new Map<string, Claim[]>()];
  for (const claim of claims) {
    if (!isCompared(claim)) continue;
    const bySubject = isForMembers(claim) ? members : all;
    const known = bySubject.get(claim.subject);
    if (known === undefined) bySubject.set(claim.subject, [claim]);
    else known.push(claim);
  }
  return [...all.values(), ...members.values()];
}

function isOneGroup(claims: readonly Claim[]): boolean {
  const [first] = claims;
  return claims.every((claim) => claim.subject === first?.subject && !isForMembers(claim));
}

function* groupByZone(group: readonly Claim[]): Generator<Group> {
  const byZone = new Map<string, Claim[]>([[UNDECLARED_ZONE, []]]);
  for (const claim of group) byZone.set(claim.zone, []);
  // Walking in order of start keeps each zone in order of start.
  for (const claim of group) {
    if (claim.place !== null) byZone.get(claim.zone)?.push(claim);
    else for (const claims of byZone.values()) claims.push(claim);
  }
  for (const [zone, claims] of byZone) yield { zone, claims };
}
