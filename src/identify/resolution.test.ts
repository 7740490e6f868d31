import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seenAt, evidence, user, browser, email, loyalty } from '../../test/evidence.ts';
import { Register } from '../../test/register.ts';
import { type IdentityRules, usualRules } from './graph/rules.ts';
import { keyOfIdentifier } from './identifier.ts';
import type { Evidence } from './graph/thinking.ts';

const DAY = 86_400_000;
const boundless: IdentityRules = {
  ...usualRules,
  limits: {},
  otherwise: { most: Infinity, withinDays: null },
  caps: {},
};

/** The oracle: walks from identifier to identifier over the evidence that holds both. */
function partitionByWalking(all: readonly Evidence[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { identifiers } of all) {
    const keys = identifiers.map(keyOfIdentifier);
    for (const key of keys) edges.set(key, new Set([...(edges.get(key) ?? []), ...keys]));
  }
  const seen = new Set<string>();
  const groups: string[] = [];
  for (const start of edges.keys()) {
    if (seen.has(start)) continue;
    const group = new Set([start]);
    for (const key of group) for (const next of edges.get(key) ?? []) group.add(next);
    for (const key of group) seen.add(key);
    groups.push([...group].toSorted().join(' | '));
  }
  return groups.toSorted();
}

const anyIdentifier = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map((n) => email(`e${n}`)),
  fc.integer({ min: 0, max: 9 }).map((n) => browser(`b${n}`)),
  fc.integer({ min: 0, max: 5 }).map((n) => loyalty(`l${n}`)),
);
const anyEvidence = fc.array(anyIdentifier, { minLength: 1, maxLength: 3 }).map((some) => evidence(...some));
const anyHistory = fc.array(anyEvidence, { minLength: 1, maxLength: 25 });

function cutUp<T>(order: readonly T[], cuts: readonly number[]): T[][] {
  const stops = [0, ...cuts, order.length].toSorted((a, b) => a - b);
  return stops
    .map((stop, index) => order.slice(stop, stops[index + 1] ?? order.length))
    .filter((each) => each.length > 0);
}

describe('who is who, where no rule binds', () => {
  test('10,000 histories: what walking over shared identifiers finds, whatever the order and the batches', () => {
    const history = anyHistory.chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray(all, { minLength: all.length }),
        cuts: fc.array(fc.integer({ min: 0, max: all.length }), { maxLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(history, ({ all, order, cuts }) => {
        const register = new Register(boundless);
        for (const batch of cutUp(order, cuts)) register.take(batch);
        expect(register.partition()).toEqual(partitionByWalking(all));
      }),
      { numRuns: 10_000 },
    );
  });

  test('thinking everything through again changes nobody', () => {
    fc.assert(
      fc.property(anyHistory, (all) => {
        const register = new Register(boundless);
        for (const each of all) register.take([each]);
        const before = register.membership();
        register.replay();
        expect(register.membership()).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test('handing in the same again changes nothing', () => {
    fc.assert(
      fc.property(anyHistory, (all) => {
        const register = new Register(boundless);
        register.take(all);
        const before = register.membership();
        const again = register.take(all);
        expect(again.created).toEqual([]);
        expect(again.merges).toEqual([]);
        expect(again.nodes).toEqual([]);
        expect(register.membership()).toEqual(before);
      }),
    );
  });
});

const strict: IdentityRules = {
  ...usualRules,
  limits: {
    user_id: { most: 1, withinDays: null },
    email: { most: 2, withinDays: 30 },
    loyalty: { most: 1, withinDays: 365 },
  },
  otherwise: { most: 3, withinDays: 7 },
  caps: { email: { most: 2, withinDays: 30 }, anonymous_id: { most: 2, withinDays: 30 } },
};
const anyWithUser = fc
  .tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.option(fc.integer({ min: 0, max: 5 })),
    fc.array(anyIdentifier, { minLength: 1, maxLength: 3 }),
  )
  .map(([day, n, some]) => seenAt(day * DAY, ...(n === null ? some : [user(`u${n}`), ...some])));
const anyStrictHistory = fc.array(anyWithUser, { minLength: 1, maxLength: 25 });

describe('who is who, with rules that bind', () => {
  test('no customer ever has more identifiers of a type in a stretch of time than the limit', () => {
    fc.assert(
      fc.property(anyStrictHistory, fc.array(fc.nat(25), { maxLength: 6 }), (all, cuts) => {
        const register = new Register(strict);
        for (const batch of cutUp(all, cuts)) {
          register.take(batch);
          expect(register.overfull()).toEqual([]);
        }
        register.replay();
        expect(register.overfull()).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('thought through again, it is the same whatever order things came in', () => {
    const history = anyStrictHistory.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(history, ([all, order]) => {
        const [one, other] = [new Register(strict), new Register(strict)];
        for (const each of all) one.take([each]);
        for (const each of order) other.take([each]);
        one.replay();
        other.replay();
        expect(other.partition()).toEqual(one.partition());
      }),
      { numRuns: 2000 },
    );
  });

  test('thinking it through twice is thinking it through once', () => {
    fc.assert(
      fc.property(anyStrictHistory, (all) => {
        const register = new Register(strict);
        for (const each of all) register.take([each]);
        register.replay();
        const once = register.membership();
        register.replay();
        expect(register.membership()).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('split', () => {
  test('after a merge is undone everybody is who they were', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (one, other) => {
        const register = new Register(boundless);
        const renamed = other.map((each) => ({
          ...each,
          identifiers: each.identifiers.map(({ type, value }) => ({ type, value: `x${value}` })),
        }));
        for (const each of [...one, ...renamed]) register.take([each]);
        const before = register.membership();
        const [a, b] = [one[0]?.identifiers[0], renamed[0]?.identifiers[0]];
        if (a === undefined || b === undefined) return;
        const [left, right] = [register.node(a.type, a.value), register.node(b.type, b.value)];
        register.take([{ identifiers: [a, b], source: 'test', at: 1 }]);
        expect(register.node(a.type, a.value).customerId).toBe(register.node(b.type, b.value).customerId);
        register.cut(left.id, right.id);
        expect(register.membership()).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  test('two that are said to be two people stay two, and the same evidence does not join them again', () => {
    const register = new Register(usualRules);
    register.take([evidence(loyalty('l'), email('e'))]);
    const [one, other] = [register.node('loyalty', 'L'), register.node('email', 'e@example.se')];
    register.keepApart(one.id, other.id);
    register.take([evidence(loyalty('l'), email('e'))]);
    expect(register.partition()).toHaveLength(2);
    register.take([evidence(loyalty('l'), browser('b')), evidence(email('e'), browser('b'))]);
    register.replay();
    expect(register.node('loyalty', 'L').customerId).not.toBe(register.node('email', 'e@example.se').customerId);
  });
});
