import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from './plan.ts';
import { compileSchema } from './schema-compile.ts';
import { compareSchemas } from './schema-diff.ts';
import { schemaFaults } from './schema-rules.ts';

const object = (properties: object, more: object = {}): JsonSchema => ({ type: 'object', properties, ...more });
const text = { type: 'string' };

describe('what a new version asks', () => {
  test.each<[string, JsonSchema, JsonSchema, string[]]>([
    ['nothing new', object({ a: text }), object({ a: text }, { description: 'En text.' }), []],
    [
      'a property more that must be there',
      object({ a: text }),
      object({ a: text }, { required: ['a'] }),
      ['a required stricter'],
    ],
    ['a property that need not be there', object({}, { required: ['a'] }), object({}), ['a required looser']],
    ['a property that is now told', object({}), object({ a: text }), ['a type stricter']],
    ['a property that is no longer told', object({ a: text }), object({}), ['a type looser']],
    [
      'a property that may come where none might',
      object({}, { additionalProperties: false }),
      object({ a: text }, { additionalProperties: false }),
      ['a schema looser'],
    ],
    ['no others', object({ a: text }), object({ a: text }, { additionalProperties: false }), ['{} schema stricter']],
    ['whole numbers only', object({ a: { type: 'number' } }), object({ a: { type: 'integer' } }), ['a type stricter']],
    ['a value more', object({ a: { enum: ['x'] } }), object({ a: { enum: ['x', 'y'] } }), ['a enum looser']],
    ['a lower limit', object({ a: { maximum: 10 } }), object({ a: { maximum: 5 } }), ['a maximum stricter']],
    ['another pattern', object({ a: { pattern: '^a' } }), object({ a: { pattern: '^b' } }), ['a pattern unsure']],
    [
      'another text in each row',
      object({ a: { type: 'array', items: object({ b: text }) } }),
      object({ a: { type: 'array', items: object({ b: { type: ['string', 'null'] } }) } }),
      ['a.*.b type looser'],
    ],
    [
      'a changed definition',
      object({ a: { $ref: '#/$defs/x' } }, { $defs: { x: text } }),
      object({ a: { $ref: '#/$defs/x' } }, { $defs: { x: { type: 'string', minLength: 1 } } }),
      ['a minLength stricter'],
    ],
    [
      'a changed definition within a choice',
      object({ a: { anyOf: [{ $ref: '#/$defs/x' }] } }, { $defs: { x: text } }),
      object({ a: { anyOf: [{ $ref: '#/$defs/x' }] } }, { $defs: { x: { type: 'number' } } }),
      ['a anyOf unsure'],
    ],
  ])('%s', (_title, before, after, expected) => {
    const { changes, isCompatible } = compareSchemas(before, after);
    expect(changes.map(({ path, change, way }) => `${path} ${change} ${way}`)).toEqual(expected);
    expect(isCompatible).toBe(expected.every((each) => each.endsWith('looser')));
  });
});

const names = fc.constantFrom('a', 'b', 'c');
const { schema } = fc.letrec<{ schema: JsonSchema | boolean }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    fc.record(
      {
        type: fc.constantFrom<unknown>(
          'string',
          'number',
          'integer',
          'object',
          'array',
          ['string', 'null'],
          ['object', 'null'],
        ),
        enum: fc.constantFrom<unknown>(['x'], ['x', 'y'], [1, 'x', null]),
        minimum: fc.integer({ min: -2, max: 2 }),
        maxLength: fc.integer({ min: 0, max: 2 }),
        required: fc.uniqueArray(names),
        properties: fc.dictionary(names, tie('schema')),
        additionalProperties: tie('schema'),
        items: tie('schema'),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  ),
}));
const { event } = fc.letrec((tie) => ({
  event: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>('x', 'y', '', 'xyz', 1, 0, -1.5, null, true),
    fc.array(tie('event'), { maxLength: 2 }),
    fc.dictionary(names, tie('event')),
  ),
}));

/** The schema with one thing in it taken away: most often it lets more pass. */
function loosened(given: JsonSchema | boolean, at: number): JsonSchema | boolean {
  if (typeof given === 'boolean') return given || at % 2 === 0;
  const words = Object.keys(given);
  const word = words[at % Math.max(1, words.length)];
  const part = word === undefined ? undefined : given[word];
  if (word === undefined) return given;
  if (word === 'items' || word === 'additionalProperties')
    return { ...given, [word]: loosened(part as JsonSchema, at >> 2) };
  const { [word]: _gone, ...rest } = given;
  return rest;
}

test('what is called compatible lets whatever held before hold', () => {
  let compatible = 0;
  let held = 0;
  fc.assert(
    fc.property(
      schema,
      schema,
      fc.nat(),
      fc.boolean(),
      fc.array(event, { minLength: 5 }),
      (one, other, at, isNear, events) => {
        const before: JsonSchema = { type: 'object', properties: { p: one } };
        const after: JsonSchema = { type: 'object', properties: { p: isNear ? loosened(one, at) : other } };
        expect([...schemaFaults(before), ...schemaFaults(after)]).toEqual([]);
        if (!compareSchemas(before, after).isCompatible) return;
        compatible += 1;
        const [old, now] = [compileSchema(before), compileSchema(after)];
        for (const p of events) {
          if (old.violations({ p }) !== undefined) continue;
          held += 1;
          expect(now.violations({ p })).toBeUndefined();
        }
      },
    ),
    { numRuns: 600 },
  );
  expect(compatible).toBeGreaterThan(50);
  expect(held).toBeGreaterThan(100);
});
