import { expect, test } from 'vitest';
import type { PlanEntry } from '../../../../src/collect/plan/plan-report.contract.ts';
import { chosen } from './plan-list.ts';

function entry(name: string, given: Partial<PlanEntry> = {}): PlanEntry {
  const none = { mode: null, live: null, description: null, owner: null, lastSeenAt: null };
  return { type: 'track', name, isPlanned: true, versions: 1, drafts: 0, events: 0, violating: 0, ...none, ...given };
}

const entries = [
  entry('Cart Viewed'),
  entry('Order Completed', { events: 10, violating: 2, owner: 'E-handeln' }),
  entry('Kaffe Bjudet', { events: 30, isPlanned: false, versions: 0 }),
  entry('Call Ended', { drafts: 1 }),
];
const names = (found: readonly PlanEntry[]): string[] => found.map((each) => each.name);

test('names stand by how much came of them, then by the alphabet', () => {
  expect(names(chosen(entries, '', undefined))).toEqual([
    'Kaffe Bjudet',
    'Order Completed',
    'Call Ended',
    'Cart Viewed',
  ]);
});

test('a group and words choose together, words also by owner', () => {
  expect(names(chosen(entries, '', 'unplanned'))).toEqual(['Kaffe Bjudet']);
  expect(names(chosen(entries, '', 'violating'))).toEqual(['Order Completed']);
  expect(names(chosen(entries, '', 'drafts'))).toEqual(['Call Ended']);
  expect(names(chosen(entries, ' e-handeln ', 'planned'))).toEqual(['Order Completed']);
  expect(chosen(entries, 'kaffe', 'planned')).toEqual([]);
});
