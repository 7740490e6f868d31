import type { Claim } from './claim.ts';
import { doAudiencesMeet, isOtherSpeaker } from './meeting.ts';

/** The claims of one amount that hold now. Of a speaker's claims to everyone only the one that holds longest matters. */
type Rung = { readonly amount: number; readonly toEveryone: Map<string, Claim>; readonly toSome: Claim[] };

/** The speaker within the channel; what is said of all of a channel by nobody's offer, as most is, without a new string. */
function speakerOf({ place, offerId }: Claim): string {
  return place === null && offerId === null ? '' : `${place ?? ''}\n${offerId ?? ''}`;
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
      rung = { amount: claim.amount, toEveryone: new Map(), toSome: [] };
      this.rungs.splice(at, 0, rung);
    }
    if (claim.audience !== null) {
      rung.toSome.push(claim);
      return;
    }
    const speaker = speakerOf(claim);
    const known = rung.toEveryone.get(speaker);
    if (known === undefined || known.to < claim.to) rung.toEveryone.set(speaker, claim);
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
      if (rung.toEveryone.size === 0 && rung.toSome.length === 0) {
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

function firstMet(rung: Rung, claim: Claim, onlyLocal: boolean): Claim | undefined {
  const meets = (each: Claim): boolean =>
    !(onlyLocal && each.place === null) &&
    isOtherSpeaker(each, claim) &&
    doAudiencesMeet(each.audience, claim.audience);
  for (const [speaker, each] of rung.toEveryone) {
    if (each.to <= claim.from) rung.toEveryone.delete(speaker);
    else if (meets(each)) return each;
  }
  for (let i = 0; i < rung.toSome.length; i += 1) {
    const each = rung.toSome[i];
    if (each === undefined) break;
    if (each.to > claim.from) {
      if (meets(each)) return each;
      continue;
    }
    const last = rung.toSome.pop();
    if (last !== undefined && last !== each) {
      rung.toSome[i] = last;
      i -= 1;
    }
  }
  return undefined;
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
