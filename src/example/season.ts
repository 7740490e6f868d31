import { DAY_MS, type Instant } from '../kernel/period.ts';
import type { Random } from './random.ts';

/** How the year and the day of an outdoor shop go, in Swedish winter time (one hour from UTC suffices here). */
const HOUR_MS = 3_600_000;
const SWEDEN_AHEAD_MS = HOUR_MS;
export const YEAR_DAYS = 365;

/** January first: the sales of winter clothes, the holidays of June and July, the mountains in August, Christmas. */
const monthWeights = [0.9, 1.0, 0.9, 0.9, 1.2, 1.4, 1.3, 1.2, 1.0, 0.9, 1.3, 1.5];
/** Sunday first. */
const weekdayWeights = [1.2, 0.9, 0.9, 0.9, 1.0, 1.1, 1.2];
const webHours = [1, 0, 0, 0, 0, 1, 2, 4, 4, 4, 4, 5, 6, 5, 4, 4, 5, 6, 7, 9, 10, 9, 6, 3];
const openHours = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 8, 7, 6, 7, 9, 8, 4, 0, 0, 0, 0, 0];

export type Season = { readonly drawTime: (random: Random, rhythm: 'always' | 'open', from: number) => Instant };

function cumulative(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

function drawIndex(sums: readonly number[], drawn: number, from = 0): number {
  const floor = from === 0 ? 0 : (sums[from - 1] ?? 0);
  const wanted = floor + drawn * ((sums.at(-1) ?? 0) - floor);
  let [low, high] = [from, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The year that ends with `now`: draws times in it, more in the busy weeks and hours than in the others. */
export function seasonUpTo(now: Instant): Season {
  const firstDay = Math.floor((now + SWEDEN_AHEAD_MS) / DAY_MS) - (YEAR_DAYS - 1);
  const days = cumulative(
    Array.from({ length: YEAR_DAYS }, (_, index) => {
      const day = new Date((firstDay + index) * DAY_MS);
      return (monthWeights[day.getUTCMonth()] ?? 1) * (weekdayWeights[day.getUTCDay()] ?? 1);
    }),
  );
  const hours = { always: cumulative(webHours), open: cumulative(openHours) };
  return {
    /** `from` is a share of the year: nothing is drawn before it. */
    drawTime: (random, rhythm, from) => {
      const day = firstDay + drawIndex(days, random.draw(), Math.min(YEAR_DAYS - 1, Math.floor(from * YEAR_DAYS)));
      const hour = drawIndex(hours[rhythm], random.draw()) + random.draw();
      return day * DAY_MS + hour * HOUR_MS - SWEDEN_AHEAD_MS;
    },
  };
}
