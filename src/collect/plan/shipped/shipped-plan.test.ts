import { describe, expect, test } from 'vitest';
import { drawShop } from '../../../example/shop.ts';
import { compileSchema, demandSchema } from '../schema-compile.ts';
import { isPlanName, planCheck } from '../plan.ts';
import { shippedPlan } from './shipped-plan.ts';

const ecommerce = `Products Searched, Product List Viewed, Product List Filtered, Promotion Viewed, Promotion Clicked,
  Product Clicked, Product Viewed, Product Added, Product Removed, Cart Viewed, Checkout Started, Checkout Step Viewed,
  Checkout Step Completed, Payment Info Entered, Order Completed, Order Updated, Order Refunded, Order Cancelled,
  Coupon Entered, Coupon Applied, Coupon Denied, Coupon Removed, Product Added to Wishlist,
  Product Removed from Wishlist, Wishlist Product Added to Cart, Product Shared, Cart Shared, Product Reviewed`;

const checks = new Map(shippedPlan.map(({ schema }) => [schema, compileSchema(schema)]));
const check = planCheck(
  shippedPlan.map((each, index) => ({ ...each, id: String(index), version: 1, status: 'live', mode: 'observe' })),
  { unknownNames: 'warn', unknownProperties: 'warn' },
  ({ schema }) => checks.get(schema),
);

function violationsOf(name: string, properties: Record<string, unknown>): string[] {
  return (check?.({ type: 'track' }, name, properties)?.violations ?? []).map(({ code, place }) => `${code} ${place}`);
}

describe('the plan that is shipped', () => {
  test('has every name of the e-commerce spec, and each name once', () => {
    const names = shippedPlan.map((each) => each.name);
    expect(names).toEqual(expect.arrayContaining(ecommerce.split(',').map((each) => each.trim())));
    expect(new Set(names).size).toBe(names.length);
    expect(shippedPlan.filter((each) => !isPlanName(each))).toEqual([]);
  });

  test.each(shippedPlan)('describes $name by a schema that the plan takes', ({ schema, description }) => {
    expect(demandSchema(schema)).toBe(schema);
    expect(description).toMatch(/^[A-Z].*\.$/);
  });

  test('holds for a year of the example shop, but for the names that belong to other companies', () => {
    const { events } = drawShop(Date.parse('2026-11-22T09:00:00Z'));
    const found = new Map<string, number>();
    for (const { name, properties } of events)
      for (const violation of violationsOf(name, properties)) {
        const key = `${name}: ${violation}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      }
    expect(events.length).toBeGreaterThan(10_000);
    // What the bank, the broker and the moving firm tell is theirs to name.
    const theirs = ['Bid Accepted', 'Keys Received', 'Loan Promise Given', 'Move Booked', 'Move Completed'];
    expect([...found.keys()].toSorted()).toEqual(
      [...theirs, 'Viewing Attended'].map((name) => `${name}: name-unknown (event)`),
    );
  });

  test.each([
    ['Order Completed', { total: 100 }, ['required order_id']],
    ['Order Completed', { order_id: 'W-1', currency: 'kronor', total: '100' }, ['type total', 'format currency']],
    ['Order Completed', { order_id: 'W-1', products: [{ name: 'Gran' }] }, ['required products.0.product_id']],
    ['Product Viewed', { product_id: 7, price: -1, colour: 'röd' }, ['range price', 'unplanned colour']],
    ['Product Reviewed', { product_id: 'a', rating: '' }, ['type rating', 'length rating']],
    ['Coupon Denied', { reason: 'utgången' }, ['required coupon_id']],
  ])('sees in %s what is wrong', (name, properties, expected) => {
    expect(violationsOf(name, properties)).toEqual(expect.arrayContaining(expected));
  });
});
