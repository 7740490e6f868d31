import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Claim, UNDECLARED_ZONE } from './claim.ts';
import { findUnknownPromises, type PromisedTerms, type PromiseQuestion } from './unknown-promise.ts';

const onPhone: PromisedTerms = {
  product: 'tent',
  channel: 'phone',
  terms: { kind: 'fixed-price', amount: 2490_00, currency: 'SEK' },
  offerId: null,
  offered: [],
  from: 100,
  to: 500,
  people: 3,
};

function shown(channel: string, amount: number, more: Partial<Claim> = {}): Claim {
  return {
    subject: 'tent',
    channel,
    place: null,
    zone: UNDECLARED_ZONE,
    amount,
    currency: 'SEK',
    from: 0,
    to: Infinity,
    audience: null,
    onSale: false,
    priceType: 'regular',
    seenAt: 0,
    source: `${channel}.csv`,
    sourceRow: 7,
    offerId: null,
    ...more,
  };
}

function asked(claims: readonly Claim[], asking: readonly string[] = []): PromiseQuestion {
  return {
    now: 200,
    claimsOf: (product) => claims.filter((claim) => claim.subject === product),
    regularOf: () => ({ amount: 3000_00, currency: 'SEK' }),
    asks: (channel) => asking.includes(channel),
  };
}

test('a channel that shows a worse price than is promised on the phone, and never asks, cannot know of the promise', () => {
  expect(findUnknownPromises([onPhone], asked([shown('chat', 2990_00), shown('web', 2490_00)]))).toMatchObject([
    {
      kind: 'unknown',
      channels: ['phone', 'chat'],
      difference: { amount: 500_00, currency: 'SEK' },
      people: 3,
      from: 100,
      to: 500,
      witness: {
        statements: [
          { channel: 'phone', amount: 2490_00, source: 'promises' },
          { channel: 'chat', sourceRow: 7 },
        ],
      },
    },
  ]);
});

test('a channel that asks, or is held to the promise by its offer, knows of it', () => {
  const claims = [shown('chat', 2990_00)];
  expect(findUnknownPromises([onPhone], asked(claims, ['chat']))).toEqual([]);
  expect(findUnknownPromises([{ ...onPhone, offered: ['chat'] }], asked(claims))).toEqual([]);
});

test('what is only sent, as a newsletter or a catalogue, is asked nothing', () => {
  expect(findUnknownPromises([onPhone], asked([shown('newsletter', 2990_00), shown('print', 2990_00)]))).toEqual([]);
});

test('what the channel shows no more, shows members, tells in a text or in another currency is no worse price of now', () => {
  for (const more of [
    { to: 200 },
    { from: 201 },
    { priceType: 'member' },
    { text: { id: 'a', from: 0, to: 1 } },
    { currency: 'NOK' },
  ] as const)
    expect(findUnknownPromises([onPhone], asked([shown('chat', 2990_00, more)]))).toEqual([]);
});

test('a share off is promised off the regular price', () => {
  const share = { ...onPhone, terms: { kind: 'percent-off', percent: 10 } } as const;
  expect(findUnknownPromises([share], asked([shown('chat', 2700_00)]))).toEqual([]);
  expect(findUnknownPromises([share], asked([shown('chat', 2701_00)]))).toHaveLength(1);
});

test('several promises of one product come to one finding: the largest difference, and all who are promised', () => {
  const dearer = { ...onPhone, terms: { ...onPhone.terms, amount: 2600_00 }, people: 4 } as PromisedTerms;
  const [found, ...more] = findUnknownPromises([dearer, onPhone], asked([shown('chat', 2990_00)]));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ people: 7, difference: { amount: 500_00 } });
});

test('it is found just where the best price of a channel that does not ask is above the best that is promised', () => {
  const channels = ['phone', 'chat', 'store', 'web'];
  const price = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ channel: fc.constantFrom(...channels), amount: price }), { maxLength: 6 }),
      fc.array(fc.record({ channel: fc.constantFrom(...channels), amount: price }), { maxLength: 8 }),
      fc.subarray(channels),
      (promised, said, asking) => {
        const promises = promised.map(({ channel, amount }): PromisedTerms => {
          return { ...onPhone, channel, terms: { kind: 'fixed-price', amount, currency: 'SEK' } };
        });
        const claims = said.map(({ channel, amount }) => shown(channel, amount));
        const least = (of: readonly { channel: string; amount: number }[], channel: string) =>
          Math.min(...of.filter((each) => each.channel === channel).map((each) => each.amount));
        const expected = channels.flatMap((from) =>
          channels
            .filter((to) => {
              const [best, worst] = [least(promised, from), least(said, to)];
              return from !== to && !asking.includes(to) && worst !== Infinity && best < worst;
            })
            .map((to) => `${from}>${to}`),
        );
        const found = findUnknownPromises(promises, asked(claims, asking)).map(({ channels: [a, b] }) => `${a}>${b}`);
        expect(found.toSorted()).toEqual(expected.toSorted());
      },
    ),
    { numRuns: 2000 },
  );
});
