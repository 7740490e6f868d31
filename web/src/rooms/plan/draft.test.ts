import { describe, expect, test } from 'vitest';
import { EMPTY_SCHEMA, partsOf, readWritten, textOf } from './draft.ts';

describe('a schema that somebody writes', () => {
  test('is unread until it is JSON, faulty until the plan takes it, then good', () => {
    expect(readWritten('{"type": "obj').state).toBe('unread');
    expect(readWritten('{"type": "object", "requierd": []}')).toMatchObject({
      state: 'faulty',
      faults: [{ field: 'requierd' }],
    });
    expect(readWritten(EMPTY_SCHEMA).state).toBe('good');
  });

  test('is written out so that it reads back the same', () => {
    const schema = { type: 'object', properties: { b: { type: 'string' }, a: {} } };
    expect(readWritten(textOf(schema))).toEqual({ state: 'good', schema });
  });
});

test('a violation is a code and a path, which may hold spaces', () => {
  expect(partsOf('type products.*.pris (kr)')).toEqual({ code: 'type', path: 'products.*.pris (kr)' });
});
