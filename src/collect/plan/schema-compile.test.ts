import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import { compileSchema, demandSchema } from './schema-compile.ts';
import { schemaFaults } from './schema-rules.ts';

const order = {
  type: 'object',
  properties: {
    order_id: { type: 'string', pattern: '^[WK]-[0-9]+$' },
    code: { type: 'string', pattern: '^x' },
    total: { type: 'number', minimum: 0, multipleOf: 0.01 },
    note: { type: 'string', maxLength: 5 },
    state: { enum: ['open', 'paid'] },
    at: { type: 'string', format: 'date-time' },
    products: { type: 'array', items: { $ref: '#/$defs/product' } },
    marks: { type: 'object', additionalProperties: { type: 'number' } },
  },
  required: ['order_id'],
  additionalProperties: false,
  $defs: { product: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
};

describe('a schema as a check', () => {
  const check = compileSchema(demandSchema(order));
  const told = (properties: unknown): string[] =>
    (check.violations(properties) ?? []).map(({ code, path, place }) => `${code} ${path} ${place}`);

  test('finds nothing in an event that holds', () => {
    const good = { order_id: 'W-1', code: 'x1', total: 19.99, state: 'paid', at: '2026-11-22T08:00:00Z' };
    expect(check.violations({ ...good, products: [{ id: 'a' }], marks: { tall: 1 } })).toBeUndefined();
  });

  test('names each violation by its code, its place in the plan and its place in the event', () => {
    const bad = { total: -1, note: 'för lång', state: 'new', at: 'i går', products: [{ id: 'a' }, {}, { id: 1 }] };
    expect(told(bad).toSorted()).toEqual([
      'enum state state',
      'format at at',
      'length note note',
      'range total total',
      'required order_id order_id',
      'required products.*.id products.1.id',
      'type products.*.id products.2.id',
    ]);
  });

  test('keeps two patterns apart', () => {
    expect(told({ order_id: 'x1' })).toEqual(['pattern order_id order_id']);
    expect(told({ order_id: 'W-1', code: 'W-1' })).toEqual(['pattern code code']);
  });

  test('holds no value of the event in what it tells, nor a name that is not the plan’s', () => {
    const secret = 'asa@example.se';
    const bad = { order_id: secret, state: secret, [secret]: 1, 1980010112: 2, marks: { [secret]: secret } };
    const violations = check.violations(bad) ?? [];
    expect(violations.map((each) => each.code).toSorted()).toEqual(['enum', 'pattern', 'type', 'unplanned']);
    expect(JSON.stringify(violations)).not.toMatch(/asa@|1980/);
    expect(violations.find((each) => each.code === 'type')?.path).toBe('marks.{}');
  });

  test('tells at most twenty violations of an event with thousands', () => {
    const extra = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`p${index}`, index]));
    expect(told({ order_id: 'W-1', ...extra })).toHaveLength(20);
  });

  test('does not take what every object inherits for a property', () => {
    const inherited = compileSchema(demandSchema({ type: 'object', required: ['toString', 'constructor'] }));
    expect(inherited.violations({})).toHaveLength(2);
  });

  test('takes a time in step with the text for any pattern', () => {
    const hostile = compileSchema(demandSchema({ type: 'object', properties: { a: { pattern: '^(a+)+$' } } }));
    // Backtracking takes 2^30000 steps here, so that an end at all is what is shown.
    expect(hostile.violations({ a: `${'a'.repeat(30_000)}!` })).toHaveLength(1);
  });
});

const chain = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `d${index}`,
    { allOf: [{ $ref: `#/$defs/d${index + 1}` }, { $ref: `#/$defs/d${index + 1}` }] },
  ]),
);
const deep = (levels: number): object =>
  levels === 0 ? { type: 'string' } : { type: 'object', properties: { a: deep(levels - 1) } };
const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`p${index}`, {}]));

describe('a schema that the plan does not take', () => {
  test.each([
    ['no object', [], 'schema'],
    ['half of a character in a name', { type: 'object', properties: { 'a\ud800': {} } }, 'schema'],
    ['a zero byte', { type: 'object', properties: { a: { enum: ['\u0000'] } } }, 'schema'],
    ['an event that is a list', { type: 'array' }, 'type'],
    ['a word that is not known', { type: 'object', requierd: ['a'] }, 'requierd'],
    [
      'a reference to the network',
      { type: 'object', properties: { a: { $ref: 'https://x.example/s.json' } } },
      'a.$ref',
    ],
    ['a reference to a file', { type: 'object', properties: { a: { $ref: 'file:///etc/passwd' } } }, 'a.$ref'],
    ['a reference to nothing', { type: 'object', properties: { a: { $ref: '#/$defs/b' } } }, 'a.$ref'],
    [
      'a definition of itself',
      { type: 'object', $defs: { a: { items: { $ref: '#/$defs/a' } } }, properties: { a: { $ref: '#/$defs/a' } } },
      '$defs.a',
    ],
    [
      'references that double at each step',
      { type: 'object', $defs: { ...chain, d40: {} }, allOf: [{ $ref: '#/$defs/d0' }] },
      'schema',
    ],
    ['too many levels', { ...deep(40) }, 'properties.a'],
    ['too many parts', { type: 'object', properties: wide }, 'schema'],
    ['a pattern that is none', { type: 'object', properties: { a: { pattern: '(' } } }, 'a.pattern'],
    ['a pattern that looks ahead', { type: 'object', properties: { a: { pattern: '^(?=a)' } } }, 'a.pattern'],
    ['a format that is not known', { type: 'object', properties: { a: { format: 'ipv4' } } }, 'a.format'],
    ['a type that is none', { type: 'object', properties: { a: { type: 'text' } } }, 'a.type'],
    ['a limit that is no number', { type: 'object', properties: { a: { minimum: '1' } } }, 'a.minimum'],
    ['values that are objects', { type: 'object', properties: { a: { enum: [{}] } } }, 'a.enum'],
    ['items that must differ', { type: 'object', properties: { a: { uniqueItems: true } } }, 'a.uniqueItems'],
  ])('%s is refused, with its place', (_title, schema, place) => {
    try {
      demandSchema(schema);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      const { code, faults } = error as DomainError;
      expect(code).toBe('plan-schema-invalid');
      expect(faults.some((each) => each.field.includes(place))).toBe(true);
    }
  });

  test('whatever is handed in as a schema is judged, and what is taken compiles and judges any event', () => {
    const words = fc.constantFrom(
      'type',
      'properties',
      'items',
      'required',
      'enum',
      'minimum',
      'pattern',
      'anyOf',
      'not',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>('string', 'object', ['string', 'null'], ['a'], 3, true, null, '^a*$'),
        fc.dictionary(words, tie('tree'), { maxKeys: 4 }),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    }));
    let taken = 0;
    fc.assert(
      fc.property(fc.dictionary(words, tree, { maxKeys: 4 }), fc.jsonValue(), (rules, event) => {
        const schema = { ...rules, type: 'object' };
        if (schemaFaults(schema).length > 0) return;
        taken += 1;
        const violations = compileSchema(demandSchema(schema)).violations(event);
        expect(violations === undefined || violations.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(20);
  });
});
