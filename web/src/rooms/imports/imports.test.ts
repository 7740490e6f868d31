import { expect, test } from 'vitest';
import { sketchOf } from './event-sketch.ts';
import { giveRole, roleGroups } from './roles.ts';
import { columnRoles } from '../../../../src/collect/imports/event-import.contract.ts';

const column = { samples: [], isNumber: false };

test('what only one column can be is taken from the one that had it, which becomes a property', () => {
  const columns = [
    { ...column, name: 'Datum', role: 'time' as const },
    { ...column, name: 'Skapad', role: 'property' as const },
  ];
  expect(giveRole(columns, 'Skapad', 'time').map((each) => each.role)).toEqual(['property', 'time']);
});

test('a customer may have two e-mail addresses', () => {
  const columns = [
    { ...column, name: 'a', role: 'email' as const },
    { ...column, name: 'b', role: 'none' as const },
  ];
  expect(giveRole(columns, 'b', 'email').map((each) => each.role)).toEqual(['email', 'email']);
});

test('every role is offered once', () => {
  expect(roleGroups.flatMap((each) => [...each.roles]).toSorted()).toEqual([...columnRoles].toSorted());
});

test('an event is told by what it is, whom it is about, and what it holds', () => {
  const call = {
    type: 'track',
    event: 'Order Completed',
    timestamp: '2026-11-20T09:00:00.000Z',
    userId: '17',
    context: { channel: 'store', externalIds: [{ type: 'loyalty', id: '9752' }] },
    properties: { order_id: '1', total: 1698, products: [{ product_id: 'J-1', quantity: 1 }, { name: 'Mössa' }] },
  };
  expect(sketchOf(call)).toEqual({
    name: 'Order Completed',
    channel: 'store',
    at: '2026-11-20T09:00:00.000Z',
    who: ['user_id 17', 'loyalty 9752'],
    facts: ['order_id: 1', 'total: 1698', '1 × J-1', 'Mössa'],
  });
  expect(sketchOf(null)).toEqual({ name: '', channel: '', at: '', who: [], facts: [] });
});
