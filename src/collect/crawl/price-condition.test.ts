import { expect, test } from 'vitest';
import { pageSightings, pricesIn } from './page-prices.ts';

const context = {
  channel: 'web',
  source: 'https://matboden.example/kaffe',
  seenAt: Date.parse('2026-11-25T12:00:00Z'),
  productBy: 'id',
  timeZone: 'Europe/Stockholm',
} as const;

/** What a shop's page says of its coffee, by its offers. */
function saidOf(offers: object) {
  const product = {
    '@context': 'https://schema.org/',
    '@type': 'Product',
    name: 'Kaffe, mellanrost',
    sku: 'kaffe-500',
  };
  return pageSightings(pricesIn([JSON.stringify({ ...product, offers })]), context).map((each) =>
    'sighting' in each ? `${each.sighting.amount} ${each.sighting.priceType}` : each.field,
  );
}

const sek = { priceCurrency: 'SEK' };
const offer = { '@type': 'Offer', ...sek, availability: 'https://schema.org/InStock' };
const unit = { '@type': 'UnitPriceSpecification', ...sek };
const quantity = { '@type': 'QuantitativeValue' };

test('a price for several (2 för 50) beside the price of one is no price of the product, and reduces nothing', () => {
  const two = { ...unit, price: '50.00', eligibleQuantity: { ...quantity, minValue: 2, unitCode: 'C62' } };
  const one = { ...unit, price: '29.90', eligibleQuantity: { ...quantity, minValue: 1, maxValue: 1 } };
  expect(saidOf({ ...offer, priceSpecification: [one, two] })).toEqual(['2990 unknown']);
  expect(saidOf({ ...offer, price: '29.90', priceSpecification: [two] })).toEqual(['2990 unknown']);
  const struckFor = { ...two, priceType: 'https://schema.org/StrikethroughPrice', price: '59.80' };
  expect(saidOf({ ...offer, price: '29.90', priceSpecification: [two, struckFor] })).toEqual(['2990 unknown']);
});

test('of offers in steps only the one for a single piece says what the product costs', () => {
  const step = (price: string, minValue: number, more: object = {}) => ({
    ...offer,
    price,
    eligibleQuantity: { ...quantity, minValue, unitCode: 'H87', ...more },
  });
  const offers = [step('29.90', 1, { maxValue: 9 }), step('24.90', 10, { maxValue: 99 }), step('19.90', 100)];
  expect(saidOf({ '@type': 'AggregateOffer', ...sek, lowPrice: '19.90', highPrice: '29.90', offers })).toEqual([
    '2990 unknown',
  ]);
  expect(saidOf(step('19.90', 100))).toEqual([]);
  expect(saidOf({ ...offer, priceSpecification: { ...unit, price: '19.90', eligibleQuantity: 6 } })).toEqual([]);
});

test('a quantity that is no number of pieces, or one, changes nothing', () => {
  for (const eligibleQuantity of [
    { ...quantity, minValue: 1 },
    { ...quantity, minValue: 12, unitCode: 'MON' },
    { ...quantity, maxValue: 20, unitText: 'anställda' },
  ])
    expect(saidOf({ ...offer, price: '29.90', eligibleQuantity })).toEqual(['2990 unknown']);
});

test('a price from an amount to buy for counts when the product alone comes to the amount, and else not', () => {
  const from = (price: number) => ({
    ...unit,
    price: '399.00',
    eligibleTransactionVolume: { '@type': 'PriceSpecification', ...sek, minPrice: price },
  });
  expect(saidOf({ ...offer, priceSpecification: from(300) })).toEqual(['39900 unknown']);
  expect(saidOf({ ...offer, priceSpecification: from(500) })).toEqual([]);
});

test('a price for comparison (jämförpris) is never the price, wherever it stands and whatever it is called', () => {
  const litre = { ...unit, price: '59.80', referenceQuantity: { ...quantity, value: 1, unitCode: 'KGM' } };
  expect(saidOf({ ...offer, price: '29.90', priceSpecification: litre })).toEqual(['2990 unknown']);
  expect(saidOf({ ...offer, priceSpecification: [litre, { ...unit, price: '29.90' }] })).toEqual(['2990 unknown']);
  expect(saidOf({ ...offer, priceSpecification: litre })).toEqual(['price']);
  const struck = { ...litre, priceType: 'https://schema.org/ListPrice', price: '79.80' };
  const ofMembers = { ...litre, validForMemberTier: { '@type': 'MemberProgramTier', name: 'Guld' } };
  expect(saidOf({ ...offer, price: '29.90', priceSpecification: [struck, ofMembers] })).toEqual(['2990 unknown']);
});

test('a reference quantity that says what the product holds stands beside the price of the product', () => {
  const half = { ...quantity, value: '0.5', unitCode: 'KGM' };
  const measured = {
    ...unit,
    price: '29.90',
    referenceQuantity: { ...half, valueReference: { ...quantity, value: '1', unitCode: 'KGM' } },
  };
  const before = { ...measured, price: '39.90', priceType: 'https://schema.org/StrikethroughPrice' };
  expect(saidOf({ ...offer, priceSpecification: measured })).toEqual(['2990 unknown']);
  expect(saidOf({ ...offer, priceSpecification: [measured, before] })).toEqual(['2990 sale']);
  const piece = { ...unit, price: '29.90', referenceQuantity: { ...quantity, value: '1', unitText: 'st' } };
  expect(saidOf({ ...offer, priceSpecification: piece })).toEqual(['2990 unknown']);
});
