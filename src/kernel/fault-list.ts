import type { FieldFault } from './errors.ts';

/** So many faults are told in a sentence; the list beside it holds the others. */
const MOST_IN_WORDS = 5;

/** The faults in words, the first five of them; where there are more, how many are not told. */
export function inSentences(faults: readonly FieldFault[]): string {
  const told = faults
    .slice(0, MOST_IN_WORDS)
    .map(({ field, found, allowed }) => `${field}: found ${found}, allowed is ${allowed}`);
  const more = faults.length - told.length;
  return `${[...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')}.`;
}

/** The first faults of a long list, with a line at the end that says that there are more. */
export function firstOf(faults: readonly FieldFault[], most: number): FieldFault[] {
  if (faults.length <= most) return [...faults];
  return [
    ...faults.slice(0, most),
    { field: '(more)', found: 'more faults', allowed: `none; the first ${most} are told here` },
  ];
}
