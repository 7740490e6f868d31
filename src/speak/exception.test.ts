import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from './claim.ts';
import { type DeclaredException, exceptionFinder, type Excepted, isCovering } from './exception.ts';

function claim(channel: string, place: string | null, priceType: Claim['priceType']): Claim {
  return {
    subject: 'sweater',
    channel,
    place,
    zone: '*',
    amount: 100,
    currency: 'SEK',
    from: 0,
    to: Infinity,
    audience: null,
    onSale: null,
    priceType,
    seenAt: 0,
    source: 'test',
    sourceRow: null,
    offerId: null,
  };
}

const channel = fc.constantFrom('web', 'store', 'app');
const side = fc.tuple(
  fc.constantFrom(null, 'Umeå'),
  fc.constantFrom('regular' as const, 'member' as const, 'sale' as const),
);
const finding: fc.Arbitrary<Excepted> = fc
  .record({
    kind: fc.constantFrom('unequal' as const, 'missing' as const, 'prior-price' as const),
    subject: fc.constantFrom('sweater', 'jeans'),
    channels: fc.tuple(channel, channel),
    from: fc.integer({ min: 0, max: 20 }),
    sides: fc.tuple(side, side),
  })
  .map(({ sides: [[p, a], [q, b]], ...each }) => {
    const [first, second] = each.channels;
    const statements: [Claim, Claim] = [claim(first, p, a), claim(second, q, b)];
    return { ...each, witness: { statements } };
  });
const exception: fc.Arbitrary<DeclaredException> = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('web-price' as const, 'member-price' as const, 'zone-price' as const),
    channels: fc.uniqueArray(channel, { minLength: 1, maxLength: 2 }),
    products: fc.constantFrom(null, ['sweater'], ['sweater', 'jeans']),
    from: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ length, ...each }) => ({ ...each, to: each.from + length }));

const web: DeclaredException = {
  id: 'web',
  kind: 'web-price',
  channels: ['web'],
  products: null,
  from: 10,
  to: 20,
};
function unequal(
  more: Partial<Excepted> = {},
  places: readonly [string | null, string | null] = [null, null],
): Excepted {
  const channels = more.channels ?? (['store', 'web'] as const);
  const statements = [claim(channels[0], places[0], 'regular'), claim(channels[1], places[1], 'regular')] as const;
  return { kind: 'unequal', subject: 'sweater', channels, from: 0, witness: { statements }, ...more };
}

test('the finder finds an exception exactly where trying all of them does, and of several the one that ends last', () => {
  fc.assert(
    fc.property(fc.array(exception, { maxLength: 8 }), finding, fc.integer({ min: 0, max: 40 }), (all, each, now) => {
      const found = exceptionFinder(all, now)(each);
      const covering = all.filter((one) => isCovering(one, each, now));
      expect(found?.to ?? -Infinity).toBe(Math.max(-Infinity, ...covering.map(({ to }) => to)));
      if (found !== undefined) expect(covering).toContain(found);
    }),
  );
});

test('a price for a place that is declared of two channels is found between places of either of them', () => {
  const zones: DeclaredException = { ...web, kind: 'zone-price', channels: ['web', 'store'] };
  const find = exceptionFinder([zones], 15);
  const ofStores = unequal({ channels: ['store', 'store'] }, ['Kalmar', 'Umeå']);
  expect([find(ofStores), find(unequal({ channels: ['web', 'web'] }, ['Kalmar', null]))]).toEqual([zones, zones]);
});

test('an exception covers from its first instant and not at its last', () => {
  expect([9, 10, 19, 20].map((now) => isCovering(web, unequal(), now))).toEqual([false, true, true, false]);
});

test('what is to come is judged by when it begins', () => {
  expect(isCovering(web, unequal({ from: 15 }), 0)).toBe(true);
  expect(isCovering(web, unequal({ from: 25 }), 15)).toBe(false);
});

test('one channel is excepted against all others, two against each other only, and no channel against itself', () => {
  const pair = { ...web, channels: ['web', 'store'] };
  expect(isCovering(web, unequal({ channels: ['app', 'web'] }), 15)).toBe(true);
  expect(isCovering(pair, unequal({ channels: ['app', 'web'] }), 15)).toBe(false);
  expect(isCovering(pair, unequal(), 15)).toBe(true);
  expect(isCovering(web, unequal({ channels: ['web', 'web'] }, ['Umeå', 'Kiruna']), 15)).toBe(false);
});

test('a price of a zone is one that is told at a place; the places of its channel may differ too', () => {
  const zone: DeclaredException = { ...web, kind: 'zone-price', channels: ['store'] };
  expect(isCovering(zone, unequal(), 15)).toBe(false);
  expect(isCovering(zone, unequal({}, ['Umeå', null]), 15)).toBe(true);
  expect(isCovering(zone, unequal({ channels: ['store', 'store'] }, ['Umeå', 'Kiruna']), 15)).toBe(true);
});

test('a price for members and a price for everyone are excepted apart', () => {
  const members = [claim('store', null, 'member'), claim('web', null, 'member')] as const;
  const ofMembers = unequal({ witness: { statements: members } });
  expect(isCovering(web, ofMembers, 15)).toBe(false);
  expect(isCovering({ ...web, kind: 'member-price' }, ofMembers, 15)).toBe(true);
  expect(isCovering({ ...web, kind: 'member-price' }, unequal(), 15)).toBe(false);
});

test('no exception makes up for what is missing, or for a reduction from nothing', () => {
  expect(isCovering(web, unequal({ kind: 'missing' }), 15)).toBe(false);
  expect(isCovering(web, unequal({ kind: 'prior-price' }), 15)).toBe(false);
});
