import { expect, test } from 'vitest';
import type { SightingView } from '../../../../src/collect/sighting.contract.ts';
import { LOWEST, lowestTrack, pathsOf, tracksOf } from './history.ts';

function seen(channel: string, day: number, amount: number, place: string | null = null): SightingView {
  const at = new Date(Date.UTC(2026, 10, day)).toISOString();
  return {
    id: '00000000-0000-7000-8000-000000000000',
    product: 'sweater',
    channel,
    place,
    amount,
    currency: 'SEK',
    onSale: null,
    priceType: 'unknown',
    availability: null,
    seenAt: at,
    holdsFrom: at,
    holdsTo: null,
    source: 'prices.csv',
    sourceRow: 1,
  };
}

test('sightings of a channel become one track in order of time, with the lowest of several places', () => {
  const sightings = [
    seen('store', 3, 500),
    seen('store', 1, 600, 'Malmö'),
    seen('store', 1, 550, 'Lund'),
    seen('web', 2, 400),
  ];
  const [store, web] = tracksOf(sightings, ['store', 'web']);
  expect(store?.points.map((point) => point.amount)).toEqual([550, 500]);
  expect(web?.points).toHaveLength(1);
});

test('a single sighting draws a level line, and a channel never seen draws nothing', () => {
  const paths = pathsOf(tracksOf([seen('web', 1, 400)], ['web', 'app']), { width: 100, height: 50, pad: 5 });
  expect(paths).toEqual([{ channel: 'web', path: 'M5.0,45.0H95', endY: 45 }]);
});

test('the lowest price of the 30 days before is drawn from where the picture begins, in its currency', () => {
  const at = (day: number): string => new Date(Date.UTC(2026, 10, day)).toISOString();
  const point = { channel: 'store', currency: 'SEK' };
  const points = [
    { ...point, at: at(1), amount: 450 },
    { ...point, at: at(3), amount: 400 },
    { ...point, at: at(4), amount: 40, currency: 'EUR' },
    { ...point, at: at(9), amount: 300 },
  ];
  const track = lowestTrack([seen('web', 2, 500), seen('web', 5, 400)], { points });
  expect(track).toEqual({
    channel: LOWEST,
    points: [
      { at: Date.parse(at(2)), amount: 450 },
      { at: Date.parse(at(3)), amount: 400 },
    ],
  });
});
