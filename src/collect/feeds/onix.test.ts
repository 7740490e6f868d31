import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { faultsIn, sightingsIn } from '../../../test/feed-texts.ts';
import { readSightingFile } from '../sighting-file.reads.ts';

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

test('an ONIX price from so many copies on is no price of one copy, and no reduction', async () => {
  const ten = { ...fixed, PriceType: '14', MinimumOrderQuantity: '10', PriceAmount: '199.00' };
  expect(await sightingsIn(onix(onixPrice(fixed) + onixPrice(ten)))).toMatchObject([
    { amount: 249_00, priceType: 'regular', onSale: false },
  ]);
  expect(await sightingsIn(onix(onixPrice({ ...fixed, MinimumOrderQuantity: '1' })))).toMatchObject([
    { amount: 249_00 },
  ]);
});
