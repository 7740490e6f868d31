import { DomainError } from '../../../../src/kernel/errors.ts';
import { readRule } from '../../../../src/kernel/rule/read-rule.ts';
import type { Rule } from '../../../../src/kernel/rule/rule.ts';
import type { Language } from '../../ui/format.ts';
import {
  agoUnits,
  counts,
  type ConditionForm,
  emptyEvent,
  emptyValue,
  type EventForm,
  type GroupForm,
  MOST_GROUP_DEPTH,
  type NodeForm,
  type Test,
  type ValueForm,
  verbs,
  type WindowForm,
} from './rule-form.ts';
import { ruleOf } from './rule-write.ts';
import { numberWritten, type Written } from './value-write.ts';

type Reading = { readonly language: Language; readonly newKey: () => number };

function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands there as a field shows it; what no field can show is caught when the form is held against the rule. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each) => typeof each === 'string');
}

function plainText({ language }: Reading, value: unknown): Pick<ValueForm, 'type' | 'value'> {
  if (typeof value === 'number') return { type: 'number', value: numberWritten(value, language) };
  return typeof value === 'boolean' ? { type: 'truth', value: String(value) } : { type: 'text', value: textOf(value) };
}

function agoOf(value: unknown): { readonly count: string; readonly unit: WindowForm['unit'] } | undefined {
  const unit = agoUnits.find((each) => isWritten(value) && value[each] !== undefined);
  return unit === undefined || !isWritten(value) ? undefined : { count: textOf(value[unit]), unit };
}

/** The test that a condition on a value holds, as the fields show it. */
function readTest(reading: Reading, written: Written): Omit<ValueForm, 'path'> | undefined {
  const { equals, oneOf, contains, exists } = written;
  if (equals !== undefined) return { ...emptyValue, test: 'is', ...plainText(reading, equals) };
  if (Array.isArray(oneOf)) {
    const texts = oneOf.map((each: unknown) => plainText(reading, each));
    return { ...emptyValue, ...texts[0], test: 'oneOf', value: texts.map(({ value }) => value).join('\n') };
  }
  if (contains !== undefined) return { ...emptyValue, test: 'contains', value: textOf(contains) };
  if (exists !== undefined) return { ...emptyValue, test: exists === true ? 'exists' : 'missing' };
  const number = (['moreThan', 'atLeast', 'lessThan', 'atMost'] as const).find((each) => written[each] !== undefined);
  if (number !== undefined) return { ...emptyValue, test: number, ...plainText(reading, written[number]) };
  const day = (['from', 'before'] as const).find((each) => written[each] !== undefined);
  if (day === undefined) return undefined;
  const ago = agoOf(written[day]);
  if (ago === undefined) return { ...emptyValue, test: day, value: textOf(written[day]) };
  return { ...emptyValue, test: `${day}Ago`, value: ago.count, unit: ago.unit };
}

function readValue(reading: Reading, path: unknown, written: Written): ValueForm | undefined {
  const test = readTest(reading, written);
  return test && { ...test, path: textsOf(path).join(' / ') };
}

function readWindow({ within, since, until }: Written): WindowForm {
  const begin = { ...emptyEvent.window };
  const lately = agoOf(within ?? since);
  if (lately !== undefined && until === undefined) return { ...begin, ...lately, how: 'within' };
  const before = agoOf(until);
  if (before !== undefined && since === undefined) return { ...begin, ...before, how: 'notWithin' };
  const from = textOf(since);
  const to = textOf(until);
  if (from !== '' && to !== '') return { ...begin, how: 'between', from, to };
  if (from !== '') return { ...begin, how: 'since', from };
  return to === '' ? begin : { ...begin, how: 'until', to };
}

function readEvent(reading: Reading, written: Written): EventForm | undefined {
  const verb = verbs.find((each) => written[each] !== undefined);
  const how = counts.find((each) => written[each] !== undefined) ?? 'atLeast';
  const listed: readonly unknown[] = Array.isArray(written['properties']) ? written['properties'] : [];
  const properties = listed.map((each) => (isWritten(each) ? readValue(reading, each['property'], each) : undefined));
  const read = properties.filter((each) => each !== undefined);
  if (read.length < properties.length) return undefined;
  return {
    kind: 'event',
    key: reading.newKey(),
    verb: verb ?? 'did',
    event: verb === undefined ? null : textOf(written[verb]),
    how,
    times: textOf(written[how] ?? 1),
    window: readWindow(written),
    channels: textsOf(written['channel'] ?? written['seenIn']),
    products: textsOf(written['product']),
    properties: read,
  };
}

function readCondition(reading: Reading, written: Written): ConditionForm | undefined {
  if (written['attribute'] !== undefined) {
    const value = readValue(reading, written['attribute'], written);
    return value && { kind: 'attribute', key: reading.newKey(), ...value };
  }
  if (written['has'] !== undefined)
    return { kind: 'identifier', key: reading.newKey(), type: textOf(written['has']), isNot: false };
  if (written['segment'] !== undefined)
    return { kind: 'segment', key: reading.newKey(), id: textOf(written['segment']).toLowerCase(), isNot: false };
  return [...verbs, 'seenIn'].some((each) => written[each] !== undefined) ? readEvent(reading, written) : undefined;
}

const opposites: Partial<Record<Test, Test>> = { is: 'isNot', oneOf: 'noneOf', contains: 'lacks', exists: 'missing' };

/** The opposite of a condition as a condition, where it can be said so. */
function turned(form: ConditionForm): ConditionForm | undefined {
  if (form.kind === 'identifier' || form.kind === 'segment') return { ...form, isNot: true };
  if (form.kind === 'attribute') {
    const test = opposites[form.test];
    return test && { ...form, test };
  }
  const isOnce = form.how === 'atLeast' && form.times === '1';
  return form.verb === 'did' && isOnce ? { ...form, verb: 'never' } : undefined;
}

function readNode(reading: Reading, value: unknown, depth: number): NodeForm | undefined {
  if (!isWritten(value) || depth > MOST_GROUP_DEPTH + 1) return undefined;
  const join = (['all', 'any'] as const).find((each) => Array.isArray(value[each]));
  if (join !== undefined) {
    const parts: readonly unknown[] = Array.isArray(value[join]) ? value[join] : [];
    const key = reading.newKey();
    const of = parts.map((each) => readNode(reading, each, depth + 1)).filter((each) => each !== undefined);
    if (of.length < parts.length || depth > MOST_GROUP_DEPTH) return undefined;
    return { kind: 'group', key, join, isNot: false, of };
  }
  if (value['not'] === undefined) return readCondition(reading, value);
  const inner = readNode(reading, value['not'], depth);
  if (inner === undefined) return undefined;
  if (inner.kind === 'group' && !inner.isNot) return { ...inner, isNot: true };
  const opposite = inner.kind === 'group' ? undefined : turned(inner);
  if (opposite !== undefined) return opposite;
  return depth > MOST_GROUP_DEPTH
    ? undefined
    : { kind: 'group', key: reading.newKey(), join: 'all', isNot: true, of: [inner] };
}

/** The rule without groups of one, which say nothing. */
function bare(rule: Rule): Rule {
  if (rule.kind === 'not') return { kind: 'not', of: bare(rule.of) };
  if (rule.kind !== 'all' && rule.kind !== 'any') return rule;
  const of = rule.of.map(bare);
  const [only, second] = of;
  return only !== undefined && second === undefined ? only : { kind: rule.kind, of };
}

/** Whether two rules, as they are written, are the same one; what is no rule is the same as nothing. */
export function isSameRule(one: unknown, other: unknown): boolean {
  try {
    return JSON.stringify(bare(readRule(one))) === JSON.stringify(bare(readRule(other)));
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/**
 * A kept rule as a form. `undefined` where the form cannot hold it exactly: what it would write is read back and held
 * against the rule, so that opening one never changes it.
 */
export function formOf(written: unknown, language: Language): GroupForm | undefined {
  let keys = 0;
  const newKey = (): number => (keys += 1);
  const node = readNode({ language, newKey }, written, 0);
  if (node === undefined) return undefined;
  const root: GroupForm =
    node.kind === 'group' ? node : { kind: 'group', key: newKey(), join: 'all', isNot: false, of: [node] };
  const { rule } = ruleOf(root);
  return rule !== undefined && isSameRule(rule, written) ? root : undefined;
}
