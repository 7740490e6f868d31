/** A rule as it is written by choosing: numbers, days and lists as the fields hold them. */

/** What can be asked of a value of the customer's. */
export const attributeTests = [
  'is',
  'isNot',
  'oneOf',
  'noneOf',
  'contains',
  'lacks',
  'moreThan',
  'atLeast',
  'lessThan',
  'atMost',
  'from',
  'before',
  'fromAgo',
  'beforeAgo',
  'exists',
  'missing',
] as const;
export type Test = (typeof attributeTests)[number];

/** The same of an event's, where nothing can be turned round. */
export const propertyTests = attributeTests.filter((test) => !['isNot', 'noneOf', 'lacks', 'missing'].includes(test));

/** 42 is not "42": what kind of value is meant. */
export const valueTypes = ['text', 'number', 'truth'] as const;
export type ValueType = (typeof valueTypes)[number];
export const agoUnits = ['hours', 'days', 'months'] as const;
export type AgoUnit = (typeof agoUnits)[number];

/** A value and what is asked of it. `path` has its keys from the outside in, with ` / ` between. */
export type ValueForm = {
  readonly path: string;
  readonly test: Test;
  readonly type: ValueType;
  readonly value: string;
  readonly unit: AgoUnit;
};

export const windows = ['ever', 'within', 'notWithin', 'since', 'until', 'between'] as const;
export type WindowForm = {
  readonly how: (typeof windows)[number];
  readonly count: string;
  readonly unit: AgoUnit;
  readonly from: string;
  readonly to: string;
};

export const verbs = ['did', 'never', 'first', 'last'] as const;
export const counts = ['atLeast', 'atMost', 'exactly'] as const;

type Keyed = {
  /** Tells it from the others of its form, whatever becomes of them; says nothing of the rule. */
  readonly key: number;
};
export type AttributeForm = Keyed & { readonly kind: 'attribute' } & ValueForm;
export type IdentifierForm = Keyed & { readonly kind: 'identifier'; readonly type: string; readonly isNot: boolean };
export type SegmentForm = Keyed & { readonly kind: 'segment'; readonly id: string; readonly isNot: boolean };
export type EventForm = Keyed & {
  readonly kind: 'event';
  readonly verb: (typeof verbs)[number];
  /** Nothing is anything at all in one of the channels. */
  readonly event: string | null;
  readonly how: (typeof counts)[number];
  readonly times: string;
  readonly window: WindowForm;
  readonly channels: readonly string[];
  readonly products: readonly string[];
  readonly properties: readonly ValueForm[];
};
export type ConditionForm = AttributeForm | IdentifierForm | SegmentForm | EventForm;
export type GroupForm = Keyed & {
  readonly kind: 'group';
  readonly join: 'all' | 'any';
  readonly isNot: boolean;
  readonly of: readonly NodeForm[];
};
export type NodeForm = ConditionForm | GroupForm;

/** How deep groups may lie in each other, so that they can still be read side by side. */
export const MOST_GROUP_DEPTH = 3;

export const emptyValue: ValueForm = { path: '', test: 'is', type: 'text', value: '', unit: 'days' };
const ever: WindowForm = { how: 'ever', count: '30', unit: 'days', from: '', to: '' };

/** A condition of a kind as it begins; a group begins with nothing in it. */
export function emptyNode(kind: NodeForm['kind'], key: number): NodeForm {
  switch (kind) {
    case 'attribute':
      return { kind, key, ...emptyValue };
    case 'identifier':
      return { kind, key, type: 'email', isNot: false };
    case 'segment':
      return { kind, key, id: '', isNot: false };
    case 'event':
      return { kind, key, ...emptyEvent };
    case 'group':
      return { kind, key, join: 'any', isNot: false, of: [] };
    default:
      return kind satisfies never;
  }
}

export const emptyEvent: Omit<EventForm, 'key' | 'kind'> = {
  verb: 'did',
  event: '',
  how: 'atLeast',
  times: '1',
  window: ever,
  channels: [],
  products: [],
  properties: [],
};

/** Everyone in it must hold at first: a rule without conditions says nothing yet. */
export const emptyRule: GroupForm = { kind: 'group', key: 0, join: 'all', isNot: false, of: [] };

/** A key that nothing in the form has. */
export function freeKey(node: NodeForm): number {
  return Math.max(node.key, ...(node.kind === 'group' ? node.of.map((each) => freeKey(each) - 1) : [])) + 1;
}

/** The form with the one of that key changed, wherever it lies; `undefined` takes it away. */
export function withNode(group: GroupForm, key: number, change: (node: NodeForm) => NodeForm | undefined): GroupForm {
  const of = group.of.flatMap((each): NodeForm[] => {
    if (each.key !== key) return [each.kind === 'group' ? withNode(each, key, change) : each];
    const changed = change(each);
    return changed === undefined ? [] : [changed];
  });
  return { ...group, of };
}

/** The form with a new one at the end of the group of that key. */
export function withAdded(root: GroupForm, groupKey: number, kind: NodeForm['kind']): GroupForm {
  const added = emptyNode(kind, freeKey(root));
  const add = (group: GroupForm): GroupForm => ({ ...group, of: [...group.of, added] });
  if (root.key === groupKey) return add(root);
  return withNode(root, groupKey, (node) => (node.kind === 'group' ? add(node) : node));
}
