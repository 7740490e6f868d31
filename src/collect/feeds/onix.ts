import type { Period } from '../../kernel/period.ts';
import { dayAround } from '../../kernel/time-zone.ts';
import { readInstant } from '../instant-text.ts';
import { type Availability, show, type SightingFault, type SightingReading } from '../sighting.ts';
import type { DatedPrice } from './dated-price.ts';
import { type FeedContext, sightingsOf } from './feed-context.ts';
import { readPriceText } from './price-text.ts';
import { childrenOf, textIn, type XmlNode } from './xml-record.ts';

/**
 * ONIX for Books 3.x, with reference names and short tags. Codes are those of EDItEUR's code lists: 5 (identifiers),
 * 58 (price type), 59 (price qualifier), 65 (availability), 173 (role of a price date).
 */
const consumerPriceTypes = new Set(['02', '04', '12', '14', '22', '24', '42']);
const specialSaleTypes = new Set(['12', '14']);
/** Available, in stock, printed on demand. To order (22) is neither of the two. */
const inStock = new Set(['20', '21', '23']);
const outOfStock = new Set(['30', '31', '32', '33', '34', '40', '41', '43', '46', '47', '49', '51']);
const PROMOTIONAL = '08';
const MEMBER = '01';
const openToAll = new Set(['', '00', '05', PROMOTIONAL, '17']);

/** What one product of an ONIX message says that customers pay for it, tax included. A deleted product says nothing. */
export function readOnixProduct(
  product: XmlNode,
  line: number,
  context: FeedContext,
  defaultCurrency?: string,
): SightingReading[] {
  if (textIn(product, 'NotificationType', 'a002') === '05') return [];
  const id = idOf(product, context);
  if (id === '') return [fault('ProductIdentifier', 'Missing: allowed is a GTIN-13 or an ISBN-13 (types 03 and 15).')];
  const details = childrenOf(product, 'ProductSupply', 'productsupply').flatMap((each) =>
    childrenOf(each, 'SupplyDetail', 'supplydetail'),
  );
  const readings: SightingReading[] = [];
  for (const detail of details) {
    const prices = pricesOf(detail, context, defaultCurrency);
    if ('reason' in prices) readings.push(prices);
    else {
      const availability = availabilityOf(textIn(detail, 'ProductAvailability', 'j396'));
      const said = { product: id, productName: titleOf(product), place: null, availability };
      readings.push(...sightingsOf({ ...said, prices: prices.everyone }, line, context));
      readings.push(...sightingsOf({ ...said, prices: prices.members }, line, context));
    }
  }
  return readings;
}

function idOf(product: XmlNode, { productBy }: FeedContext): string {
  const byType = new Map(
    childrenOf(product, 'ProductIdentifier', 'productidentifier').map((each) => [
      textIn(each, 'ProductIDType', 'b221'),
      textIn(each, 'IDValue', 'b244').replaceAll('-', ''),
    ]),
  );
  const number = byType.get('03') ?? byType.get('15') ?? '';
  return productBy === 'gtin' ? number : number || textIn(product, 'RecordReference', 'a001');
}

function titleOf(product: XmlNode): string {
  const [descriptive] = childrenOf(product, 'DescriptiveDetail', 'descriptivedetail');
  const [title] = childrenOf(descriptive, 'TitleDetail', 'titledetail');
  const [element] = childrenOf(title, 'TitleElement', 'titleelement');
  const whole = textIn(element, 'TitleText', 'b203');
  if (whole !== '') return whole;
  return `${textIn(element, 'TitlePrefix', 'b030')} ${textIn(element, 'TitleWithoutPrefix', 'b031')}`.trim();
}

function availabilityOf(code: string): Availability | undefined {
  if (inStock.has(code)) return 'in-stock';
  return outOfStock.has(code) ? 'out-of-stock' : undefined;
}

type Prices = { readonly everyone: readonly DatedPrice[]; readonly members: readonly DatedPrice[] };

function pricesOf(
  detail: XmlNode,
  { timeZone }: FeedContext,
  defaultCurrency: string | undefined,
): Prices | SightingFault {
  const everyone: DatedPrice[] = [];
  const members: DatedPrice[] = [];
  const nodes = childrenOf(detail, 'Price', 'price');
  const skipped = new Set<string>();
  for (const node of nodes) {
    const type = textIn(node, 'PriceType', 'x462');
    const qualifier = textIn(node, 'PriceQualifier', 'j261');
    // From so many copies on: no price of one.
    if (Number(textIn(node, 'MinimumOrderQuantity', 'j263')) > 1) continue;
    if (!consumerPriceTypes.has(type)) skipped.add(type || 'none');
    else if (openToAll.has(qualifier) || qualifier === MEMBER) {
      const period = periodOf(node, timeZone);
      if ('reason' in period) return period;
      const price = priceOf(node, { type, qualifier, period }, defaultCurrency);
      if ('reason' in price) return price;
      (qualifier === MEMBER ? members : everyone).push(price);
    }
  }
  if (everyone.length + members.length === 0 && skipped.size > 0)
    return fault(
      'PriceType',
      `Allowed is a price that customers pay with tax (02, 04, 12, 14, 22, 24, 42); found ${[...skipped].join(', ')}.`,
    );
  return { everyone, members };
}

function priceOf(
  node: XmlNode,
  { type, qualifier, period }: { readonly type: string; readonly qualifier: string; readonly period: Period },
  defaultCurrency: string | undefined,
): DatedPrice | SightingFault {
  const amount = textIn(node, 'PriceAmount', 'j151');
  const money = readPriceText(amount, textIn(node, 'CurrencyCode', 'j152') || defaultCurrency);
  if ('reason' in money) return fault('PriceAmount', money.reason);
  if (qualifier === PROMOTIONAL && (period.from === -Infinity || period.to === Infinity))
    return fault(
      'PriceDate',
      'A promotional price (qualifier 08) must say from when (14) and until when (15) it holds.',
    );
  const isSale = qualifier === PROMOTIONAL || qualifier === '17' || specialSaleTypes.has(type);
  const priceType = qualifier === MEMBER ? 'member' : isSale ? 'sale' : 'regular';
  return { ...money, priceType, onSale: isSale, ...period };
}

/** Both days belong to the period: a price that holds until the 30th ends as the 31st begins, by the clocks of the zone. */
function periodOf(node: XmlNode, timeZone: string): Period | SightingFault {
  let [from, to] = [-Infinity, Infinity];
  for (const date of childrenOf(node, 'PriceDate', 'pricedate')) {
    const role = textIn(date, 'PriceDateRole', 'x476');
    const texts = textIn(date, 'Date', 'b306');
    const days = (role === '24' ? [texts.slice(0, 8), texts.slice(8).replace(/^[-/]/, '')] : [texts]).map((text) =>
      readInstant(text.slice(0, 8), 'YYYYMMDD', timeZone),
    );
    const [first] = days;
    const last = days.at(-1);
    if (first === undefined || last === undefined)
      return fault('PriceDate', `Allowed is a day as 20261122, found ${show(texts)}.`);
    if (role === '14' || role === '24') from = first;
    if (role === '15' || role === '24') to = dayAround(last, timeZone).to;
  }
  if (from < to) return { from, to };
  return fault('PriceDate', 'The price ends before it begins.');
}

function fault(field: string, reason: string): SightingFault {
  return { field, reason };
}
