import { expect, test } from 'vitest';
import { approvableBy } from './approvable.ts';

const approvals = [
  { channel: 'web', owner: 'Tuva', by: null },
  { channel: 'store', owner: 'Åke', by: 'member:Åke' },
  { channel: 'print', owner: null, by: null },
];

test('a member may approve for the channels they answer for that nobody has approved, an owner for all of them', () => {
  expect(approvableBy({ approvals }, { name: 'Tuva', role: 'editor' })).toEqual(['web']);
  expect(approvableBy({ approvals }, { name: 'Åke', role: 'editor' })).toEqual([]);
  expect(approvableBy({ approvals }, { name: 'Ada', role: 'owner' })).toEqual(['web', 'print']);
});
