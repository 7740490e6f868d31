import type { SightingView } from '../../../../src/collect/sighting.contract.ts';
import type { PriorPriceLine } from '../../../../src/speak/prior-price-line.contract.ts';

/** The price of one channel over time as steps: a price holds from where it was seen until the next one. */
export type Track = {
  readonly channel: string;
  readonly points: readonly { readonly at: number; readonly amount: number }[];
};

/** One track per channel, in order of time; of several places the lowest price of the instant is drawn. */
export function tracksOf(sightings: readonly SightingView[], channels: readonly string[]): Track[] {
  return channels.map((channel) => {
    const lowest = new Map<number, number>();
    for (const sighting of sightings) {
      if (sighting.channel !== channel) continue;
      const at = Date.parse(sighting.seenAt);
      lowest.set(at, Math.min(lowest.get(at) ?? Infinity, sighting.amount));
    }
    const points = [...lowest].map(([at, amount]) => ({ at, amount })).toSorted((a, b) => a.at - b.at);
    return { channel, points };
  });
}

/** What the line of the lowest prices is called among the tracks; no channel has such a name. */
export const LOWEST = '30 days';

/**
 * The lowest price of the 30 days before, in the currency and the time of what was seen: where it begins earlier, from
 * when the picture begins.
 */
export function lowestTrack(sightings: readonly SightingView[], { points }: PriorPriceLine): Track {
  const currency = sightings[0]?.currency;
  const [first, last] = sightings.reduce(
    ([from, to], { seenAt }) => [Math.min(from, Date.parse(seenAt)), Math.max(to, Date.parse(seenAt))] as const,
    [Infinity, -Infinity] as const,
  );
  const own = points
    .filter((point) => point.currency === currency)
    .map(({ at, amount }) => ({ at: Date.parse(at), amount }));
  const before = own.findLast(({ at }) => at <= first);
  const within = own.filter(({ at }) => at > first && at <= last);
  return { channel: LOWEST, points: [...(before === undefined ? [] : [{ ...before, at: first }]), ...within] };
}

export type Frame = { readonly width: number; readonly height: number; readonly pad: number };

/** SVG paths of the tracks on one common scale, stepped, each drawn on to the right edge of time. */
export function pathsOf(tracks: readonly Track[], frame: Frame): { channel: string; path: string; endY: number }[] {
  const all = tracks.flatMap((track) => track.points);
  const [firstAt, lastAt] = [Math.min(...all.map((p) => p.at)), Math.max(...all.map((p) => p.at))];
  const [low, high] = [Math.min(...all.map((p) => p.amount)), Math.max(...all.map((p) => p.amount))];
  const x = (at: number): number =>
    frame.pad + ((at - firstAt) / Math.max(1, lastAt - firstAt)) * (frame.width - 2 * frame.pad);
  const y = (amount: number): number =>
    frame.height - frame.pad - ((amount - low) / Math.max(1, high - low)) * (frame.height - 2 * frame.pad);
  return tracks.flatMap(({ channel, points }) => {
    const last = points.at(-1);
    if (last === undefined) return [];
    const steps = points.map(
      ({ at, amount }, i) => `${i === 0 ? 'M' : 'H'}${x(at).toFixed(1)}${i === 0 ? ',' : 'V'}${y(amount).toFixed(1)}`,
    );
    return [{ channel, path: `${steps.join('')}H${frame.width - frame.pad}`, endY: y(last.amount) }];
  });
}
