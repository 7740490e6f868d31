import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { receiveSightingBatch } from '../collect/sighting.service.ts';
import { evenNumbers } from '../kernel/even-numbers.ts';
import { checkContradictions } from './contradiction.service.ts';
import { changeOffer, createOffer } from './offer.service.ts';
import { viewContradictionHours, weeksOf } from './spell.service.ts';
import { theSystem } from '../organisation/audit.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MINUTES = 7 * 24 * 60;
/** Midnight between Sunday and Monday in Sweden. */
const MONDAY = Date.parse('2026-11-01T23:00:00Z');

let given: TestDeps;
beforeEach(async () => {
  given = await openDeps();
});
afterEach(() => given.close());

async function see(channel: string, amount: number): Promise<void> {
  const seenAt = new Date(given.clock.now()).toISOString();
  await receiveSightingBatch(given.deps, [
    { product: 'sweater', channel, amount, currency: 'SEK', seenAt, source: channel },
  ]);
  await checkContradictions(given.deps);
}

async function hours() {
  const { weeks } = await viewContradictionHours(given.deps, {});
  const sum = (status: 'open' | 'answered', channel: string): number =>
    weeks.filter((each) => each.channel === channel).reduce((all, each) => all + each[status], 0);
  return ['web', 'store', 'app'].map((channel) => [sum('open', channel), sum('answered', channel)]);
}

test('the hours run from when it is opened until it is closed, and those in which an offer answers are told apart', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  given.clock.advance(3 * HOUR_MS);
  expect(await hours()).toEqual([
    [3, 0],
    [3, 0],
    [0, 0],
  ]);
  const terms = { kind: 'fixed-price', amount: 399_00, currency: 'SEK' } as const;
  const validFrom = new Date(given.clock.now() - HOUR_MS).toISOString();
  const offer = { name: 'Rea', terms, products: ['sweater'], channels: ['web', 'store'], validFrom };
  const { id } = (await createOffer(given.deps, { offer, by: theSystem })).offer;
  await changeOffer(given.deps, { id, act: 'approve', by: theSystem });
  await changeOffer(given.deps, { id, act: 'publish', by: theSystem });
  await checkContradictions(given.deps);
  given.clock.advance(2 * HOUR_MS);
  await see('store', 399_00);
  given.clock.advance(5 * HOUR_MS);
  const [web, store] = await hours();
  expect(web).toEqual([3, 2]);
  expect(store?.[1]).toBe(2);
});

type Spell = { dispute: number; channels: readonly [string, string]; status: string; from: number; to: number | null };

/** By trying every minute. */
function naive(spells: readonly Spell[], until: number): Map<string, number> {
  const minutes = new Map<string, Set<string>>();
  for (const { dispute, channels, status, from, to } of spells)
    for (let at = from; at < Math.min(to ?? until, until); at += 1)
      for (const channel of channels) {
        const key = `${Math.floor(at / WEEK_MINUTES)} ${channel} ${status}`;
        minutes.set(key, (minutes.get(key) ?? new Set()).add(`${dispute} ${at}`));
      }
  return new Map([...minutes].map(([key, all]) => [key, all.size / 60]));
}

test('hours per week and channel are what counting every minute of every dispute once comes to', async () => {
  const { postgres, clock } = given.deps;
  const random = evenNumbers(74);
  const whole = (most: number): number => Math.floor(random() * most);
  const until = 4 * WEEK_MINUTES - 600;
  const pairs = [
    ['store', 'web'],
    ['app', 'web'],
    ['app', 'app'],
  ] as const;
  const spells = Array.from({ length: 80 }, (_, index): Spell & { id: string; index: number } => {
    const dispute = whole(6);
    const from = whole(until);
    const to = whole(8) === 0 ? null : from + 1 + whole(9000);
    const status = ['open', 'answered', 'excepted', 'accepted'][whole(4)] ?? 'open';
    return { id: given.deps.newId(), index, dispute, channels: pairs[dispute % 3] ?? pairs[0], status, from, to };
  });
  const at = (minute: number | null): Date | null => (minute === null ? null : new Date(MONDAY + minute * MINUTE_MS));
  await postgres.query(
    `insert into contradictions (id, key, kind, product, zone, channel_a, channel_b, witness, holds_from, status, opened_at)
     select id, 'unequal|p' || dispute || '|*|a|b|' || index, 'unequal', 'p', '*', a, b, '{}', now(), 'open', now()
     from unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::text[]) as given (id, dispute, index, a, b)`,
    [
      spells.map((each) => each.id),
      spells.map((each) => each.dispute),
      spells.map((each) => each.index),
      spells.map((each) => each.channels[0]),
      spells.map((each) => each.channels[1]),
    ],
  );
  await postgres.query(
    `insert into contradiction_spells (contradiction_id, status, began_at, ended_at)
     select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])`,
    [
      spells.map((each) => each.id),
      spells.map((each) => each.status),
      spells.map((each) => at(each.from)),
      spells.map((each) => at(each.to)),
    ],
  );
  given.clock.advance(MONDAY + until * MINUTE_MS - clock());
  const from = new Date(MONDAY).toISOString();
  const { weeks } = await viewContradictionHours(given.deps, { from, to: new Date(clock()).toISOString() });
  const expected = naive(spells, until);
  const firstWeek = 45;
  for (const { week, channel, ...by } of weeks)
    for (const [status, found] of Object.entries(by)) {
      const key = `${Number(week.slice(-2)) - firstWeek} ${channel} ${status}`;
      expect(Math.abs(found - (expected.get(key) ?? 0)), key).toBeLessThan(0.051);
      expected.delete(key);
    }
  expect([...expected.keys()]).toEqual([]);
});

const zone = 'Europe/Stockholm';
const isoOf = (weeks: ReturnType<typeof weeksOf>) =>
  [weeks[0]?.from, weeks.at(-1)?.to].map((at) => new Date(at ?? 0).toISOString());

test('a period is its whole weeks, and one without time or without end is refused', () => {
  const now = Date.parse('2026-11-26T08:00:00Z');
  const usual = weeksOf({}, now, zone);
  expect(usual).toHaveLength(8);
  expect(isoOf(usual)).toEqual(['2026-10-04T22:00:00.000Z', '2026-11-29T23:00:00.000Z']);
  const one = weeksOf({ from: '2026-11-04T10:00:00Z', to: '2026-11-08T23:00:00Z' }, now, zone);
  expect(one).toEqual([{ from: MONDAY, to: Date.parse('2026-11-08T23:00:00Z') }]);
  expect(() => weeksOf({ from: '2026-11-04T10:00:00Z', to: '2026-11-04T10:00:00Z' }, now, zone)).toThrow('no time');
  expect(() => weeksOf({ from: '2000-01-01T00:00:00Z' }, now, zone)).toThrow('weeks');
});

test('weeks follow each other without a gap wherever the deployment is, and those in which clocks change are as long as they are', () => {
  for (const each of [zone, 'UTC', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata']) {
    // Every half hour of a Sunday and a Monday on whose night the clocks of some have changed.
    for (let step = 0; step < 96; step += 1) {
      const weeks = weeksOf({}, Date.parse('2026-10-25T00:00:00Z') + step * 30 * MINUTE_MS, each);
      expect(weeks).toHaveLength(8);
      weeks.slice(1).forEach((week, index) => expect(week.from).toBe(weeks[index]?.to));
    }
  }
  const [week] = weeksOf({ from: '2026-10-20T00:00:00Z', to: '2026-10-21T00:00:00Z' }, MONDAY, zone);
  expect(((week?.to ?? 0) - (week?.from ?? 0)) / HOUR_MS).toBe(169);
});

test('what happens after midnight in Sweden is of the new week, which is called by its Monday', async () => {
  given.clock.set(Date.parse('2026-11-15T23:30:00Z'));
  await see('web', 399_00);
  await see('store', 499_00);
  given.clock.advance(HOUR_MS);
  const { weeks } = await viewContradictionHours(given.deps, {});
  expect(weeks.filter(({ channel }) => channel === 'web')).toMatchObject([{ week: '2026-W47', open: 1 }]);
});
