/** Winkler's prefix bonus: so much of what is missing to 1 for each of the first four letters that agree. */
const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;

/** Jaro's share of letters that two texts have in common, near the same places and in the same order: 0 to 1. */
function jaro(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const takenInB = new Uint8Array(b.length);
  const foundInA: number[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const code = a.charCodeAt(i);
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (takenInB[j] === 1 || b.charCodeAt(j) !== code) continue;
      takenInB[j] = 1;
      foundInA.push(code);
      break;
    }
  }
  const common = foundInA.length;
  if (common === 0) return 0;
  let turned = 0;
  for (let j = 0, k = 0; j < b.length; j += 1) {
    if (takenInB[j] !== 1) continue;
    if (b.charCodeAt(j) !== foundInA[k]) turned += 1;
    k += 1;
  }
  return (common / a.length + common / b.length + (common - turned / 2) / common) / 3;
}

/** Jaro-Winkler: how alike two names are, 0 to 1; agreement in the first letters counts more. */
export function jaroWinkler(a: string, b: string): number {
  const base = jaro(a, b);
  const most = Math.min(LONGEST_PREFIX, a.length, b.length);
  let prefix = 0;
  while (prefix < most && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return base + prefix * PREFIX_WEIGHT * (1 - base);
}

/**
 * How many slips of the pen lie between two texts: a letter added, left out, changed, or two neighbours turned (optimal
 * string alignment). More than `most` slips are answered as `most + 1`: nobody asks how many more.
 */
export function slipsBetween(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  // What both begin and end with holds no slip, and is most of two texts that are nearly the same.
  const shorter = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < shorter && a.charCodeAt(begin) === b.charCodeAt(begin)) begin += 1;
  let end = 0;
  while (end < shorter - begin && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end += 1;
  const [left, right] = [a.slice(begin, a.length - end), b.slice(begin, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return 1;
  const arePairs = left.length === 2 && right.length === 2;
  if (most === 1) return arePairs && left[0] === right[1] && left[1] === right[0] ? 1 : 2;
  return Math.min(countSlips(left, right), most + 1);
}

function countSlips(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isTurned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
        isTurned ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
