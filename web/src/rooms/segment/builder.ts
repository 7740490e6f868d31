import { type ConditionForm, emptyRule, type GroupForm, type NodeForm, withAdded, withNode } from './rule-form.ts';
import type { Choices } from './useChoices.ts';

/** What the fields of a rule are given: what there is to choose, what is at fault, and how to change it. */
export type Builder = {
  readonly choices: Choices;
  /** Whether a field of a condition, or a group, does not hold what it must. Nothing is said of it before somebody has tried to save. */
  readonly isWrong: (key: number, field: string) => boolean;
  readonly change: (node: NodeForm) => void;
  readonly add: (groupKey: number, kind: NodeForm['kind']) => void;
  readonly remove: (node: NodeForm, groupKey: number) => void;
  /** The one that was added last, which takes the focus as it appears. */
  readonly added: number | undefined;
};

/** How a group can join its conditions, each in one word. */
export const joins = ['all', 'any', 'notAll', 'none'] as const;
export type Join = (typeof joins)[number];

/** The word for how a group joins its conditions. */
export function joinOf({ join, isNot }: Pick<GroupForm, 'join' | 'isNot'>): Join {
  if (!isNot) return join;
  return join === 'all' ? 'notAll' : 'none';
}

/** The same the other way round. */
export function joinedBy(join: Join): Pick<GroupForm, 'join' | 'isNot'> {
  return { join: join === 'all' || join === 'notAll' ? 'all' : 'any', isNot: join === 'notAll' || join === 'none' };
}

/** The form with the conditions changed as the fields say; the root is changed as any group is. */
export function changed(root: GroupForm, node: NodeForm): GroupForm {
  if (root.key === node.key && node.kind === 'group') return node;
  return withNode(root, node.key, () => node);
}

/** The id of what the focus goes to when something in the group is taken away. */
export function addId(groupKey: number): string {
  return `add-to-${groupKey}`;
}

/** A rule begins with one condition of a kind that everybody understands. */
export function firstRule(): GroupForm {
  return withAdded(emptyRule, emptyRule.key, 'event');
}

export type FieldsProps<F extends ConditionForm> = { readonly form: F; readonly builder: Builder };
