import type { CallType } from '../../event.contract.ts';
import type { JsonSchema } from '../plan.ts';

/** What the shipped plan is written with. */
export type ShippedEvent = {
  readonly type: CallType;
  readonly name: string;
  readonly description: string;
  readonly schema: JsonSchema;
};

type Properties = Readonly<Record<string, JsonSchema>>;

export const text: JsonSchema = { type: 'string' };
export const amount: JsonSchema = { type: 'number', minimum: 0 };
export const whole: JsonSchema = { type: 'integer', minimum: 0 };
export const currency: JsonSchema = { type: 'string', format: 'currency' };
export const address: JsonSchema = { type: 'string', minLength: 1 };
export const yesOrNo: JsonSchema = { type: 'boolean' };
/** Ids of products and orders: a text by the spec; shops send numbers too, and both are read. */
export const id: JsonSchema = { type: ['string', 'integer'] };

/** The properties of an event; those that it is of no use without are required. */
export function holding(properties: Properties, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

export function track(name: string, description: string, schema: JsonSchema): ShippedEvent {
  return { type: 'track', name, description, schema };
}

/** What an event tells of one product. Prices are in whole units of the currency, as clients send them. */
export const product = {
  product_id: id,
  sku: id,
  category: text,
  name: text,
  brand: text,
  variant: text,
  price: amount,
  currency,
  quantity: whole,
  coupon: text,
  position: whole,
  value: amount,
  url: address,
  image_url: address,
} as const satisfies Properties;

export const products: JsonSchema = {
  type: 'array',
  maxItems: 500,
  items: { type: 'object', properties: product, anyOf: [{ required: ['product_id'] }, { required: ['sku'] }] },
};
