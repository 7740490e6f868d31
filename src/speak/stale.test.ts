import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import { type Claim, priceUnder, type StatedOffer } from './claim.ts';
import { type EndedQuestion, findStaleOffers, findStalePrices } from './stale.ts';

const sek = (amount: number) => ({ amount, currency: 'SEK' });
const offer: StatedOffer = {
  id: 'offer-1',
  name: 'Höstrea',
  terms: { kind: 'percent-off', percent: 20 },
  products: ['sweater'],
  channels: ['web', 'app'],
  audience: null,
  from: 0,
  to: 7 * DAY_MS,
};

function seen(channel: string, amount: number, seenAt: number, more: Partial<Claim> = {}): Claim {
  const rest = { place: null, zone: '*', currency: 'SEK', audience: null, onSale: null, sourceRow: 1, offerId: null };
  const period = { from: seenAt, to: seenAt + DAY_MS, seenAt };
  return { ...rest, ...period, subject: 'sweater', channel, amount, priceType: 'unknown', source: 'feed', ...more };
}

function find(claims: readonly Claim[], more: Partial<EndedQuestion> = {}, offers = [offer]) {
  const question = { now: 10 * DAY_MS, claimsOf: () => claims, regularOf: () => sek(500_00), others: [] };
  return findStaleOffers(offers, { ...question, ...more });
}

describe('an ended offer', () => {
  test('is stale in a channel that was seen to show its price after the end, from when it did', () => {
    const found = find([seen('web', 400_00, 6 * DAY_MS), seen('app', 400_00, 9 * DAY_MS)]);
    expect(found).toMatchObject([
      { kind: 'stale', channels: ['app', 'app'], from: 9 * DAY_MS, difference: { amount: 100_00, percent: 25 } },
    ]);
    expect(found[0]?.witness.statements).toMatchObject([{ offerId: 'offer-1' }, { source: 'feed', amount: 400_00 }]);
  });

  test('is not stale where the channel has said another price since', () => {
    expect(find([seen('web', 400_00, 8 * DAY_MS), seen('web', 500_00, 9 * DAY_MS)])).toEqual([]);
  });

  test('is not stale before its end, and not where another offer comes to the same price', () => {
    const shown = [seen('web', 400_00, 8 * DAY_MS)];
    expect(find(shown, { now: 7 * DAY_MS - 1 })).toEqual([]);
    expect(find(shown, { now: 7 * DAY_MS })).toHaveLength(1);
    const next = { ...offer, id: 'offer-2', from: 7 * DAY_MS, to: Infinity };
    expect(find(shown, { others: [next] })).toEqual([]);
    expect(find(shown, { others: [{ ...next, channels: ['app'] }] })).toHaveLength(1);
    // What some are offered is not why everybody is shown it.
    expect(find(shown, { others: [{ ...next, audience: new Set(['anna']) }] })).toHaveLength(1);
  });

  test('is told only by a word that calls itself reduced when no regular price is known', () => {
    const fixed: StatedOffer = { ...offer, terms: { kind: 'fixed-price', ...sek(400_00) } };
    const unknown = { regularOf: () => undefined };
    expect(find([seen('web', 400_00, 8 * DAY_MS)], unknown, [fixed])).toEqual([]);
    const [found] = find([seen('web', 400_00, 8 * DAY_MS, { onSale: true })], unknown, [fixed]);
    expect(found).toMatchObject({ kind: 'stale', difference: null });
    const abroad = { regularOf: () => ({ amount: 50_00, currency: 'EUR' }) };
    const [other] = find([seen('web', 400_00, 8 * DAY_MS, { onSale: true })], abroad, [fixed]);
    expect(other).toMatchObject({ kind: 'stale', difference: null });
  });

  test('that was personal, or came to the regular price, is stale nowhere', () => {
    const shown = [seen('web', 400_00, 8 * DAY_MS)];
    expect(find(shown, {}, [{ ...offer, audience: new Set(['someone']) }])).toEqual([]);
    const same: StatedOffer = { ...offer, terms: { kind: 'fixed-price', ...sek(500_00) } };
    expect(find([seen('web', 500_00, 8 * DAY_MS)], {}, [same])).toEqual([]);
  });
});

describe('a price that the channel has left', () => {
  const feed = [seen('web', 399_00, 0), seen('web', 499_00, 3 * DAY_MS)];
  const page = (amount: number, at: number) => seen('web', amount, at, { source: 'page' });

  test('is stale in the source that still shows it after the change, since the change', () => {
    expect(findStalePrices([...feed, page(399_00, 4 * DAY_MS)])).toMatchObject([
      {
        from: 3 * DAY_MS,
        difference: { amount: 100_00 },
        witness: { statements: [{ amount: 499_00 }, { source: 'page' }] },
      },
    ]);
  });

  test('is not stale when it was seen before the change, when it has gone back, or in another channel or place', () => {
    expect(findStalePrices([...feed, page(399_00, 2 * DAY_MS)])).toEqual([]);
    expect(findStalePrices([...feed, seen('web', 399_00, 5 * DAY_MS), page(399_00, 6 * DAY_MS)])).toEqual([]);
    expect(findStalePrices([...feed, { ...page(399_00, 4 * DAY_MS), channel: 'app' }])).toEqual([]);
    expect(findStalePrices([...feed, { ...page(399_00, 4 * DAY_MS), place: 'Umeå' }])).toEqual([]);
  });
});

const word = fc.record({
  channel: fc.constantFrom('web', 'app'),
  place: fc.constantFrom(null, 'Umeå'),
  source: fc.constantFrom('feed', 'page', 'crawl'),
  amount: fc.constantFrom(300_00, 400_00, 500_00),
  onSale: fc.constantFrom(null, true),
});
const words = fc
  .array(word, { maxLength: 14 })
  .map((list) => list.map((each, day) => seen(each.channel, each.amount, day * DAY_MS, each)));

test('finds the stale prices that trying every change against every source finds', () => {
  fc.assert(
    fc.property(words, (claims) => {
      const expected = claims.filter((shown) => {
        const same = (other: Claim) => other.channel === shown.channel && other.place === shown.place;
        const speaker = claims.filter(same);
        if (speaker.some((other) => other.source === shown.source && other.seenAt > shown.seenAt)) return false;
        return ['feed', 'page', 'crawl'].some((source) => {
          const history = speaker.filter((other) => other.source === source);
          return history.some((next, index) => {
            const rest = history.slice(index);
            const before = history[index - 1];
            const stands = rest.every((other) => other.amount === next.amount);
            return (
              stands && before?.amount === shown.amount && next.amount !== shown.amount && next.seenAt < shown.seenAt
            );
          });
        });
      });
      const found = findStalePrices(claims).map((each) => each.witness.statements[1]);
      expect(new Set(found)).toEqual(new Set(expected));
      expect(found).toHaveLength(expected.length);
    }),
  );
});

test('finds the ended offers that trying every offer against every newest word finds', () => {
  const offers = fc.array(
    fc.record({ percent: fc.constantFrom(20, 40), to: fc.integer({ min: 1, max: 16 }), web: fc.boolean() }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(words, offers, (claims, some) => {
      const list = some.map(({ percent, to, web }, index): StatedOffer => {
        const terms = { kind: 'percent-off', percent } as const;
        return { ...offer, id: String(index), terms, to: to * DAY_MS, channels: web ? ['web'] : ['app'] };
      });
      const expected = list.flatMap((each) => {
        const price = priceUnder(each.terms, sek(500_00))?.amount;
        const shown = claims.filter(
          (claim) =>
            claim.amount === price &&
            claim.seenAt >= each.to &&
            each.to <= 10 * DAY_MS &&
            !claims.some((o) => o.channel === claim.channel && o.place === claim.place && o.seenAt > claim.seenAt),
        );
        return [...new Set(shown.map((claim) => `${each.id} ${claim.channel}`))];
      });
      const found = find(claims, {}, list).map((each) => `${each.offerId} ${each.channels[0]}`);
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
  );
});
