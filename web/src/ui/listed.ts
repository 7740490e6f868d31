import { linesIn } from './lines.ts';

/** By what a list may name customers here. */
export const listedTypes = ['email', 'phone', 'loyalty', 'user_id'] as const;
export type ListedType = (typeof listedTypes)[number];

/** The customers that a text names, one on each line or between commas, each once and in order. */
export function identifiersIn(text: string, type: ListedType): { type: ListedType; value: string }[] {
  return linesIn(text, /[\n,;]/).map((value) => ({ type, value }));
}
