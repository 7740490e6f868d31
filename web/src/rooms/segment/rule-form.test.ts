import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyRule, freeKey, type GroupForm, withAdded, withNode } from './rule-form.ts';
import { formOf, isSameRule } from './rule-read.ts';
import { ruleOf } from './rule-write.ts';

const word = fc.stringMatching(/^[a-zåäö]{1,8}( [A-Z0-9]{1,3})?$/);
const path = fc.oneof(word, fc.array(word, { minLength: 2, maxLength: 3 }));
const whole = (least: number, most: number) => fc.integer({ min: least, max: most });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0));
const plain = fc.oneof(word, number, fc.boolean());
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const ago = fc.oneof(
  whole(0, 87_600).map((hours) => ({ hours })),
  whole(0, 36_500).map((days) => ({ days })),
  whole(0, 1200).map((months) => ({ months })),
);
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 4 });

/** Tests that stand as they are, and those that can also be turned round. */
const straight = fc.oneof(
  ...['lessThan', 'atMost', 'moreThan', 'atLeast'].map((name) => number.map((value) => ({ [name]: value }))),
  ...['before', 'from'].map((name) => fc.oneof(day, ago).map((value) => ({ [name]: value }))),
);
const turnable = fc.oneof(
  plain.map((equals) => ({ equals })),
  fc.oneof(list(word), list(number), list(fc.boolean())).map((oneOf) => ({ oneOf })),
  word.map((contains) => ({ contains })),
  fc.constant({ exists: true }),
);
const not = <T>(rule: fc.Arbitrary<T>): fc.Arbitrary<T | { not: T }> =>
  fc.oneof(
    rule,
    rule.map((of) => ({ not: of })),
  );
const attribute = (tests: fc.Arbitrary<object>) =>
  fc.tuple(path, tests).map(([name, asked]) => ({ attribute: name, ...asked }));
const property = fc.tuple(path, fc.oneof(straight, turnable)).map(([name, asked]) => ({ property: name, ...asked }));

const window = fc.oneof(
  ago.map((within) => ({ within })),
  ago.map((until) => ({ until })),
  day.map((since) => ({ since })),
  day.map((until) => ({ until })),
  fc.record({ since: day, until: day }),
);
const filters = fc.record({ product: fc.oneof(word, list(word)), properties: list(property) }, { requiredKeys: [] });
const channel = fc.oneof(fc.constantFrom('store', 'web'), list(fc.constantFrom('store', 'web')));
const count = fc.oneof(
  fc.constant({}),
  ...[['atLeast', 1] as const, ['atMost', 0] as const, ['exactly', 0] as const].map(([name, least]) =>
    whole(least, 10_000).map((times) => ({ [name]: times })),
  ),
);
const ever = fc.oneof(fc.constant({}), window);
const joined = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> =>
  fc.tuple(...parts).map((each) => Object.assign({}, ...each) as object);
const inChannel = fc.record({ channel }, { requiredKeys: [] });
const event = fc.oneof(
  joined(
    word.map((did) => ({ did })),
    inChannel,
    filters,
    ever,
    count,
  ),
  joined(
    word.map((never) => ({ never })),
    inChannel,
    filters,
    ever,
  ),
  joined(
    fc.tuple(fc.constantFrom('first', 'last'), word).map(([verb, name]) => ({ [verb]: name })),
    inChannel,
    filters,
    window,
  ),
  joined(
    channel.map((seenIn) => ({ seenIn })),
    filters,
    ever,
    count,
  ),
);
const condition = fc.oneof(
  attribute(straight),
  not(attribute(turnable)),
  attribute(fc.constant({ exists: false })),
  not(fc.constantFrom('email', 'phone', 'loyalty').map((has) => ({ has }))),
  not(fc.uuid().map((segment) => ({ segment }))),
  not(event),
);
const group = (of: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  not(
    fc.oneof(
      list(of).map((all) => ({ all })),
      list(of).map((any) => ({ any })),
    ),
  );
const rule = fc.oneof(condition, group(condition), group(fc.oneof(condition, group(condition))));

describe('a rule in the form', () => {
  test('comes out of the form as the rule that was put into it, in either language', () => {
    fc.assert(
      fc.property(rule, fc.constantFrom('sv', 'en'), (written, language) => {
        const form = formOf(written, language);
        expect(form).toBeDefined();
        const outcome = ruleOf(form ?? emptyRule);
        expect(outcome.faults).toEqual([]);
        expect(isSameRule(outcome.rule, written)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is put in again as the same form', () => {
    fc.assert(
      fc.property(rule, (written) => {
        const form = formOf(written, 'sv') ?? emptyRule;
        expect(unkeyed(formOf(ruleOf(form).rule, 'sv'))).toEqual(unkeyed(form));
      }),
    );
  });
});

/** Keys tell conditions apart and say nothing of them. */
function unkeyed(form: GroupForm | undefined): unknown {
  return JSON.parse(JSON.stringify(form ?? null, (name, value: unknown) => (name === 'key' ? undefined : value)));
}

test.each([
  ['a source', { did: 'A', source: 'shop' }],
  ['a time zone', { did: 'A', within: { days: 3 }, zone: 'UTC' }],
  ['a time of day', { did: 'A', since: '2026-01-01T08:00:00Z' }],
  ['two counts', { did: 'A', atLeast: 2, atMost: 4 }],
  ['values of two kinds', { attribute: 'size', oneOf: ['42', 42] }],
  ['an empty value', { attribute: 'city', equals: '' }],
  ['a goal', { goal: '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f' }],
  ['a name with a slash', { attribute: 'a / b', equals: 'x' }],
  ['spaces around a value', { attribute: 'city', equals: ' Umeå' }],
  ['groups in groups in groups in groups', { all: [{ any: [{ all: [{ any: [{ all: [{ has: 'email' }] }] }] }] }] }],
  ['no rule at all', { city: 'Umeå' }],
])('a rule with %s is not held by the form, which would change it', (_what, written) => {
  expect(formOf(written, 'sv')).toBeUndefined();
});

test('what is missing in a form is told by its condition and field', () => {
  const begun = withAdded(withAdded(withAdded(emptyRule, 0, 'attribute'), 0, 'event'), 0, 'group');
  const [attributeKey, eventKey, groupKey] = begun.of.map(({ key }) => key);
  expect(ruleOf(emptyRule).faults).toEqual([{ key: 0, field: 'of' }]);
  expect(ruleOf(begun).faults).toEqual([
    { key: attributeKey, field: 'path' },
    { key: attributeKey, field: 'value' },
    { key: eventKey, field: 'event' },
    { key: groupKey, field: 'of' },
  ]);
});

test('the first or the last time must lie in a window, and has no count', () => {
  const begun = withNode(withAdded(emptyRule, 0, 'event'), 1, (node) =>
    node.kind === 'event' ? { ...node, event: 'A', verb: 'last', how: 'exactly', times: 'x' } : node,
  );
  expect(ruleOf(begun).faults).toEqual([{ key: 1, field: 'window' }]);
});

test('a condition is added to its group, changed and taken away by its key, wherever it lies', () => {
  const grouped = withAdded(emptyRule, 0, 'group');
  const inner = withAdded(grouped, 1, 'identifier');
  expect(freeKey(inner)).toBe(3);
  const changed = withNode(inner, 2, (node) => (node.kind === 'identifier' ? { ...node, type: 'phone' } : node));
  expect(ruleOf(changed).rule).toEqual({ all: [{ any: [{ has: 'phone' }] }] });
  expect(withNode(changed, 2, () => undefined)).toEqual(grouped);
});

test('a number is read with a comma or a point, and a Swedish reader is shown the comma', () => {
  const form = formOf({ attribute: 'score', moreThan: 1.5 }, 'sv') ?? emptyRule;
  expect(form.of[0]).toMatchObject({ value: '1,5' });
  const pointed = withNode(form, form.of[0]?.key ?? 0, (node) =>
    node.kind === 'attribute' ? { ...node, value: ' 2.5 ' } : node,
  );
  expect(ruleOf(pointed).rule).toEqual({ attribute: 'score', moreThan: 2.5 });
});
