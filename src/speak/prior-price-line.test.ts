import { expect, test } from 'vitest';
import { claimed } from '../../test/telling.ts';
import { priorPriceLine } from './prior-price-line.ts';

const now = Date.parse('2026-11-26T11:00:00Z');
const day = (text: string): number => Date.parse(`${text}T00:00:00+01:00`);
const line = (claims: Parameters<typeof priorPriceLine>[0], days: number) =>
  priorPriceLine(claims, { now, days, timeZone: 'Europe/Stockholm' }).map(({ at, amount, channel }) => [
    new Date(at).toISOString(),
    amount,
    channel,
  ]);

test('the line is the lowest price of the 30 days before each day, told where it changes, of all channels', () => {
  const claims = [
    claimed('web', 699, { from: day('2026-10-01'), to: day('2026-11-24') }),
    claimed('web', 599, { from: day('2026-11-24'), onSale: true, priceType: 'sale' }),
    // Ended 30 days before the 25th: out of the window from that day on.
    claimed('store', 650, { from: day('2026-10-01'), to: day('2026-10-26') }),
  ];
  expect(line(claims, 3)).toEqual([
    ['2026-11-23T23:00:00.000Z', 650, 'store'],
    ['2026-11-24T23:00:00.000Z', 599, 'web'],
  ]);
});

test('a price for members and a struck one are not in it, and before the first price there is no line', () => {
  const claims = [
    claimed('web', 599, { from: day('2026-11-25') }),
    claimed('web', 399, { from: day('2026-11-25'), priceType: 'member' }),
  ];
  expect(line(claims, 3)).toEqual([['2026-11-25T23:00:00.000Z', 599, 'web']]);
});
