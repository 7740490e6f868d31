import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileReading } from '../file-reading.ts';
import { readSightingFile } from '../sighting-file.reads.ts';
import type { Sighting } from '../sighting.ts';
import { askedOver, type DatedPrice } from './dated-price.ts';
import type { ProductBy } from './feed.contract.ts';
import { readPriceText } from './price-text.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const timeZone = 'Europe/Stockholm';

async function readingsOf(text: string | Buffer | Readable, productBy: ProductBy = 'id', name = 'feed') {
  const readings: FileReading[] = [];
  const source = text instanceof Readable ? text : Readable.from([Buffer.from(text)]);
  for await (const batch of readSightingFile(source, { name, now, timeZone, feed: { channel: 'web', productBy } }))
    readings.push(...batch);
  return readings;
}

async function sightingsIn(text: string | Buffer, productBy?: ProductBy): Promise<Sighting[]> {
  return (await readingsOf(text, productBy)).flatMap(({ reading }) =>
    'sighting' in reading ? [reading.sighting] : [],
  );
}

async function faultsIn(text: string | Buffer) {
  return (await readingsOf(text)).flatMap(({ reading, line }) => ('reason' in reading ? [{ line, ...reading }] : []));
}

const rss = (items: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>\n<title>Fjällro</title>\n${items}</channel></rss>`;
const item = (more: string): string =>
  `<item><title><![CDATA[Ulltröja & gran]]></title><g:id>troja</g:id><g:gtin>7312345678901</g:gtin>${more}</item>\n`;

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

const onixPrice = (parts: Readonly<Record<string, string>>, dates: readonly [string, string][] = []): string =>
  `<Price>${Object.entries(parts)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join(
      '',
    )}${dates.map(([role, day]) => `<PriceDate><PriceDateRole>${role}</PriceDateRole><Date>${day}</Date></PriceDate>`).join('')}</Price>`;
const onix = (prices: string): string =>
  `<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference"><Header><DefaultCurrencyCode>SEK</DefaultCurrencyCode></Header>
<Product><RecordReference>se.bok.1</RecordReference><ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>978-91-0-012345-6</IDValue></ProductIdentifier>
<DescriptiveDetail><TitleDetail><TitleType>01</TitleType><TitleElement><TitleText>Vattnet</TitleText></TitleElement></TitleDetail></DescriptiveDetail>
<ProductSupply><SupplyDetail><ProductAvailability>21</ProductAvailability>${prices}</SupplyDetail></ProductSupply></Product></ONIXMessage>`;
const fixed = { PriceType: '04', PriceAmount: '249.00', CurrencyCode: 'SEK' };

test('ONIX gives the price that customers pay, and its promotional price from its first day to the end of its last', async () => {
  const promotional = { ...fixed, PriceQualifier: '08', PriceAmount: '199.00' };
  const net = { ...fixed, PriceType: '05', PriceAmount: '120.00' };
  const dates: [string, string][] = [
    ['14', '20261120'],
    ['15', '20261125'],
  ];
  const text = onix(onixPrice(net) + onixPrice(fixed) + onixPrice(promotional, dates));
  expect(await sightingsIn(text)).toMatchObject([
    { product: '9789100123456', productName: 'Vattnet', amount: 199_00, priceType: 'sale', availability: 'in-stock' },
  ]);
  const over = text.replace('20261125', '20261124');
  expect(await sightingsIn(over)).toMatchObject([{ amount: 249_00, priceType: 'regular', onSale: false }]);
});

test('the last day of an ONIX price ends as it ends where the deployment is', async () => {
  const promotional = { ...fixed, PriceQualifier: '08', PriceAmount: '199.00' };
  const text = onix(
    onixPrice(fixed) +
      onixPrice(promotional, [
        ['14', '20261120'],
        ['15', '20261125'],
      ]),
  );
  const late = Date.parse('2026-11-25T23:30:00Z');
  const saidIn = async (zone: string): Promise<number[]> => {
    const options = { name: 'books.xml', now: late, timeZone: zone, feed: { channel: 'web' } };
    const amounts: number[] = [];
    for await (const batch of readSightingFile(Readable.from([Buffer.from(text)]), options))
      amounts.push(...batch.flatMap(({ reading }) => ('sighting' in reading ? [reading.sighting.amount] : [])));
    return amounts;
  };
  expect(await saidIn('Europe/Stockholm')).toEqual([249_00]);
  expect(await saidIn('UTC')).toEqual([199_00]);
});

test('ONIX prices in several currencies stand beside each other', async () => {
  const text = onix(onixPrice(fixed) + onixPrice({ ...fixed, PriceAmount: '22.00', CurrencyCode: 'EUR' }));
  const said = (await sightingsIn(text)).map(({ amount, currency }) => [amount, currency]);
  expect(said).toEqual([
    [249_00, 'SEK'],
    [22_00, 'EUR'],
  ]);
});

test('ONIX in short tags is read as in long ones', async () => {
  const text =
    '<ONIXmessage release="3.0"><header><m186>SEK</m186></header><product><a001>r1</a001><productidentifier><b221>03</b221><b244>9789100123456</b244></productidentifier><productsupply><supplydetail><j396>40</j396><price><x462>02</x462><j261>01</j261><j151>99</j151></price></supplydetail></productsupply></product></ONIXmessage>';
  expect(await sightingsIn(text)).toMatchObject([
    { product: '9789100123456', amount: 99_00, currency: 'SEK', priceType: 'member', availability: 'out-of-stock' },
  ]);
});

test.each([
  ['a promotional price without dates', onixPrice({ ...fixed, PriceQualifier: '08' }), 'PriceDate'],
  ['only a price without tax', onixPrice({ ...fixed, PriceType: '01' }), 'PriceType'],
  ['a price in words', onixPrice({ ...fixed, PriceAmount: 'ring' }), 'PriceAmount'],
  ['a day that does not exist', onixPrice(fixed, [['14', '20260230']]), 'PriceDate'],
])('an ONIX product with %s is refused by the name of the field', async (_what, prices, field) => {
  expect(await faultsIn(onix(prices))).toMatchObject([{ field }]);
});

test('a feed that is Windows-1252 and says it is UTF-8 is read as what it is', async () => {
  const text = rss('<item><title>Tröja på rea</title><g:id>å1</g:id><g:price>1 SEK</g:price></item>');
  expect(await sightingsIn(Buffer.from(text, 'latin1'))).toMatchObject([
    { product: 'å1', productName: 'Tröja på rea' },
  ]);
});

test('a feed whose channel nobody said is refused with what to do', async () => {
  const reading = readSightingFile(Readable.from([Buffer.from(rss(''))]), { name: 'feed.xml', now, timeZone });
  await expect(reading.next()).rejects.toThrow('name the channel');
});

const bomb =
  '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><rss><channel><item><title>&lol1;</title></item></channel></rss>';
test.each([
  ['entities that unfold', bomb, 'document type'],
  ['a document type that names a file', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><rss/>', 'document type'],
  ['an entity that it does not declare', rss(item('<g:price>&xxe;</g:price>')), 'entity'],
  ['another outermost element', '<html><body/></html>', 'outermost element is <html>'],
  ['elements nested without end', `<rss>${'<a>'.repeat(100_000)}`, 'more than 60 deep'],
  ['a product of a million elements', rss(`<item>${'<a/>'.repeat(50_000)}</item>`), 'longer than any product'],
  ['an end in the middle', '<rss><channel><item><g:id>a', 'unclosed'],
])('a feed with %s is refused with the reason', async (_what, text, reason) => {
  await expect(readingsOf(text)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining(reason),
  });
});

/** A gigabyte as it comes, and how much of it was asked for. */
function gigabyte(head: string, body: string) {
  const piece = Buffer.from(body.repeat(Math.ceil(65_536 / body.length)));
  const asked = { bytes: 0 };
  function* pieces() {
    yield Buffer.from(head);
    while (asked.bytes < 1_000_000_000) {
      asked.bytes += piece.length;
      yield piece;
    }
  }
  return { asked, source: Readable.from(pieces(), { highWaterMark: 1 }) };
}

test('a gigabyte of products is read as it comes: what has been asked for stays near what has been read', async () => {
  const { asked, source } = gigabyte('<rss><channel>', item('<g:price>999 SEK</g:price>').replaceAll('g:', ''));
  const reading = readSightingFile(source, { name: 'feed.xml', now, timeZone, feed: { channel: 'web' } });
  let [batches, rows] = [0, 0];
  for await (const batch of reading) {
    rows += batch.length;
    if ((batches += 1) === 20) break;
  }
  expect(rows).toBeGreaterThan(1_000);
  expect(asked.bytes).toBeLessThan(5_000_000);
});

test.each([
  ['one text', '<rss><channel><item><title>', 'x'],
  ['one tag', '<rss><channel><item', ' a="b"'],
  ['one comment', '<rss><!--', 'x'],
  ['elements within elements', '', '<rss>'],
])('a gigabyte of %s is refused before ten megabytes are asked for', async (_what, head, body) => {
  const { asked, source } = gigabyte(head, body);
  await expect(readingsOf(source)).rejects.toMatchObject({ code: 'file-unreadable' });
  expect(asked.bytes).toBeLessThan(10_000_000);
});

test.each([
  ['999.00 SEK', 999_00],
  ['SEK 1 299,50', 1_299_50],
  ['1,299.00 SEK', 1_299_00],
  ['1.299,00 SEK', 1_299_00],
  ['1299.0000 SEK', 1_299_00],
  ['0 SEK', 0],
])('%s is a price', (text, amount) => {
  expect(readPriceText(text)).toEqual({ amount, currency: 'SEK' });
});

test.each(['ring för pris', '1.299 SEK', '', '999', '12 XXQ', '-5 SEK', '9'.repeat(1_000_000)])(
  '%.20s is no price',
  (text) => {
    expect(readPriceText(text)).toHaveProperty('reason');
  },
);

test('within a period one price is asked at each moment, the lowest reduced one that holds', () => {
  const at = fc.integer({ min: 0, max: 20 });
  const price = fc
    .record({
      amount: fc.integer({ min: 0, max: 5 }),
      isSale: fc.boolean(),
      from: at,
      length: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ amount, isSale, from, length }): DatedPrice => ({
      amount,
      currency: 'SEK',
      priceType: isSale ? 'sale' : 'regular',
      onSale: isSale,
      from,
      to: from + length,
    }));
  fc.assert(
    fc.property(fc.array(price, { maxLength: 6 }), (prices) => {
      const pieces = askedOver(prices, 3, 17);
      for (let moment = 3; moment < 17; moment += 1) {
        const here = pieces.filter((each) => each.from <= moment && moment < each.to);
        const holding = prices.filter((each) => each.from <= moment && moment < each.to);
        const reduced = holding.filter((each) => each.priceType === 'sale');
        const amounts = (reduced.length > 0 ? reduced : holding).map((each) => each.amount);
        expect(here.map((each) => each.amount)).toEqual(amounts.length === 0 ? [] : [Math.min(...amounts)]);
      }
    }),
  );
});
