import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimed } from '../../test/telling.ts';
import { checkClaims } from './check-claims.ts';
import type { Claim, StatedOffer } from './claim.ts';
import { type Finding, findContradictions } from './contradiction.ts';
import { type CheckedOffer, findOfferContradictions } from './offer-contradiction.ts';

const now = 100;

function offered(id: string, amount: number, more: Partial<StatedOffer> = {}): CheckedOffer {
  return {
    id,
    name: id,
    terms: { kind: 'fixed-price', amount, currency: 'SEK' },
    products: ['coat'],
    channels: ['web'],
    audience: null,
    from: 50,
    to: 200,
    liveAt: 50,
    ...more,
  };
}

const whole = [claimed('web', 500), claimed('store', 500)];
const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind }) => kind).toSorted();

test('a price for named customers is no public price: it contradicts neither a channel nor an offer to everyone', () => {
  const anna = new Set(['anna']);
  const named = offered('named', 300, { audience: anna, channels: ['web', 'store', 'app'] });
  expect(checkClaims({ claims: whole, offers: [named], now, timeZone: 'UTC' }).findings).toEqual([]);
  expect(
    kinds(checkClaims({ claims: whole, offers: [{ ...named, audience: null }], now, timeZone: 'UTC' }).findings),
  ).toContain('unequal');
  const same = offered('public', 500, { channels: ['web', 'store'] });
  expect(checkClaims({ claims: whole, offers: [named, same], now, timeZone: 'UTC' }).findings).toEqual([]);
});

test('two offers to people who can be in both are one finding, a plan-conflict, and two to different people are none', () => {
  const first = offered('a', 300, { audience: new Set(['anna', 'bo']) });
  const second = offered('b', 200, { audience: new Set(['bo']), channels: ['store'] });
  expect(kinds(checkClaims({ claims: whole, offers: [first, second], now, timeZone: 'UTC' }).findings)).toEqual([
    'plan-conflict',
  ]);
  const others = { ...second, audience: new Set(['eva']) };
  expect(checkClaims({ claims: whole, offers: [first, others], now, timeZone: 'UTC' }).findings).toEqual([]);
});

test('a share off is taken off a regular price of ours, and never off what a competitor asks', () => {
  const half = offered('half', 0, { terms: { kind: 'percent-off', percent: 50 }, channels: ['web', 'app'] });
  const competitor = claimed('competitor', 900, { seenAt: 60 });
  const claims = [claimed('web', 250, { priceType: 'sale', from: 50, seenAt: 50 }), claimed('store', 500), competitor];
  const check = (said: readonly Claim[]) =>
    checkClaims({ claims: said, offers: [half], now, timeZone: 'UTC', channels: ['web', 'store', 'app'] }).findings;
  expect(check(claims)).toEqual(check(claims.filter((claim) => claim !== competitor)));
  const alone = check([claimed('app', 700, { priceType: 'unknown' }), competitor]);
  expect(alone.flatMap(({ witness }) => witness.statements.map(({ amount }) => amount))).not.toContain(450);
});

test('what a message tells some people of the price of everybody is the public price', () => {
  const told = claimed('sms', 500, { audience: new Set(['someone']) });
  expect(findContradictions([told, claimed('web', 400)]).findings).toHaveLength(1);
});

test('an offer to some changes nothing of what is found but plans that clash and what is sold out', () => {
  const amount = fc.integer({ min: 1, max: 4 }).map((hundreds) => hundreds * 100);
  const channel = fc.constantFrom('web', 'store', 'app');
  const claim = fc
    .record({
      channel,
      amount,
      from: fc.integer({ min: 0, max: 110 }),
      priceType: fc.constantFrom('regular', 'sale', 'unknown'),
      subject: fc.constantFrom('coat', 'hat'),
    })
    .map(({ from, ...rest }) => claimed(rest.channel, rest.amount, { ...rest, from, seenAt: from, to: from + 40 }));
  const offer = fc
    .record({
      amount,
      channels: fc.uniqueArray(channel, { minLength: 1 }),
      products: fc.constantFrom(['coat'], ['coat', 'hat']),
      audience: fc.option(fc.subarray(['anna', 'bo', 'eva'], { minLength: 1 }).map((list) => new Set(list))),
      from: fc.integer({ min: 0, max: 110 }),
      length: fc.constantFrom(20, 60, Infinity),
    })
    .map(({ length, amount: price, from, ...rest }) =>
      offered('', price, { ...rest, from, to: from + length, audience: rest.audience ?? null }),
    );
  fc.assert(
    fc.property(
      fc.array(claim, { maxLength: 12 }),
      fc.array(offer, { maxLength: 6 }).map((list) => list.map((each, index) => ({ ...each, id: `${index}` }))),
      (claims, offers) => {
        const publicOnes = offers.filter(({ audience }) => audience === null);
        const isPublic = ({ kind }: Finding): boolean => kind !== 'plan-conflict' && kind !== 'undeliverable';
        const found = checkClaims({ claims, offers, now, timeZone: 'UTC' }).findings.filter(isPublic);
        expect(found).toEqual(
          checkClaims({ claims, offers: publicOnes, now, timeZone: 'UTC' }).findings.filter(isPublic),
        );

        const byProduct = Map.groupBy(claims, ({ subject }) => subject);
        const question = {
          now,
          claimsOf: (product: string) => byProduct.get(product) ?? [],
          observedChannels: ['web', 'store', 'app'],
          found: [],
        };
        expect(findOfferContradictions(offers, question)).toEqual(findOfferContradictions(publicOnes, question));
      },
    ),
    { numRuns: 500 },
  );
});
