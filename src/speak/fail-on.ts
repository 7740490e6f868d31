import { type CheckItem, type CheckKind, checkKinds } from './check-item.ts';

/** What makes a check fail: so many findings of any kind, or one of these kinds. */
export type FailOn = number | ReadonlySet<CheckKind>;

/** Reads `3` or `unequal,missing`; `undefined` when it is neither. */
export function readFailOn(text: string): FailOn | undefined {
  if (/^\d+$/.test(text)) return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
  const kinds = new Set<CheckKind>();
  for (const word of text.split(',')) {
    const kind = checkKinds.find((each) => each === word.trim());
    if (kind === undefined) return undefined;
    kinds.add(kind);
  }
  return kinds;
}

/** True for an item that counts towards failing. */
export function isCounted(item: CheckItem, failOn: FailOn): boolean {
  return !item.isOver && item.meant === undefined && (typeof failOn === 'number' || failOn.has(item.kind));
}

/** True when what was found is to fail a build. */
export function isFailing(items: readonly CheckItem[], failOn: FailOn): boolean {
  const counted = items.filter((item) => isCounted(item, failOn)).length;
  return counted >= (typeof failOn === 'number' ? failOn : 1);
}
