import type { CustomerSearch } from '../../src/identify/customer.contract.ts';
import type { ContradictionPage } from '../../src/speak/contradiction.contract.ts';
import type { TestApp } from '../given.ts';
import { ask, decide, goLive } from '../stories/asking.ts';

const day = (days: number): string => new Date(Date.parse('2026-11-22T08:00:00Z') + days * 86_400_00).toISOString();

function seen(product: string, productName: string, channel: string, amount: number, days = 0, place?: string) {
  return {
    product,
    productName,
    channel,
    amount,
    currency: 'SEK',
    onSale: amount === 419_30,
    seenAt: day(days),
    ...(place === undefined ? {} : { place }),
    source: `priser/${channel}-2026-11-22.csv`,
    sourceRow: 40 - days,
  };
}

const longName = 'Skaljacka Sarek 3-lagers dam, vattentät med avtagbar huva, förstärkta axlar och underarmsventilation';

const sightings = [
  seen('troja-ull', 'Ulltröjan Fjäll', 'web', 419_30),
  seen('troja-ull', 'Ulltröjan Fjäll', 'web', 599_00, -3),
  seen('troja-ull', 'Ulltröjan Fjäll', 'store', 599_00, 0, 'Kalmar'),
  seen('skal-sarek', longName, 'web', 3_499_00),
  seen('skal-sarek', longName, 'store', 3_899_00, 0, 'Umeå'),
  seen('skal-sarek', longName, 'app', 3_499_00),
  seen('kanga-abisko', 'Vandringskänga Abisko', 'web', 1_899_00),
  seen('kanga-abisko', 'Vandringskänga Abisko', 'store', 1_899_00, 0, 'Kalmar'),
  seen('kasa', 'Kåsa av björk', 'web', 249_00, -40),
];

export const ingrid = { type: 'email', value: 'ingrid@example.se' };

async function plantOffers(given: TestApp): Promise<void> {
  await goLive(given, {
    name: 'Jeans i nyhetsbrevet vecka 47',
    terms: { kind: 'fixed-price', amount: 499_00, currency: 'SEK' },
    products: ['jeans-norr'],
    channels: ['newsletter', 'app'],
    validFrom: day(-2),
    validTo: day(5),
    redemptionLimit: 1,
  });
  await ask(given, 'POST', '/v1/promises', {
    identifiers: [ingrid],
    product: 'kanga-abisko',
    terms: { kind: 'fixed-price', amount: 1_699_00, currency: 'SEK' },
    description: 'Vandringskängan till telefonpris',
    channel: 'phone',
    validTo: day(1),
  });
}

async function plantEvents(given: TestApp): Promise<void> {
  const product = { product_id: 'troja-ull', name: 'Ulltröjan Fjäll', price: 599, currency: 'SEK' };
  const names = ['Product Viewed', 'Product Added', 'Order Completed', 'Chat Ended', 'Coupon Denied'];
  const batch = [
    {
      type: 'identify',
      messageId: 'who',
      userId: 'u-1',
      traits: { email: ingrid.value, firstName: 'Ingrid', lastName: 'Svensson', city: 'Östersund' },
    },
    ...Array.from({ length: 80 }, (_, i) => ({
      type: 'track',
      messageId: `event-${i}`,
      userId: 'u-1',
      event: names[i % names.length],
      timestamp: day(-i / 3),
      properties: { ...product, channel: ['web', 'app', 'store'][i % 3] },
    })),
  ];
  const basic = Buffer.from(`${given.writeKey}:`).toString('base64');
  await ask(given, 'POST', '/v1/batch', { batch }, { authorization: `Basic ${basic}` });
}

export type Planted = { readonly customerId: string; readonly decisionId: string; readonly contradictionId: string };

/** A small shop: the sweater, the jeans, a price promised on the phone, and one customer's life. */
export async function plant(given: TestApp): Promise<Planted> {
  await ask(given, 'POST', '/v1/sightings', { sightings });
  await plantEvents(given);
  await plantOffers(given);
  const { id: decisionId } = await decide(given, { identifiers: [ingrid], channel: 'chat', product: 'kanga-abisko' });
  await given.flush();
  const found = await ask<ContradictionPage>(given, 'GET', '/v1/contradictions?status=open&product=troja-ull');
  const people = await ask<CustomerSearch>(given, 'GET', `/v1/customers?q=${ingrid.value}`, undefined, given.member);
  const [contradiction, customer] = [found.contradictions[0], people.customers[0]];
  if (contradiction === undefined || customer === undefined)
    throw new Error('The planted shop is not what it should be.');
  return { customerId: customer.id, decisionId, contradictionId: contradiction.id };
}
