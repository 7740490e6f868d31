import { describe, expect, test } from 'vitest';
import type { Call } from './event.contract.ts';
import { attributesOf, channelOf, correctedTime, identifiersOf, nameOf, productsOf, propertiesOf } from './event.ts';
import { segmentName, startTimeIn, wholeLineBytes } from './segment.ts';

function track(rest: Partial<Call> = {}): Call {
  return { type: 'track', event: 'Order Completed', userId: 'u', ...rest };
}

describe('the time of an event', () => {
  test('is when it was received, where nothing else is said', () => {
    expect(correctedTime(1000, undefined, 900)).toBe(1000);
  });
  test('is as said, where nobody says when it was sent', () => {
    expect(correctedTime(1000, 400, undefined)).toBe(400);
  });
  test('lies as long before its arrival as the sender waited, whatever its clock shows', () => {
    expect(correctedTime(1000, 5_000_000, 5_000_300)).toBe(700);
  });
});

describe('the channel of an event', () => {
  test.each([
    [track({ context: { channel: 'Store' }, properties: { channel: 'phone' } }), null, 'store'],
    [track({ properties: { channel: 'phone' } }), 'chat', 'phone'],
    [track({ properties: { channel: 'no channel!' } }), 'chat', 'chat'],
    [track({ context: { channel: 'server' } }), null, 'web'],
    [track({ context: { channel: 'mobile' } }), null, 'app'],
    [track(), null, 'web'],
    [{ type: 'screen', userId: 'u' } satisfies Call, null, 'app'],
    [{ type: 'screen', userId: 'u' } satisfies Call, 'store', 'store'],
  ])('%j with a key for %s is %s', (call, keyChannel, channel) => {
    expect(channelOf(call, keyChannel)).toBe(channel);
  });
});

test('an event names its products in the words of the e-commerce spec, each once', () => {
  const products = [{ product_id: 'a' }, { sku: 'b' }, { sku: 7 }, null, 'c', { product_id: '' }];
  expect(productsOf({ product_id: 'a', products })).toEqual(['a', 'b', '7']);
  expect(productsOf({ products: 'a' })).toEqual([]);
});

test('a page is called by its name, else by its title', () => {
  expect(nameOf({ type: 'page', userId: 'u', name: 'Start', properties: { title: 'Hem' } })).toBe('Start');
  expect(nameOf({ type: 'page', userId: 'u', properties: { title: 'Hem' } })).toBe('Hem');
  expect(nameOf({ type: 'page', userId: 'u' })).toBe('page');
});

test('an identify tells who the customer is by address and number too, and makes a name of two', () => {
  const call: Call = {
    type: 'identify',
    userId: 'u',
    anonymousId: 'b',
    traits: { email: 'asa@example.se', phone: '070', firstName: 'Åsa', lastName: 'Berg' },
    context: {
      externalIds: [{ type: 'loyalty', id: '9' }, { type: 'user_id', id: 'other' }, { type: 'X!', id: '1' }, 5],
    },
  };
  expect(identifiersOf(call).map((each) => `${each.type}=${each.value}`)).toEqual([
    'user_id=u',
    'anonymous_id=b',
    'email=asa@example.se',
    'phone=070',
    'loyalty=9',
  ]);
  expect(attributesOf(call)?.['name']).toBe('Åsa Berg');
});

test('an identify that tells of the customer in its context is read there, as some clients write it', () => {
  const context = { traits: { email: 'a@b.se', firstName: 'Åsa' } };
  const call: Call = { type: 'identify', userId: 'u', traits: {}, context };
  expect(identifiersOf(call)).toContainEqual({ type: 'email', value: 'a@b.se' });
  expect(attributesOf(call)).toEqual({ email: 'a@b.se', firstName: 'Åsa', name: 'Åsa' });
  expect(propertiesOf(call)).toEqual(context.traits);
});

test('an alias joins what the customer was called before', () => {
  const call: Call = { type: 'alias', userId: 'u', previousId: 'b' };
  expect(identifiersOf(call).map((each) => each.type)).toEqual(['user_id', 'anonymous_id']);
});

describe('a segment', () => {
  test('that was torn off holds its whole lines only', () => {
    expect(wholeLineBytes(Buffer.from('{"a":1}\n{"a"'))).toBe(8);
    expect(wholeLineBytes(Buffer.from('{"a":1}\n'))).toBe(8);
    expect(wholeLineBytes(Buffer.from('{"a"'))).toBe(0);
  });
  test('sorts by its number', () => {
    expect(segmentName('p', 9) < segmentName('p', 10)).toBe(true);
  });
  test('belongs to a process that is told from others by when it began', () => {
    const fields = Array.from({ length: 50 }, (_, n) => String(n + 3)).join(' ');
    expect(startTimeIn(`7 (a (strange) name) S ${fields.slice(2)}`)).toBe('22');
    expect(startTimeIn(`7 (ended) Z ${fields.slice(2)}`)).toBeUndefined();
  });
});
