import { type Shown, sideOf, type SourceKind, type Speaker } from './source-kind.ts';

const comma = (kronor: number): string => `${kronor},00`;
const point = (kronor: number): string => `${kronor}.00 SEK`;

/** The price list that a shop keeps in a spreadsheet: semicolons, and commas for decimals. */
export const priceList: SourceKind = {
  kind: 'CSV by mapping',
  async show(shop, speaker, shown) {
    const { channel, place } = speaker;
    const name = `prislista-${channel}`;
    const definition = {
      decimal: ',',
      product: 'artikel',
      productName: 'benämning',
      currency: 'SEK',
      ...(place !== undefined && { place: { value: place } }),
      sightings: [
        {
          channel,
          price: 'pris',
          onSale: { column: 'rea', yes: ['ja'] },
          priceType: { column: 'rea', values: { ja: 'sale', nej: 'regular' } },
        },
      ],
    };
    await shop.send('PUT', `/v1/mappings/${name}`, { body: definition, asMember: true });
    const rows = shown.map(
      (each) => `${each.product};${each.name};${comma(each.price)};${each.was === undefined ? 'nej' : 'ja'}`,
    );
    const file = `${speaker.name}.csv`;
    const seenAt = new Date(shop.given.clock.now()).toISOString();
    await shop.see(`/v1/sightings?mapping=${name}&fileName=${file}&seenAt=${seenAt}`, {
      body: ['artikel;benämning;pris;rea', ...rows, ''].join('\n'),
      type: 'text/csv',
    });
    return shown.map((each, index) => sideOf(speaker, each, file, index + 2));
  },
};

const tillCodes: Readonly<Record<string, string>> = { store: 'BUTIK', phone: 'TEL' };

/** What tills and those who take orders by telephone have sold, one row for each line of a receipt. */
export const till: SourceKind = {
  kind: 'till export',
  async show(shop, speaker, shown) {
    const definition = {
      product: 'artikel',
      productName: 'text',
      currency: 'SEK',
      seenAt: { column: 'tid', format: 'YYYY-MM-DD HH:mm:ss' },
      place: { column: 'butik' },
      sightings: [{ channel: { column: 'kanal', values: { BUTIK: 'store', TEL: 'phone' } }, price: 'belopp' }],
    };
    await shop.send('PUT', '/v1/mappings/kassa', { body: definition, asMember: true });
    // A till writes what the clock on its wall shows, and not where that wall is.
    const tid = new Date(shop.given.clock.now()).toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' });
    const rows = shown.map((each) =>
      [tid, tillCodes[speaker.channel], speaker.place ?? '', each.product, each.name, comma(each.price)].join(';'),
    );
    const file = `${speaker.name}.csv`;
    await shop.see(`/v1/sightings?mapping=kassa&fileName=${file}`, {
      body: ['tid;kanal;butik;artikel;text;belopp', ...rows, ''].join('\n'),
      type: 'text/csv',
    });
    return shown.map((each, index) => sideOf(speaker, each, file, index + 2));
  },
};

function merchantCells({ price, was }: Shown): readonly [string, string] {
  return was === undefined ? [point(price), ''] : [point(was), point(price)];
}

function feedAddress({ channel }: Speaker, file: string): string {
  return `/v1/sightings?channel=${channel}&fileName=${file}`;
}

/** A product feed for Google Merchant Center as a table. */
export const merchantTsv: SourceKind = {
  kind: 'Google Merchant TSV',
  async show(shop, speaker, shown) {
    const rows = shown.map((each) => [each.product, each.name, ...merchantCells(each), 'in_stock'].join('\t'));
    const file = `${speaker.name}.txt`;
    const body = ['id\ttitle\tprice\tsale_price\tavailability', ...rows, ''].join('\n');
    await shop.see(feedAddress(speaker, file), { body, type: 'text/tab-separated-values' });
    return shown.map((each, index) => sideOf(speaker, each, file, index + 2));
  },
};

/** Prices for each store, as Google Merchant Center takes them. */
export const localInventory: SourceKind = {
  kind: 'local inventory',
  async show(shop, speaker, shown) {
    const rows = shown.map((each) => {
      const stock = each.isSoldOut === true ? 'out_of_stock' : 'in_stock';
      return [speaker.place, each.product, ...merchantCells(each), stock].join('\t');
    });
    const file = `${speaker.name}.txt`;
    const body = ['store_code\tid\tprice\tsale_price\tavailability', ...rows, ''].join('\n');
    await shop.see(feedAddress(speaker, file), { body, type: 'text/tab-separated-values' });
    return shown.map((each, index) => sideOf(speaker, each, file, index + 2));
  },
};

/** The same feed as RSS. Each item stands on a line of its own. */
export const merchantXml: SourceKind = {
  kind: 'Google Merchant XML',
  async show(shop, speaker, shown) {
    const items = shown.map((each) => {
      const [price, sale] = merchantCells(each);
      const reduced = sale === '' ? '' : `<g:sale_price>${sale}</g:sale_price>`;
      return `<item><g:id>${each.product}</g:id><title>${each.name}</title><g:price>${price}</g:price>${reduced}</item>`;
    });
    const file = `${speaker.name}.xml`;
    const head = '<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>';
    const body = [head, ...items, '</channel></rss>'].join('\n');
    await shop.see(feedAddress(speaker, file), { body, type: 'application/xml' });
    return shown.map((each, index) => sideOf(speaker, each, file, index + 2));
  },
};

const promotionDays = [
  ['14', '20261101'],
  ['15', '20261130'],
]
  .map(([role, day]) => `<PriceDate><PriceDateRole>${role}</PriceDateRole><Date>${day}</Date></PriceDate>`)
  .join('');

function onixPrice(kronor: number, isPromotion: boolean): string {
  const qualifier = isPromotion ? '<PriceQualifier>08</PriceQualifier>' : '';
  const money = `<PriceAmount>${kronor}.00</PriceAmount><CurrencyCode>SEK</CurrencyCode>`;
  return `<Price><PriceType>02</PriceType>${qualifier}${money}${isPromotion ? promotionDays : ''}</Price>`;
}

/** A message of the book trade: the ordinary price, and beside it the promotional one with its days. */
export const onix: SourceKind = {
  kind: 'ONIX 3',
  async show(shop, speaker, shown) {
    const products = shown.map((each) => {
      const prices =
        each.was === undefined
          ? onixPrice(each.price, false)
          : onixPrice(each.was, false) + onixPrice(each.price, true);
      const id = `<ProductIdentifier><ProductIDType>03</ProductIDType><IDValue>${each.product}</IDValue></ProductIdentifier>`;
      const title = `<DescriptiveDetail><TitleDetail><TitleElement><TitleText>${each.name}</TitleText></TitleElement></TitleDetail></DescriptiveDetail>`;
      const supply = `<ProductSupply><SupplyDetail><ProductAvailability>20</ProductAvailability>${prices}</SupplyDetail></ProductSupply>`;
      return `<Product><RecordReference>${each.product}</RecordReference>${id}${title}${supply}</Product>`;
    });
    const file = `${speaker.name}.xml`;
    const head = '<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">';
    const body = [head, ...products, '</ONIXMessage>'].join('\n');
    await shop.see(feedAddress(speaker, file), { body, type: 'application/xml' });
    return shown.map((each, index) => sideOf(speaker, each, file, index + 2));
  },
};
