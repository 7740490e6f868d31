import { expect, test } from 'vitest';
import type { LiveRow } from '../../../../src/collect/inflow/live.contract.ts';
import { added, empty, fits, isLate, resumed } from './stream.ts';

const row: LiveRow = {
  outcome: 'taken',
  receivedAt: '2026-11-22T09:00:00.000Z',
  at: '2026-11-22T07:59:00.000Z',
  source: 'kassan',
  channel: 'store',
  name: 'Kvitto',
  messageId: 'm-1',
  isRepeat: false,
  identifiers: [{ type: 'email', value: 'asa@example.se' }],
  violations: [],
  raw: '{}',
  isCut: false,
  parsed: {},
  customer: null,
  code: null,
  reason: null,
};
const all = { q: '', source: '', channel: '', outcome: '' };

test('what comes while the stream is paused waits, in its order, and never grows without end', () => {
  let shown = added(empty, { id: '1', row }, false);
  for (let id = 2; id < 700; id += 1) shown = added(shown, { id: String(id), row }, true);
  expect([shown.rows.length, shown.waiting.length, shown.waiting[0]?.id]).toEqual([1, 300, '699']);
  const on = resumed(shown);
  expect([on.rows.length, on.waiting.length, on.rows[0]?.id]).toEqual([300, 0, '699']);
});

test('a row that comes again after a break stands once', () => {
  const once = added(empty, { id: '1', row }, false);
  expect(added(once, { id: '1', row }, false)).toBe(once);
});

test.each([
  [{ q: 'KVITTO' }, true],
  [{ q: 'asa@' }, true],
  [{ q: 'beda' }, false],
  [{ source: 'kassan' }, true],
  [{ source: 'webben' }, false],
  [{ channel: 'store', outcome: 'taken' }, true],
  [{ outcome: 'refused' }, false],
])('of the filter %j the row is among those asked for: %s', (filter, wanted) => {
  expect(fits(row, { ...all, ...filter })).toBe(wanted);
});

test('an event that happened more than an hour before it came is late', () => {
  expect(isLate(row)).toBe(true);
  expect(isLate({ ...row, at: '2026-11-22T08:30:00.000Z' })).toBe(false);
  expect(isLate({ ...row, at: null })).toBe(false);
});
