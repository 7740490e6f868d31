import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import type { ExceptionInput } from '../../../../src/speak/exception.contract.ts';
import { isCovering } from '../../../../src/speak/exception.ts';
import { endOfDay, type Here } from '../../ui/days.ts';

/** The form as it stands; the day as it is written. */
export type Declaration = {
  readonly kind: ExceptionInput['kind'];
  /** One channel against all others, or the two against each other. */
  readonly channels: readonly string[];
  readonly isOfAll: boolean;
  readonly lastDay: string;
  readonly shownText: string;
  readonly reason: string;
};

export const exceptionKinds = ['web-price', 'member-price', 'zone-price'] as const;

/** The kinds of exception that would cover the contradiction, by the rule that the check goes by; none where none does. */
export function kindsFor(found: Contradiction): ExceptionInput['kind'][] {
  const { kind, product: subject, channels, witness } = found;
  const always = { id: '', channels: [...new Set(channels)], products: null, from: -Infinity, to: Infinity };
  const statements = witness.statements.map(({ amount, place, priceType }) =>
    amount === null ? { amount } : { amount, place, priceType },
  );
  const finding = { kind, subject, channels, from: 0, witness: { statements } };
  return exceptionKinds.filter((each) => isCovering({ ...always, kind: each }, finding, 0));
}

/** Between which channels the difference may be meant: the two alone, or one of them against all others. */
export function betweenOf({ channels: [first, second] }: Contradiction): (readonly string[])[] {
  return first === second ? [[first]] : [[first, second], [first], [second]];
}

export type DeclarationFault = 'validTo' | 'shownText' | 'reason';

/** What keeps the form from being sent, in the order of its fields. */
export function declarationFaults(declaration: Declaration, here: Here): DeclarationFault[] {
  return [
    ...(endOfDay(declaration.lastDay, here) === undefined ? ['validTo' as const] : []),
    ...(declaration.shownText.trim() === '' ? ['shownText' as const] : []),
    ...(declaration.reason.trim() === '' ? ['reason' as const] : []),
  ];
}

/** The exception that the form describes, in force at once; `undefined` while its last day is none. */
export function exceptionOf(declaration: Declaration, product: string, here: Here): ExceptionInput | undefined {
  const { kind, channels, isOfAll, lastDay, shownText, reason } = declaration;
  const validTo = endOfDay(lastDay, here);
  if (validTo === undefined) return undefined;
  return {
    kind,
    channels: [...channels],
    ...(isOfAll ? {} : { products: [product] }),
    validTo,
    shownText: shownText.trim(),
    reason: reason.trim(),
  };
}
