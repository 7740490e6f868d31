import { expect, test } from 'vitest';
import type { SightingView } from '../collect/sighting.contract.ts';
import { cellsOf } from './board.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

function sighting(channel: string, place: string | null, day: number): SightingView {
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  return {
    id: '01990000-0000-7000-8000-000000000001',
    product: 'sweater',
    channel,
    place,
    amount: 399_00,
    currency: 'SEK',
    onSale: null,
    priceType: 'unknown',
    availability: null,
    seenAt: `${date}T08:00:00.000Z`,
    holdsFrom: `${date}T00:00:00.000Z`,
    holdsTo: `2026-11-${String(day + 1).padStart(2, '0')}T00:00:00.000Z`,
    source: 'feed',
    sourceRow: null,
  };
}

test('a cell says whether the channel agrees, contradicts, is silent, is stale or has nothing to say', () => {
  const latest = [sighting('web', null, 22), sighting('store', 'Umeå', 22), sighting('phone', null, 20)];
  const open = [
    { id: 'unequal', kind: 'unequal', product: 'sweater', channels: ['store', 'chat'] },
    { id: 'missing', kind: 'missing', product: 'sweater', channels: ['web', 'app'] },
  ] as const;
  const cells = cellsOf(['web', 'store', 'app', 'phone', 'sms'], latest, open, now);
  expect(cells.map((cell) => [cell.channel, cell.state])).toEqual([
    ['web', 'agrees'],
    ['store', 'contradicts'],
    ['app', 'silent'],
    ['phone', 'stale'],
    ['sms', 'nothing'],
  ]);
  expect(cells.find((cell) => cell.channel === 'app')?.contradictionIds).toEqual(['missing']);
});

test('a channel of many places shows its five newest words and counts all places', () => {
  const latest = Array.from({ length: 8 }, (_, index) => sighting('store', `place ${index}`, 10 + index));
  const [cell] = cellsOf(['store'], latest, [], now);
  expect(cell?.places).toBe(8);
  expect(cell?.statements.map((each) => each.place)).toEqual(['place 7', 'place 6', 'place 5', 'place 4', 'place 3']);
  expect(cell?.since).toBe('2026-11-17T00:00:00.000Z');
});
