import { expect, test } from 'vitest';
import { attributeChoices, eventChoices, propertyChoices } from './choices.ts';

test('attributes are chosen by name, each once and as the type that most customers have it in', () => {
  const attributes = [
    { path: ['home', 'town'], type: 'string', customers: 9, values: ['Umeå'] },
    { path: ['age'], type: 'number', customers: 5, values: [] },
    { path: ['age'], type: 'string', customers: 1, values: ['x'] },
  ];
  expect(attributeChoices({ attributes, identifiers: [] })).toEqual([
    { value: 'age', label: 'age', type: 'number', values: [] },
    { value: 'home / town', label: 'home / town', type: 'text', values: ['Umeå'] },
  ]);
});

test('events are those that have come or are planned, the most common first, called by their words', () => {
  const unsaid = { mode: null, versions: 0, drafts: 0, description: null, owner: null, violating: 0, lastSeenAt: null };
  const entry = (name: string, events: number, live: number | null, type: 'track' | 'page' = 'track') => {
    return { ...unsaid, type, name, events, live, isPlanned: live !== null };
  };
  const plan = {
    settings: { unknownNames: 'warn' as const, unknownProperties: 'warn' as const },
    days: 7,
    entries: [
      entry('Planned', 0, 1),
      entry('Drafted', 0, null),
      entry('Order Completed', 7, 1),
      entry('*', 9, null, 'page'),
    ],
  };
  expect(eventChoices(plan, (name) => (name === 'Order Completed' ? 'Köpte' : undefined))).toEqual([
    { value: 'Order Completed', label: 'Köpte · Order Completed' },
    { value: 'Planned', label: 'Planned' },
  ]);
});

test('properties are those the tracking plan names, one level into objects, with what their values are', () => {
  const schema = {
    type: 'object',
    properties: {
      total: { type: ['number', 'null'] },
      gift: { type: 'boolean' },
      coupon: {},
      address: { type: 'object', properties: { zip: { type: 'string' } } },
      sizes: { type: 'array' },
    },
  };
  expect(propertyChoices(schema).map(({ value, type }) => [value, type])).toEqual([
    ['address / zip', 'text'],
    ['coupon', undefined],
    ['gift', 'truth'],
    ['sizes', 'text'],
    ['total', 'number'],
  ]);
  expect(propertyChoices({ type: 'object' })).toEqual([]);
});
