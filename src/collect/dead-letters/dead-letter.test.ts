import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TABLE_HEAD, tableRows } from './dead-letter-table.ts';
import { patched, readBody, requestIn } from './dead-letter.ts';

// The cases of RFC 7396, appendix A.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j is %j', (value, patch, wanted) => {
  expect(patched(value, patch)).toEqual(wanted);
});

test('a patch that has been put right is put right already, whatever it says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (value, patch) => {
      const once = patched(value, patch);
      expect(patched(once, patch)).toEqual(once);
    }),
  );
});

test('a field called __proto__ is a field like any other', () => {
  const patch: unknown = JSON.parse('{"__proto__":{"type":"track"}}');
  const made = patched({ userId: 'u' }, patch) as Record<string, unknown>;
  expect(JSON.stringify(made)).toBe('{"userId":"u","__proto__":{"type":"track"}}');
  expect(made['type']).toBeUndefined();
});

test('a body that is no JSON says where the reading stopped', () => {
  expect(readBody('{"a": 1,}')).toMatchObject({ fault: { field: '(body)', allowed: 'JSON' } });
  expect(JSON.stringify(readBody('{"a": 1,}'))).toContain('position 8');
});

test.each([
  ['batch', { batch: [1, 2], sentAt: 's', context: { a: 1 } }, [1, 2], true],
  ['batch', { userId: 'u' }, [{ userId: 'u' }], false],
  ['track', { userId: 'u' }, [{ userId: 'u', type: 'track' }], false],
  ['cloudevents', [{ id: '1' }], [{ id: '1' }], true],
  ['cloudevents', { id: '1' }, [{ id: '1' }], false],
  ['page', 'nothing', ['nothing'], false],
])('what came to the door %s is read as it would have been there', (door, value, calls, isBatch) => {
  expect(requestIn(value, door)).toMatchObject({ calls, isBatch });
});

test('in a table for spreadsheets nothing that came runs as a formula', () => {
  const letter = {
    id: 'i',
    receivedAt: '2026-11-22T08:00:00.000Z',
    kind: 'event' as const,
    source: '=cmd()',
    line: 1,
    code: 'field-invalid',
    field: '@SUM(A1)',
    reason: '+1',
    body: '-2+3;"x"',
    status: 'open' as const,
    isCut: false,
    mended: null,
    settledAt: null,
    settledBy: null,
    settledBecause: null,
  };
  const cells = tableRows([letter]).trimEnd().split(';');
  expect(TABLE_HEAD.split(';').length).toBe(13);
  for (const cell of cells) expect(cell).not.toMatch(/^"?[=+\-@]/);
});
