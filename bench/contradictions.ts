import { evenNumbers } from '../src/kernel/even-numbers.ts';
import { DAY_MS } from '../src/kernel/period.ts';
import type { Claim } from '../src/speak/claim.ts';
import { contradictingPairs, findContradictions } from '../src/speak/contradiction.ts';
import { findOfProduct } from '../src/speak/kinds.ts';
import { isContradicting } from '../src/speak/meeting.ts';
import { inOrderOfStart } from '../src/speak/order.ts';
import type { Bench } from './run.ts';

/**
 * How fast contradictions are found among 500,000 claims over ten channels, and how much faster than trying all pairs
 * of 20,000. The claims are made up, from a fixed seed: products with one price that most channels keep to, sightings
 * that hold for a day or a week, offers of some weeks, a tenth of them to a list of customers.
 */
const CLAIMS = 500_000;
const BRUTE_FORCE_CLAIMS = 20_000;
const CLAIMS_PER_PRODUCT = 16;
const DEFAULT_SECONDS = 30;
const YEAR_DAYS = 365;
const SIZES = [10_000, 100_000, 1_000_000] as const;
const channels = ['web', 'app', 'store', 'phone', 'chat', 'email', 'sms', 'print', 'social', 'partner'];

export const bench: Bench = async ({ seconds = DEFAULT_SECONDS }) => {
  const deadline = performance.now() + seconds * 1000;
  const few = makeClaims(BRUTE_FORCE_CLAIMS, 7);
  const many = makeClaims(CLAIMS, 11);
  const runs: number[] = [];
  const findingRuns: number[] = [];
  let found = 0;
  let findings = 0;
  do {
    runs.push(timed(() => (found = contradictingPairs(many).length)));
    findingRuns.push(timed(() => (findings = findContradictions(many).findings.length)));
  } while (runs.length < 9 && (runs.length < 3 || performance.now() < deadline - 10_000));
  let bruteFound = 0;
  let sweepFound = 0;
  const brute = [0, 1, 2].map(() => timed(() => (bruteFound = countByBruteForce(few))));
  const sweep = [0, 1, 2, 3, 4].map(() => timed(() => (sweepFound = contradictingPairs(few).length)));
  if (bruteFound !== sweepFound) throw new Error(`brute force found ${bruteFound}, the sweep ${sweepFound}`);
  const [tenThousand = 0, hundredThousand = 0, million = 0] = SIZES.map((size) => everyKind(size));
  const shuffled = everyKind(SIZES[2], 'shuffled');
  const ratioToBruteForce = Math.round(median(brute) / median(sweep));
  process.stdout.write(
    [
      `${CLAIMS} claims over ${channels.length} channels, one process, median of ${runs.length} runs`,
      `  every contradicting pair   ${found} pairs in ${median(runs).toFixed(3)} s (slowest ${Math.max(...runs).toFixed(3)} s)`,
      `  one finding per occasion   ${findings} findings in ${median(findingRuns).toFixed(3)} s`,
      `${BRUTE_FORCE_CLAIMS} claims: all pairs tried in ${median(brute).toFixed(3)} s, swept in ${median(sweep).toFixed(4)} s: ` +
        `${ratioToBruteForce} times faster, the same ${bruteFound} pairs`,
      `  every kind that needs only sightings: 10,000 claims ${tenThousand.toFixed(3)} s, 100,000 ${hundredThousand.toFixed(3)} s, 1,000,000 ${million.toFixed(3)} s, and in any order ${shuffled.toFixed(3)} s`,
      `  ten times the claims take ${growth(tenThousand, hundredThousand)}, then ${growth(hundredThousand, million)} times as long`,
      '',
    ].join('\n'),
  );
  return {
    claims: CLAIMS,
    found,
    seconds: rounded(median(runs)),
    findings,
    findingsSeconds: rounded(median(findingRuns)),
    bruteForceClaims: BRUTE_FORCE_CLAIMS,
    bruteForceFound: bruteFound,
    ratioToBruteForce,
    tenThousand: { seconds: rounded(tenThousand) },
    hundredThousand: { seconds: rounded(hundredThousand) },
    million: { seconds: rounded(million), shuffledSeconds: rounded(shuffled) },
  };
};

/** Seconds to find what is unequal, stale and reduced from nothing, as a check does: product by product. Best of three. */
function everyKind(size: number, order: Order = 'by product'): number {
  const claims = makeClaims(size, 13, order);
  const runs = [0, 1, 2].map(() =>
    timed(() => {
      for (const unsorted of Map.groupBy(claims, (claim) => claim.subject).values()) {
        const group = inOrderOfStart(unsorted);
        findContradictions(group);
        findOfProduct(group, {});
      }
    }),
  );
  return Math.min(...runs);
}

function growth(fewer: number, more: number): string {
  return (more / fewer).toFixed(1);
}

function countByBruteForce(claims: readonly Claim[]): number {
  let count = 0;
  for (const [i, a] of claims.entries()) {
    for (let j = i + 1; j < claims.length; j += 1) {
      const b = claims[j];
      if (b !== undefined && isContradicting(a, b)) count += 1;
    }
  }
  return count;
}

/** A check reads its claims from the database product by product; a file may come in any order. */
type Order = 'by product' | 'shuffled';

function makeClaims(count: number, seed: number, order: Order = 'shuffled'): Claim[] {
  const random = evenNumbers(seed);
  const whole = (most: number): number => Math.floor(random() * most);
  const products = Math.ceil(count / CLAIMS_PER_PRODUCT);
  const audiences = Array.from(
    { length: 300 },
    () => new Set(Array.from({ length: 20 + whole(500) }, () => `customer-${whole(20_000)}`)),
  );
  return Array.from({ length: count }, (_, index): Claim => {
    const product = order === 'shuffled' ? whole(products) : Math.floor(index / CLAIMS_PER_PRODUCT);
    const regular = 4_900 + (product % 97) * 1_000;
    const isOffer = random() < 0.15;
    const day = whole(YEAR_DAYS);
    const length = isOffer ? 14 + whole(21) : random() < 0.7 ? 1 : 7;
    const isReduced = isOffer || random() < 0.08;
    const channel = channels[whole(channels.length)] ?? 'web';
    return {
      subject: `product-${product}`,
      channel,
      place: channel === 'store' ? `store-${whole(20)}` : null,
      zone: '*',
      amount: isReduced ? Math.round((regular * (60 + 10 * whole(4))) / 100) : regular,
      currency: 'SEK',
      from: day * DAY_MS,
      to: (day + length) * DAY_MS,
      audience: isOffer && random() < 0.5 ? (audiences[whole(audiences.length)] ?? null) : null,
      onSale: isReduced,
      priceType: isReduced ? 'sale' : 'regular',
      seenAt: day * DAY_MS,
      source: 'made up',
      sourceRow: index + 1,
      offerId: null,
    };
  });
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
