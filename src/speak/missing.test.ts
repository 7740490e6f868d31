import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import { type Claim, claimsOfOffer, type StatedOffer } from './claim.ts';
import { findContradictions } from './contradiction.ts';
import { findMissing } from './missing.ts';

const jeansOffer: StatedOffer = {
  id: 'offer-1',
  name: 'Jeans week',
  terms: { kind: 'fixed-price', amount: 39_900, currency: 'SEK' },
  products: ['jeans'],
  channels: ['newsletter', 'app'],
  audience: null,
  from: 0,
  to: 7 * DAY_MS,
};

function seen(channel: string, subject: string, from: number, to: number, amount = 39_900): Claim {
  const rest = { place: null, zone: '*', currency: 'SEK', audience: null, onSale: null, source: 'feed.csv' };
  return {
    ...rest,
    subject,
    channel,
    amount,
    from,
    to,
    priceType: 'unknown',
    seenAt: from,
    sourceRow: 1,
    offerId: null,
  };
}

describe('the newsletter jeans', () => {
  const newsletter = seen('newsletter', 'jeans', 0, 7 * DAY_MS);
  const appSaysOther = seen('app', 'boots', 0, 7 * DAY_MS);

  test('an offer stated for newsletter and app is missing in the app that shows nothing of it', () => {
    const found = findMissing([jeansOffer], [newsletter, appSaysOther], { now: 3 * DAY_MS });
    expect(found).toMatchObject([
      {
        kind: 'missing',
        channels: ['newsletter', 'app'],
        observed: true,
        silentNow: true,
        gaps: [{ from: 0, to: 3 * DAY_MS }],
        witness: {
          statements: [
            { channel: 'newsletter', amount: 39_900 },
            { channel: 'app', amount: null },
          ],
        },
      },
    ]);
  });

  test('what the offer itself claims does not count as showing it', () => {
    const claims = [newsletter, appSaysOther, ...claimsOfOffer(jeansOffer, () => undefined)];
    expect(findMissing([jeansOffer], claims, { now: DAY_MS }).map((each) => each.silentChannel)).toEqual(['app']);
  });

  test('of an offer to some nobody can see whether it is shown', () => {
    const toSome = { ...jeansOffer, audience: new Set(['anna']) };
    expect(findMissing([toSome], [newsletter, appSaysOther], { now: 3 * DAY_MS })).toEqual([]);
  });

  test('a channel that began to show it on the third day was silent for two', () => {
    const late = seen('app', 'jeans', 2 * DAY_MS, 7 * DAY_MS);
    const [found] = findMissing([jeansOffer], [newsletter, late], { now: 5 * DAY_MS });
    expect(found).toMatchObject({ gaps: [{ from: 0, to: 2 * DAY_MS }], silentNow: false });
  });

  test('a channel that nobody has looked at is told apart', () => {
    const [found] = findMissing([jeansOffer], [newsletter], { now: DAY_MS });
    expect(found?.observed).toBe(false);
  });

  test('an offer that has not begun is not missing anywhere', () => {
    expect(findMissing([jeansOffer], [], { now: -1 })).toEqual([]);
    expect(findMissing([jeansOffer], [], { now: 0 })).toEqual([]);
  });

  test('a till that takes another price than the offer contradicts it', () => {
    const till = seen('app', 'jeans', DAY_MS, 2 * DAY_MS, 49_900);
    const { findings } = findContradictions([till, ...claimsOfOffer(jeansOffer, () => undefined)]);
    expect(findings.map((each) => each.channels)).toEqual([
      ['app', 'newsletter'],
      ['app', 'app'],
    ]);
  });

  test('a share off claims a price only where the regular price is known', () => {
    const share: StatedOffer = { ...jeansOffer, terms: { kind: 'percent-off', percent: 20 } };
    expect(claimsOfOffer(share, () => undefined)).toEqual([]);
    expect(claimsOfOffer(share, () => ({ amount: 49_900, currency: 'SEK' }))[0]?.amount).toBe(39_920);
    const [found] = findMissing([share], [newsletter, appSaysOther], { now: DAY_MS });
    expect(found?.witness.statements[0]).toMatchObject({ amount: null, offerId: 'offer-1' });
  });
});
