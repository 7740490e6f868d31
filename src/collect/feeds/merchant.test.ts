import { expect, test } from 'vitest';
import { faultsIn, item, now, rss, sightingsIn } from '../../../test/feed-texts.ts';

test('a Google Merchant feed as RSS gives the price, the name and whether it is to be had', async () => {
  const [one, ...more] = await sightingsIn(
    rss(item('<g:price>999.00 SEK</g:price><g:availability>in_stock</g:availability>')),
  );
  expect(more).toEqual([]);
  expect(one).toMatchObject({
    product: 'troja',
    productName: 'Ulltröja & gran',
    channel: 'web',
    amount: 999_00,
    currency: 'SEK',
    priceType: 'regular',
    availability: 'in-stock',
    seenAt: now,
  });
});

test('a sale price holds only within its dates, and never beside the regular price', async () => {
  const sightings = await sightingsIn(
    rss(
      item(
        '<g:price>999 SEK</g:price><g:sale_price>799 SEK</g:sale_price><g:sale_price_effective_date>2026-11-25T10:00+0100/2026-12-01T23:59+0100</g:sale_price_effective_date>',
      ),
    ),
  );
  const said = sightings.map(({ amount, priceType, holdsFrom, holdsTo }) => [
    amount,
    priceType,
    new Date(holdsFrom).toISOString(),
    new Date(holdsTo).toISOString(),
  ]);
  expect(said).toEqual([
    [999_00, 'regular', '2026-11-24T23:00:00.000Z', '2026-11-25T09:00:00.000Z'],
    [799_00, 'sale', '2026-11-25T09:00:00.000Z', '2026-11-25T23:00:00.000Z'],
  ]);
});

test('a sale price without an offset changes by the clocks of the deployment, and what is of a day ends as that does', async () => {
  const dates = '2026-11-20T00:00/2026-11-25T18:00';
  const text = rss(
    item(
      `<g:price>999 SEK</g:price><g:sale_price>799 SEK</g:sale_price><g:sale_price_effective_date>${dates}</g:sale_price_effective_date>`,
    ),
  );
  expect((await sightingsIn(text)).map(({ amount, holdsTo }) => [amount, new Date(holdsTo).toISOString()])).toEqual([
    [799_00, '2026-11-25T17:00:00.000Z'],
    [999_00, '2026-11-25T23:00:00.000Z'],
  ]);
});

test('an Atom feed is read by its own names where Atom says something else by the same word', async () => {
  const text =
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><id>tag:feed</id><entry><id>tag:entry</id><title>Jeans</title><g:id>jeans</g:id><g:item_group_id>denim</g:item_group_id><g:price>SEK 499.90</g:price></entry></feed>';
  expect(await sightingsIn(text)).toMatchObject([{ product: 'jeans', amount: 499_90 }]);
  expect(await sightingsIn(text, 'group')).toMatchObject([{ product: 'denim' }]);
});

test('a Google Merchant table is known by its columns, also with spaces in their names', async () => {
  const table =
    'id\ttitle\tprice\tsale price\tavailability\tgtin\na\tTröja\t999.00 SEK\t799,50 SEK\tout of stock\t73\n';
  expect(await sightingsIn(table)).toMatchObject([{ product: 'a', amount: 799_50, availability: 'out-of-stock' }]);
  expect(await sightingsIn(table, 'gtin')).toMatchObject([{ product: '73' }]);
});

test('a local inventory gives the price of each store, and is silent where a store has none of its own', async () => {
  const table =
    'store_code\tid\tprice\tavailability\nUmeå\ta\t1,099.00 SEK\tlimited availability\nLuleå\ta\t\tin_stock\n';
  expect(await sightingsIn(table)).toMatchObject([
    { product: 'a', place: 'Umeå', amount: 1_099_00, availability: 'in-stock' },
  ]);
});

test('an item at fault stops no other, and is kept with its line, field and reason', async () => {
  const text = rss(
    item('<g:price>ring för pris</g:price>') +
      item('<g:price>999 SEK</g:price><g:availability>kanske</g:availability>') +
      item(
        '<g:price>999 SEK</g:price><g:sale_price>1 SEK</g:sale_price><g:sale_price_effective_date>snart</g:sale_price_effective_date>',
      ) +
      '<item><title>Utan id</title><g:price>1 SEK</g:price></item>' +
      item('<g:price>999 SEK</g:price>'),
  );
  expect(await faultsIn(text)).toMatchObject([
    { line: 4, field: 'price', reason: expect.stringContaining('ring för pris') },
    { line: 5, field: 'availability' },
    { line: 6, field: 'sale_price_effective_date' },
    { field: 'id' },
  ]);
  expect(await sightingsIn(text)).toHaveLength(1);
});

test('the measures of a price for comparison (jämförpris), and the rates of a payment, are no price', async () => {
  const measures =
    '<g:unit_pricing_measure>500g</g:unit_pricing_measure><g:unit_pricing_base_measure>1kg</g:unit_pricing_base_measure>';
  const rates = '<g:installment><g:months>6</g:months><g:amount>5 SEK</g:amount></g:installment>';
  const text = rss(item(`<g:price>29.90 SEK</g:price>${measures}${rates}<g:availability>in_stock</g:availability>`));
  expect(await sightingsIn(text)).toMatchObject([{ amount: 29_90, priceType: 'regular' }]);
  const table =
    'id\ttitle\tprice\tavailability\tunit_pricing_measure\tunit_pricing_base_measure\nkaffe-500\tKaffe\t29.90 SEK\tin_stock\t500 g\t1 kg\n';
  expect(await sightingsIn(table)).toMatchObject([{ product: 'kaffe-500', amount: 29_90 }]);
});

test('a multipack is a product of its own by its id, and says nothing of what the single piece costs', async () => {
  const table =
    'id\ttitle\tprice\tsale_price\tavailability\tgtin\tmultipack\nkaffe\tKaffe\t29.90 SEK\t\tin_stock\t73\t\nkaffe-6\tKaffe, 6 för 150\t179.40 SEK\t150.00 SEK\tin_stock\t73\t6\n';
  const said = (await sightingsIn(table)).map(({ product, amount }) => [product, amount]);
  expect(said).toEqual([
    ['kaffe', 29_90],
    ['kaffe-6', 150_00],
  ]);
  expect(await sightingsIn(table, 'gtin')).toMatchObject([{ product: '73', amount: 29_90, priceType: 'regular' }]);
});
