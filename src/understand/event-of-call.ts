import { productsOf } from '../collect/event.ts';
import type { SeenEvent } from './event-facts.ts';
import { isWeakType } from './identified.ts';

type Call = Readonly<Record<string, unknown>>;
type Identifier = { readonly type: string; readonly id: string };

/** A call of the Segment spec that a row of a file came to, as an event that can be counted. */
export function eventOfCall(call: Call): SeenEvent {
  const properties = (call['properties'] ?? {}) as Call;
  const context = (call['context'] ?? {}) as { channel?: string; externalIds?: readonly Identifier[] };
  const at = Date.parse(String(call['timestamp']));
  const given: readonly Identifier[] = [
    ...(typeof call['userId'] === 'string' ? [{ type: 'user_id', id: call['userId'] }] : []),
    ...(context.externalIds ?? []),
    ...(typeof call['anonymousId'] === 'string' ? [{ type: 'anonymous_id', id: call['anonymousId'] }] : []),
  ];
  const strong = given.find(({ type }) => !isWeakType(type));
  const who = strong ?? given[0];
  const customer = who === undefined ? '' : `${who.type} ${who.id}`;
  const name = textOf(call['event'] ?? call['type']);
  return {
    at,
    receivedAt: null,
    channel: context.channel ?? '',
    name,
    customer,
    isIdentified: strong !== undefined,
    content: JSON.stringify([customer, Math.floor(at / 1000), name, properties]),
    field: (field) => textOf(Object.hasOwn(properties, field) ? properties[field] : undefined),
    products: Array.isArray(properties['products']) ? properties['products'].length : productsOf(properties).length,
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
