import { describe, expect, test } from 'vitest';
import { seenAt, evidence, user, browser, email, loyalty } from '../../test/evidence.ts';
import { Register } from '../../test/register.ts';
import { usualRules } from './graph/rules.ts';

describe('who is who, with rules that bind', () => {
  test('an unknown visitor who logs in is one customer with what came before', () => {
    const register = new Register(usualRules);
    const before = register.takeOne(evidence(browser('b')));
    const then = register.takeOne(evidence(user('u'), browser('b')));
    expect(then.customerId).toBe(before.customerId);
  });

  test('the oldest customer wins a merge, and the merge says why', () => {
    const register = new Register(usualRules);
    const { customerId: oldest } = register.takeOne(evidence(browser('b')));
    const { customerId: older } = register.takeOne(evidence(email('e')));
    const joined = register.take([evidence(email('e'), browser('b'))]);
    expect(joined.merges).toEqual([
      expect.objectContaining({
        loserId: older,
        winnerId: oldest,
        because: expect.objectContaining({ rule: 'shared-identifier' }),
      }),
    ]);
    expect(joined.homes[0]).toMatchObject({ customerId: oldest, outcome: 'merged' });
  });

  test('two user ids never become one customer; the browser follows the newer of them', () => {
    const register = new Register(usualRules);
    const first = register.takeOne(evidence(user('u1'), browser('b')));
    const second = register.take([seenAt(2, user('u2'), browser('b'))]);
    expect(second.merges).toEqual([]);
    expect(second.homes[0]?.customerId).not.toBe(first.customerId);
    expect(register.takeOne(seenAt(3, browser('b'))).customerId).toBe(second.homes[0]?.customerId);
    expect(register.takeOne(seenAt(3, user('u1'))).customerId).toBe(first.customerId);
  });

  test('what a browser did for the one before stays with that one, also when it comes back', () => {
    const register = new Register(usualRules);
    register.takeOne(seenAt(1, user('u1'), browser('b')));
    const first = register.takeOne(seenAt(1, browser('b')));
    const second = register.takeOne(seenAt(2, user('u2'), browser('b')));
    expect(register.nodes.get(first.subject)).toMatchObject({ isFormer: true, customerId: first.customerId });
    const back = register.takeOne(seenAt(3, user('u1'), browser('b')));
    expect(back.customerId).toBe(first.customerId);
    expect(register.takeOne(seenAt(4, browser('b'))).subject).toBe(first.subject);
    expect(second.customerId).not.toBe(first.customerId);
    register.replay();
    expect(register.takeOne(seenAt(4, browser('b'))).subject).toBe(first.subject);
  });

  test('an old login that comes in late does not take the browser back', () => {
    const register = new Register(usualRules);
    const newer = register.takeOne(seenAt(9, user('u2'), browser('b')));
    register.takeOne(seenAt(1, user('u1'), browser('b')));
    expect(register.takeOne(seenAt(10, browser('b'))).customerId).toBe(newer.customerId);
  });

  test('an address that two users share joins neither to the other, and the refusal says why', () => {
    const register = new Register(usualRules);
    const first = register.takeOne(evidence(user('u1'), email('info')));
    const second = register.take([evidence(user('u2'), email('info'))]);
    expect(second.homes[0]?.customerId).not.toBe(first.customerId);
    expect(second.edges).toEqual([
      expect.objectContaining({
        status: 'refused',
        because: { code: 'limit', type: 'user_id', most: 1, withinDays: null },
      }),
    ]);
    expect(register.takeOne(evidence(email('info'))).customerId).toBe(first.customerId);
  });

  test('the tablet in the store, met with ever more customers, ends as nobody', () => {
    const register = new Register(usualRules);
    for (let n = 0; n < 7; n += 1) register.take([seenAt(n, user(`u${n}`), browser('tablet'))]);
    expect(register.node('anonymous_id', 'tablet').isShared).toBe(true);
    const alone = register.takeOne(seenAt(8, browser('tablet')));
    const users = Array.from({ length: 7 }, (_, n) => register.node('user_id', `u${n}`).customerId);
    expect(new Set([...users, alone.customerId]).size).toBe(8);
  });

  test('an address that ever more loyalty numbers give lets them go again', () => {
    const register = new Register({ ...usualRules, limits: {}, otherwise: { most: Infinity, withinDays: null } });
    for (let n = 0; n < 5; n += 1) register.take([seenAt(n, loyalty(`l${n}`), email('info'))]);
    expect(register.partition()).toHaveLength(1);
    register.take([seenAt(5, loyalty('l5'), email('info'))]);
    expect(register.partition()).toHaveLength(7);
  });
});
