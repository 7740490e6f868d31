import type { Difference } from './message.contract.ts';

type DiffLine = Difference['fields'][number]['lines'][number];

/** Beyond this many pairs of lines the middle is shown as taken away and put in whole, instead of compared. */
const MOST_PAIRS = 1_000_000;

/** The lines of two texts beside each other, by their longest common subsequence. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = compare(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...signed(a.slice(0, start), 'same'), ...middle, ...signed(a.slice(a.length - end), 'same')];
}

function compare(a: readonly string[], b: readonly string[]): DiffLine[] {
  if (a.length * b.length > MOST_PAIRS) return [...signed(a, 'removed'), ...signed(b, 'added')];
  // longest[i * width + j]: the length of what the rest of a from i and of b from j have in common.
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ sign: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push({ sign: 'removed', text: a[i++] ?? '' });
    else lines.push({ sign: 'added', text: b[j++] ?? '' });
  }
  return [...lines, ...signed(a.slice(i), 'removed'), ...signed(b.slice(j), 'added')];
}

function signed(lines: readonly string[], sign: DiffLine['sign']): DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}
