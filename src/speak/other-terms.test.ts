import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Money } from '../kernel/money.ts';
import type { StatedOffer } from './claim.ts';
import { findOtherTerms, haveSameTerms, isOfOffer, pairOf, speakerIn } from './other-terms.ts';
import { toldInText, type ToldTerms, toldOfOffers } from './told-terms.ts';

const at = (day: number): number => Date.UTC(2026, 10, day);
const sek = (amount: number): Money => ({ amount, currency: 'SEK' });

type Saying = { channel: string; price?: number; percent?: number; value: string; from?: number; to?: number };

function text(aspect: ToldTerms['aspect'], { channel, price, percent, value, from = 1, to = 20 }: Saying): ToldTerms {
  const told = { price: price === undefined ? undefined : sek(price), percent, from: at(from), to: at(to) };
  return toldInText({ aspect, value, ...told, product: 'jeans', channel, source: 'week 48', line: 1, seenAt: at(1) });
}

function offer(id: string, terms: StatedOffer['terms'], to: number, from = 1): StatedOffer {
  const period = { from: at(from), to: at(to) - 3_600_000 };
  return { id, name: id, terms, products: ['jeans'], channels: ['web', 'newsletter'], audience: null, ...period };
}

const words = { regularOf: () => sek(1000), timeZone: 'Europe/Stockholm' };
const found = (told: readonly ToldTerms[]) => findOtherTerms(told, { now: at(2) });

/** Each pair tried: what differs in words on the same terms, but for a text that says what some offer says. */
function naive(told: readonly ToldTerms[], now: number, tolerance: number): Set<string> {
  const standing = told.filter((each) => each.to > now && each.from < each.to);
  const isAlike = (a: ToldTerms, b: ToldTerms): boolean => a.aspect === b.aspect && a.subject === b.subject;
  const follows = (word: ToldTerms): boolean =>
    standing.some(
      (each) =>
        isOfOffer(each) && isAlike(each, word) && each.value === word.value && haveSameTerms(each, word, tolerance),
    );
  const pairs = new Set<string>();
  for (const a of standing)
    for (const b of standing) {
      if (!isAlike(a, b) || a.value === b.value || speakerIn(a) === speakerIn(b)) continue;
      if (!haveSameTerms(a, b, tolerance) || (isOfOffer(a) && isOfOffer(b))) continue;
      if (isOfOffer(a) !== isOfOffer(b) && follows(isOfOffer(a) ? b : a)) continue;
      pairs.add(`${a.aspect} ${a.subject} ${pairOf(a, b)}`);
    }
  return pairs;
}

const anyText = fc
  .record({
    aspect: fc.constantFrom('period' as const, 'share' as const, 'code' as const),
    channel: fc.constantFrom('a', 'b', 'c'),
    price: fc.option(fc.integer({ min: 500, max: 506 }), { nil: undefined }),
    percent: fc.option(fc.constantFrom(10, 20), { nil: undefined }),
    number: fc.constantFrom('10', '20', '30'),
    from: fc.integer({ min: 1, max: 9 }),
    days: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ aspect, number, from, days, percent, price, channel }) =>
    text(aspect, {
      channel,
      value: aspect === 'period' ? `2026-11-${number}` : number,
      ...(price === undefined ? {} : { price }),
      ...(aspect === 'share' ? { percent: Number(number) } : percent === undefined ? {} : { percent }),
      from,
      to: from + days,
    }),
  );
const anyOffer = fc
  .record({
    id: fc.constantFrom('o1', 'o2', 'o3'),
    percent: fc.constantFrom(10, 20, 50),
    amount: fc.option(fc.integer({ min: 500, max: 506 }), { nil: undefined }),
    from: fc.integer({ min: 1, max: 9 }),
    to: fc.constantFrom(11, 21, 31),
  })
  .map(({ id, percent, amount, from, to }) =>
    offer(
      id,
      amount === undefined ? { kind: 'percent-off', percent } : { kind: 'fixed-price', amount, currency: 'SEK' },
      to,
      from,
    ),
  );

test('finds what trying all pairs finds', () => {
  fc.assert(
    fc.property(
      fc.array(anyText, { maxLength: 14 }),
      fc.uniqueArray(anyOffer, { selector: ({ id }) => id }),
      fc.constantFrom(0.005, 0.02),
      fc.integer({ min: 1, max: 9 }),
      (texts, offers, tolerance, day) => {
        const told = [...texts, ...toldOfOffers(offers, words)];
        const findings = findOtherTerms(told, { now: at(day), tolerance });
        const pairs = findings.map(({ aspect, subject, witness: { statements } }) => {
          const speakers = statements.map((each) => (each.offerId === null ? each.channel : `offer ${each.offerId}`));
          return `${aspect} ${subject} ${speakers.toSorted().join('\n')}`;
        });
        expect(new Set(pairs)).toEqual(naive(told, at(day), tolerance));
        expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
        for (const { from, to } of findings) expect(to).toBeGreaterThan(Math.max(from, at(day)));
      },
    ),
    { numRuns: 400 },
  );
});

test('another last day of the same price is found, and of another price it is not', () => {
  const newsletter = text('period', { channel: 'newsletter', price: 599, value: '2026-11-15' });
  const [finding] = found([newsletter, text('period', { channel: 'phone', price: 599, value: '2026-11-20' })]);
  expect(finding).toMatchObject({
    kind: 'unequal',
    aspect: 'period',
    key: 'unequal|jeans|*|newsletter|phone||period',
    channels: ['newsletter', 'phone'],
    difference: null,
    witness: { statements: [{ beside: { until: '2026-11-15' } }, { beside: { until: '2026-11-20' } }] },
  });
  expect(found([newsletter, text('period', { channel: 'phone', price: 649, value: '2026-11-20' })])).toEqual([]);
  expect(found([newsletter, text('period', { channel: 'newsletter', price: 599, value: '2026-11-20' })])).toEqual([]);
});

test('the last day of an offer that ends at midnight is the day before', () => {
  const offers = toldOfOffers([offer('o', { kind: 'fixed-price', amount: 599, currency: 'SEK' }, 16)], words);
  const saying = (value: string) => text('period', { channel: 'newsletter', price: 599, value });
  expect(found([...offers, saying('2026-11-15')])).toEqual([]);
  expect(found([...offers, saying('2026-11-16')])).toMatchObject([
    { offerId: 'o', channels: ['newsletter', 'newsletter'] },
  ]);
});

test('an offer without an end says nothing of it, and one to some is not held against what everybody reads', () => {
  const terms = { kind: 'fixed-price', amount: 599, currency: 'SEK' } as const;
  const saying = text('period', { channel: 'newsletter', price: 599, value: '2026-11-16' });
  const endless = { ...offer('o', terms, 16), to: Infinity };
  const personal = { ...offer('p', terms, 10), audience: new Set(['anna']) };
  expect(found([saying, ...toldOfOffers([endless, personal], words)])).toEqual([]);
});

test('what a text says for the sake of one offer is not held against another', () => {
  const terms = { kind: 'fixed-price', amount: 599, currency: 'SEK' } as const;
  const saying = text('period', { channel: 'newsletter', price: 599, value: '2026-11-15' });
  expect(found([saying, ...toldOfOffers([offer('o', terms, 16), offer('p', terms, 20)], words)])).toEqual([]);
});

test('another share off is found with or without a price, and not where the price itself is another', () => {
  const offers = toldOfOffers([offer('o', { kind: 'percent-off', percent: 30 }, 16)], words);
  const saying = (percent: number, price?: number) =>
    text('share', {
      channel: 'newsletter',
      percent,
      value: String(percent),
      ...(price === undefined ? {} : { price }),
    });
  expect(found([...offers, saying(30)])).toEqual([]);
  expect(found([...offers, saying(40)])).toMatchObject([{ aspect: 'share' }]);
  expect(found([...offers, saying(40, 700)])).toMatchObject([{ aspect: 'share' }]);
  expect(found([...offers, saying(40, 600)])).toEqual([]);
});

test('another code of the same terms is found', () => {
  const saying = (channel: string, value: string, price: number) => text('code', { channel, value, price });
  expect(found([saying('newsletter', 'A10', 599), saying('sms', 'B10', 599)])).toMatchObject([{ aspect: 'code' }]);
  expect(found([saying('newsletter', 'A10', 599), saying('sms', 'A10', 599)])).toEqual([]);
  expect(found([saying('newsletter', 'A10', 599), saying('sms', 'B10', 499)])).toEqual([]);
});
