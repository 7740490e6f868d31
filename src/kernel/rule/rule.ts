import type { Instant } from '../period.ts';
import type { Edge, Window } from './window.ts';

/** Where a value stands in a customer's attributes or an event's properties: the keys from the outside in. */
export type ValuePath = readonly string[];
export type PlainValue = string | number | boolean;
export type Comparison = '<' | '<=' | '>' | '>=';

/** What is asked of one value. A value of another type than the test's never passes it, nor does one that is missing. */
export type ValueTest =
  | { readonly op: 'in'; readonly values: readonly PlainValue[] }
  | { readonly op: 'contains'; readonly text: string }
  | { readonly op: 'number'; readonly than: Comparison; readonly value: number }
  | { readonly op: 'day'; readonly than: '<' | '>='; readonly day: string | Extract<Edge, { kind: 'ago' }> }
  | { readonly op: 'exists' };

/** Events of a kind, at least so many times within a window. What is `null` may be anything. */
export type Did = {
  readonly event: string | null;
  readonly atLeast: number;
  readonly window: Window;
  readonly channels: readonly string[] | null;
  readonly sources: readonly string[] | null;
  readonly products: readonly string[] | null;
  readonly properties: readonly { readonly path: ValuePath; readonly test: ValueTest }[];
};

/** A rule in its few primitives. Every one but `not` is false of a customer about whom nothing is known. */
export type Rule =
  | { readonly kind: 'all'; readonly of: readonly Rule[] }
  | { readonly kind: 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly of: Rule }
  | { readonly kind: 'attribute'; readonly path: ValuePath; readonly test: ValueTest }
  | { readonly kind: 'identifier'; readonly type: string }
  | { readonly kind: 'did'; readonly did: Did }
  | { readonly kind: 'segment'; readonly id: string }
  | { readonly kind: 'goal'; readonly id: string };

/** The most that one rule may hold, with its segments written out. */
export const MOST_NODES = 200;
export const MOST_EVENT_CONDITIONS = 50;

/** An event as a rule sees it. `at` is in milliseconds. */
export type RuleEvent = {
  readonly at: Instant;
  readonly name: string;
  readonly channel: string;
  readonly source: string;
  readonly products: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
};

/** What a rule is judged from for one customer: all that is the customer's now. */
export type RuleFacts = {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly identifierTypes: readonly string[];
  readonly events: readonly RuleEvent[];
};

/** The rule and everything under it, the outermost first. */
export function nodesOf(rule: Rule): Rule[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return [rule, ...rule.of.flatMap(nodesOf)];
    case 'not':
      return [rule, ...nodesOf(rule.of)];
    case 'attribute':
    case 'identifier':
    case 'did':
    case 'segment':
    case 'goal':
      return [rule];
    default:
      return rule satisfies never;
  }
}
