import type { Claim } from './claim.ts';
import { doAudiencesMeet, isOtherSpeaker } from './meeting.ts';

/**
 * The claims of one amount that hold now. Of a speaker's claims to everyone only the one that holds longest matters.
 * Most rungs have one speaker to everyone and none to some: a map and a list are only made for more.
 */
type Rung = {
  readonly amount: number;
  first: Claim | undefined;
  others: Map<string, Claim> | undefined;
  toSome: Claim[] | undefined;
};

/** The speaker within the channel. */
function speakerOf({ place, offerId }: Claim): string {
  return `${place ?? ''}\n${offerId ?? ''}`;
}

/**
 * The claims of one channel in one currency that hold at the point a sweep has come to, by amount. Whoever asks must
 * come in order of start: what has ended by then is dropped on the way.
 */
export class Ladder {
  readonly channel: string;
  readonly currency: string;
  private readonly rungs: Rung[] = [];

  constructor(channel: string, currency: string) {
    this.channel = channel;
    this.currency = currency;
  }

  add(claim: Claim): void {
    const at = this.indexOf(claim.amount);
    let rung = this.rungs[at];
    if (rung?.amount !== claim.amount) {
      rung = { amount: claim.amount, first: undefined, others: undefined, toSome: undefined };
      this.rungs.splice(at, 0, rung);
    }
    if (claim.audience === null) addToEveryone(rung, claim);
    else (rung.toSome ??= []).push(claim);
  }

  /** The claim of another speaker, to a customer in common, whose amount is farthest from this claim's. */
  farthest(claim: Claim, onlyLocal: boolean): Claim | undefined {
    const low = this.first(claim, onlyLocal, 1);
    if (low === undefined) return undefined;
    const high = this.first(claim, onlyLocal, -1) ?? low;
    return Math.abs(high.amount - claim.amount) > Math.abs(low.amount - claim.amount) ? high : low;
  }

  private first(claim: Claim, onlyLocal: boolean, step: 1 | -1): Claim | undefined {
    const { rungs } = this;
    for (let i = step === 1 ? 0 : rungs.length - 1; i >= 0 && i < rungs.length; i += step) {
      const rung = rungs[i];
      if (rung === undefined) break;
      const met = firstMet(rung, claim, onlyLocal);
      if (met !== undefined) return met;
      if (rung.first === undefined && !rung.others?.size && !rung.toSome?.length) {
        rungs.splice(i, 1);
        if (step === 1) i -= 1;
      }
    }
    return undefined;
  }

  /** Where the amount stands, or would stand. */
  private indexOf(amount: number): number {
    let [from, to] = [0, this.rungs.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.rungs[middle]?.amount ?? Infinity) < amount) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function addToEveryone(rung: Rung, claim: Claim): void {
  const { first } = rung;
  if (first === undefined || (first.place === claim.place && first.offerId === claim.offerId)) {
    if (first === undefined || first.to < claim.to) rung.first = claim;
    return;
  }
  const others = (rung.others ??= new Map());
  const speaker = speakerOf(claim);
  const known = others.get(speaker);
  if (known === undefined || known.to < claim.to) others.set(speaker, claim);
}

function firstMet(rung: Rung, claim: Claim, onlyLocal: boolean): Claim | undefined {
  const { first, others, toSome } = rung;
  if (first !== undefined) {
    if (first.to <= claim.from) rung.first = undefined;
    else if (doMeet(first, claim, onlyLocal)) return first;
  }
  if (others !== undefined)
    for (const [speaker, each] of others) {
      if (each.to <= claim.from) others.delete(speaker);
      else if (doMeet(each, claim, onlyLocal)) return each;
    }
  return toSome && firstMetOfSome(toSome, claim, onlyLocal);
}

function firstMetOfSome(toSome: Claim[], claim: Claim, onlyLocal: boolean): Claim | undefined {
  for (let i = 0; i < toSome.length; i += 1) {
    const each = toSome[i];
    if (each === undefined) break;
    if (each.to > claim.from) {
      if (doMeet(each, claim, onlyLocal)) return each;
      continue;
    }
    const last = toSome.pop();
    if (last !== undefined && last !== each) {
      toSome[i] = last;
      i -= 1;
    }
  }
  return undefined;
}

function doMeet(held: Claim, claim: Claim, onlyLocal: boolean): boolean {
  return (
    !(onlyLocal && held.place === null) && isOtherSpeaker(held, claim) && doAudiencesMeet(held.audience, claim.audience)
  );
}

/** One ladder for each channel and currency that has been heard. */
export class Ladders {
  readonly all: Ladder[] = [];

  add(claim: Claim): void {
    let ladder = this.all.find((each) => each.channel === claim.channel && each.currency === claim.currency);
    if (ladder === undefined) {
      ladder = new Ladder(claim.channel, claim.currency);
      this.all.push(ladder);
    }
    ladder.add(claim);
  }
}
