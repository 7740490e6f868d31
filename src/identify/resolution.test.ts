import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Identifier, keyOfIdentifier, usableIdentifiers } from './identifier.ts';
import { type CustomerState, type Evidence, type Limits, resolve, type Resolution } from './resolution.ts';

const boundless: Limits = { byType: { user_id: 1 }, otherwise: Infinity };

function evidence(...identifiers: readonly Identifier[]): Evidence {
  return { identifiers: usableIdentifiers(identifiers), source: 'test', at: 1 };
}
function user(value: string): Identifier {
  return { type: 'user_id', value };
}
function browser(value: string): Identifier {
  return { type: 'anonymous_id', value };
}
function email(value: string): Identifier {
  return { type: 'email', value: `${value}@example.se` };
}

/** Plays the part of the database: keeps what each batch made, and hands it to the next. */
class Register {
  readonly owners = new Map<string, string>();
  readonly customers = new Map<string, CustomerState>();
  readonly #limits: Limits;
  #made = 0;

  constructor(allowed: Limits) {
    this.#limits = allowed;
  }

  take(batch: readonly Evidence[]): Resolution {
    const now = this.#made;
    const made = resolve(
      this,
      batch,
      now,
      () => {
        this.#made += 1;
        return `c${String(this.#made).padStart(6, '0')}`;
      },
      this.#limits,
    );
    const winners = new Map(made.merges.map((each) => [each.loserId, each.winnerId]));
    for (const [key, owner] of this.owners) this.owners.set(key, winners.get(owner) ?? owner);
    for (const each of made.attached) this.owners.set(keyOfIdentifier(each), each.customerId);
    const created = new Map([...this.customers.values()].map((each) => [each.id, each.createdAt]));
    for (const id of made.created) created.set(id, now);
    for (const loser of winners.keys()) created.delete(loser);
    this.customers.clear();
    for (const [id, createdAt] of created) {
      const counts: Record<string, number> = {};
      for (const [key, owner] of this.owners) {
        const type = key.split(' ', 1)[0] ?? '';
        if (owner === id) counts[type] = (counts[type] ?? 0) + 1;
      }
      this.customers.set(id, { id, createdAt, counts });
    }
    return made;
  }

  partition(): string[] {
    const groups = Map.groupBy(this.owners, ([, owner]) => owner);
    return [...groups.values()]
      .map((each) =>
        each
          .map(([key]) => key)
          .toSorted()
          .join(' | '),
      )
      .toSorted();
  }
}

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
  fc.integer({ min: 0, max: 5 }).map((n): Identifier => ({ type: 'loyalty', value: `l${n}` })),
);
const anyEvidence = fc.array(anyIdentifier, { minLength: 1, maxLength: 3 }).map((some) => evidence(...some));
const anyHistory = fc.array(anyEvidence, { minLength: 1, maxLength: 25 });

describe('who is who, where no limit binds', () => {
  test('is what walking over shared identifiers finds, whatever the order and the batches', () => {
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
        const stops = [0, ...cuts, order.length].toSorted((a, b) => a - b);
        for (const [index, stop] of stops.entries()) {
          const batch = order.slice(stop, stops[index + 1] ?? order.length);
          if (batch.length > 0) register.take(batch);
        }
        expect(register.partition()).toEqual(partitionByWalking(all));
      }),
      { numRuns: 500 },
    );
  });

  test('handing in the same again changes nothing', () => {
    fc.assert(
      fc.property(anyHistory, (all) => {
        const register = new Register(boundless);
        register.take(all);
        const before = register.partition();
        const again = register.take(all);
        expect(again.created).toEqual([]);
        expect(again.merges).toEqual([]);
        expect(register.partition()).toEqual(before);
      }),
    );
  });
});

describe('who is who, with limits', () => {
  const small: Limits = { byType: { user_id: 1, email: 2 }, otherwise: 3 };
  const anyWithUser = fc
    .tuple(fc.option(fc.integer({ min: 0, max: 5 })), fc.array(anyIdentifier, { minLength: 1, maxLength: 3 }))
    .map(([n, some]) => evidence(...(n === null ? some : [user(`u${n}`), ...some])));

  test('no customer ever has more identifiers of a type than the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyWithUser, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), (batches) => {
        const register = new Register(small);
        for (const batch of batches) register.take(batch);
        for (const { counts } of register.customers.values()) {
          for (const [type, count] of Object.entries(counts)) {
            expect(count).toBeLessThanOrEqual(small.byType[type] ?? small.otherwise);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('an unknown visitor who logs in is one customer with what came before', () => {
    const register = new Register(boundless);
    const first = register.take([evidence(browser('b'))]);
    const then = register.take([evidence(user('u'), browser('b'))]);
    expect(then.customerIds).toEqual(first.customerIds);
  });

  test('the oldest customer wins a merge, and the merge says why', () => {
    const register = new Register(boundless);
    register.take([evidence(browser('b'))]);
    const [older] = register.take([evidence(email('e'))]).customerIds;
    const oldest = register.owners.get(keyOfIdentifier(browser('b')));
    const joined = register.take([evidence(email('e'), browser('b'))]);
    expect(joined.merges).toHaveLength(1);
    expect(joined.merges[0]).toMatchObject({
      loserId: older,
      winnerId: oldest,
      because: { rule: 'shared-identifier' },
    });
    expect(joined.customerIds).toEqual([oldest]);
  });

  test('two user ids never become one customer; the browser follows the newer of them', () => {
    const register = new Register(boundless);
    const [first] = register.take([evidence(user('u1'), browser('b'))]).customerIds;
    const second = register.take([evidence(user('u2'), browser('b'))]);
    expect(second.merges).toEqual([]);
    expect(second.customerIds[0]).not.toBe(first);
    expect(register.take([evidence(browser('b'))]).customerIds).toEqual(second.customerIds);
    expect(register.take([evidence(user('u1'))]).customerIds).toEqual([first]);
  });

  test('an address that two users share joins neither to the other', () => {
    const register = new Register(boundless);
    const [first] = register.take([evidence(user('u1'), email('info'))]).customerIds;
    const [second] = register.take([evidence(user('u2'), email('info'))]).customerIds;
    expect(second).not.toBe(first);
    expect(register.take([evidence(email('info'))]).customerIds).toEqual([first]);
  });
});
