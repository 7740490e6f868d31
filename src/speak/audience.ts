import type { AudienceInput, AudienceKind } from './audience.contract.ts';

/** Somebody whom a list names, and the identifier that it named. */
export type Addressee = { readonly customerId: string; readonly subject: string };

/**
 * An audience as it is kept: of a list how many it names (who stands with the customers), of a segment and of a rule the
 * rule as it is written. A segment is the rule that holds for whoever is in it.
 */
export type KeptAudience = {
  readonly kind: AudienceKind;
  readonly size: number | null;
  readonly rule?: unknown;
};

/** Who something for some is for: those who stand on every list and for whom every rule holds, as it is written. */
export type Aim = {
  readonly rules: readonly unknown[];
  /** Lists of offers and of messages, by `listOf`. */
  readonly lists: readonly string[];
};

/** The name of a list: the offer's id, or the id of the set that a message keeps. */
export function listOf(of: 'offer' | 'message', id: string): string {
  return `${of} ${id}`;
}

/** By what an audience is looked up; undefined of everyone. */
export function aimOf({ kind, rule }: KeptAudience, list: string): Aim | undefined {
  if (kind === 'everyone') return undefined;
  return kind === 'list' ? { rules: [], lists: [list] } : { rules: [rule], lists: [] };
}

/** The audience as it is to be kept; nothing said is everyone. */
export function keptAudience(input: AudienceInput | undefined, size: number | null): KeptAudience {
  switch (input?.kind) {
    case 'segment':
      return { kind: 'segment', size: null, rule: { segment: input.segment.toLowerCase() } };
    case 'rule':
      return { kind: 'rule', size: null, rule: input.rule };
    case 'list':
      return { kind: 'list', size };
    case 'everyone':
    case undefined:
      return { kind: 'everyone', size: null };
    default:
      return input satisfies never;
  }
}
