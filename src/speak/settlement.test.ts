import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import type { Claim } from './claim.ts';
import { endedByTheNext, haveAgreedSince, standingOf } from './settlement.ts';

const monday = Date.UTC(2026, 10, 16);
const HOUR_MS = 3_600_000;

function claim(channel: string, amount: number, seenAt: number, more: Partial<Claim> = {}): Claim {
  const day = Math.floor(seenAt / DAY_MS) * DAY_MS;
  return {
    subject: 'sweater',
    channel,
    place: null,
    zone: '*',
    amount,
    currency: 'SEK',
    from: day,
    to: day + DAY_MS,
    audience: null,
    onSale: null,
    priceType: 'unknown',
    seenAt,
    source: 'feed',
    sourceRow: null,
    offerId: null,
    ...more,
  };
}

const dispute = { zone: '*', channels: ['store', 'web'], places: [null, null] } as const;
const before = [claim('web', 399_00, monday), claim('store', 499_00, monday)];
const opened = monday + 8 * HOUR_MS;

test('two channels that are both seen to say the same afterwards have agreed', () => {
  const later = [claim('web', 399_00, monday + DAY_MS), claim('store', 399_00, monday + DAY_MS + HOUR_MS)];
  expect(haveAgreedSince(opened, dispute, [...before, ...later])).toBe(true);
});

test('a channel that comes round to what the other still says has agreed with it, also the day after', () => {
  const later = claim('store', 399_00, opened + HOUR_MS);
  expect(haveAgreedSince(opened, dispute, [...before, later])).toBe(true);
});

test('one channel alone that says something new agrees with nobody when the other has been silent since', () => {
  const later = claim('store', 399_00, monday + 3 * DAY_MS);
  expect(haveAgreedSince(opened, dispute, [...before, later])).toBe(false);
});

test('what a file of history says of an older time closes nothing', () => {
  const older = [claim('web', 450_00, monday + HOUR_MS), claim('store', 450_00, monday + HOUR_MS)];
  expect(haveAgreedSince(opened, dispute, [...before, ...older])).toBe(false);
});

test('one place of the channel that still says otherwise keeps the contradiction open', () => {
  const umea = { place: 'Umeå' };
  const lund = { place: 'Lund' };
  const said = [
    claim('web', 399_00, monday + DAY_MS),
    claim('store', 399_00, monday + DAY_MS, umea),
    claim('store', 499_00, monday + DAY_MS, lund),
  ];
  const between = { ...dispute, places: ['Umeå', null] as const };
  expect(haveAgreedSince(opened, between, said)).toBe(false);
  expect(haveAgreedSince(opened, between, said.slice(0, 2))).toBe(true);
});

test('an open-ended claim holds until its speaker says something newer, and others keep their end', () => {
  const open = { to: Infinity };
  const said = [
    claim('web', 399_00, monday, open),
    claim('web', 449_00, monday + 5 * DAY_MS, open),
    claim('store', 499_00, monday),
  ];
  expect(endedByTheNext(said).map((each) => each.to)).toEqual([monday + 5 * DAY_MS, Infinity, monday + DAY_MS]);
});

test('an open-ended claim ends where trying every later word of its speaker finds the next', () => {
  const word = fc.record({
    channel: fc.constantFrom('web', 'store'),
    place: fc.constantFrom(null, 'Umeå'),
    from: fc.nat(6),
    to: fc.constantFrom(Infinity, 9),
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const said = words.map(({ channel, ...rest }) => claim(channel, 399_00, 0, rest));
      const expected = said.map(({ channel, place, from, to }) => {
        const same = said.filter((each) => each.channel === channel && each.place === place && each.from > from);
        return to === Infinity ? Math.min(Infinity, ...same.map((each) => each.from)) : to;
      });
      expect(endedByTheNext(said).map((each) => each.to)).toEqual(expected);
    }),
  );
});

test('a contradiction that an offer answered lapses with it when it is past, and comes back when it still holds', () => {
  const answered = { status: 'answered', closedBecause: null } as const;
  const facts = { haveAgreed: false, answeringOffer: null, exception: null, isAccepted: false };
  expect(standingOf(answered, { ...facts, isPast: true })).toMatchObject({ status: 'closed', closedBecause: 'lapsed' });
  expect(standingOf(answered, { ...facts, isPast: false })).toMatchObject({ status: 'open' });
  const lapsed = { status: 'closed', closedBecause: 'lapsed' } as const;
  expect(standingOf(lapsed, { ...facts, isPast: true })).toMatchObject({ status: 'closed' });
});

test('a contradiction that was gone and is found again is open again', () => {
  const gone = { status: 'closed', closedBecause: 'gone' } as const;
  const facts = { haveAgreed: false, answeringOffer: null, exception: null, isAccepted: false, isPast: true };
  expect(standingOf(gone, facts)).toMatchObject({ status: 'open' });
});
