import type { Instant } from '../../kernel/period.ts';
import { readIsoTime } from '../instant-text.ts';
import { cellOf, type Row } from '../row.ts';
import { type Availability, show, type SightingFault, type SightingReading } from '../sighting.ts';
import type { DatedPrice } from './dated-price.ts';
import { type FeedContext, sightingsOf } from './feed-context.ts';
import { readPriceText } from './price-text.ts';

/** The names of a Google Merchant feed as they are compared: small letters, and a line for each space. */
export function merchantName(name: string): string {
  return name.trim().toLowerCase().replace(/^g:/, '').replaceAll(' ', '_');
}

/** True for the header of a feed of products or of a local inventory: it has an id and a price, and names no channel. */
export function isMerchantHeader(header: readonly string[]): boolean {
  const names = new Set(header.map(merchantName));
  if (names.has('channel') || names.has('product')) return false;
  return names.has('id') && (names.has('price') || names.has('store_code'));
}

const availabilities: Readonly<Record<string, Availability | undefined>> = {
  in_stock: 'in-stock',
  limited_availability: 'in-stock',
  out_of_stock: 'out-of-stock',
};
/** It may be ordered and is not there: neither of the two that we tell apart. */
const orderable = new Set(['', 'preorder', 'backorder', 'on_display_to_order']);

/**
 * What one item of a Google Merchant feed says: its sale price while that holds, else its price. In a local inventory
 * the store code is the place; an item without any price there says nothing (the product feed's price holds). A multipack
 * is a product of its own by its id; by the number of the single piece it says nothing of what that costs.
 */
export function readMerchantItem(row: Row, line: number, context: FeedContext): SightingReading[] {
  const item: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const name of Object.keys(row)) item[merchantName(name)] ??= cellOf(row, name);
  const cell = (name: string): string => item[name] ?? '';
  if (cell('price') === '' && cell('sale_price') === '' && cell('store_code') !== '') return [];
  if (Number(cell('multipack')) > 1 && context.productBy !== 'id') return [];
  const product = productOf(cell, context);
  if (typeof product === 'object') return [product];
  const prices = pricesOf(cell, context);
  if ('reason' in prices) return [prices];
  const word = cell('availability').toLowerCase().replaceAll(' ', '_');
  const availability = Object.hasOwn(availabilities, word) ? availabilities[word] : undefined;
  if (availability === undefined && !orderable.has(word))
    return [wrong('availability', cell('availability'), 'in_stock, out_of_stock, preorder or backorder')];
  const said = { product, productName: cell('title'), place: cell('store_code') || null, availability, prices };
  return sightingsOf(said, line, context);
}

function productOf(cell: (name: string) => string, { productBy }: FeedContext): string | SightingFault {
  const name = { id: 'id', gtin: 'gtin', group: 'item_group_id' }[productBy];
  // An item outside every group is a group of its own.
  const product = cell(name) || (productBy === 'group' ? cell('id') : '');
  return product === '' ? { field: name, reason: 'Missing: the product cannot be told without it.' } : product;
}

function pricesOf(cell: (name: string) => string, { timeZone }: FeedContext): readonly DatedPrice[] | SightingFault {
  const prices: DatedPrice[] = [];
  const always = { from: -Infinity, to: Infinity };
  if (cell('price') !== '') {
    const price = readPriceText(cell('price'));
    if ('reason' in price) return { field: 'price', reason: price.reason };
    prices.push({ ...price, priceType: 'regular', onSale: false, ...always });
  }
  if (cell('sale_price') !== '') {
    const price = readPriceText(cell('sale_price'));
    if ('reason' in price) return { field: 'sale_price', reason: price.reason };
    const period =
      cell('sale_price_effective_date') === '' ? always : periodIn(cell('sale_price_effective_date'), timeZone);
    if (period === undefined)
      return wrong(
        'sale_price_effective_date',
        cell('sale_price_effective_date'),
        'two times with / between, as 2026-11-22T00:00+0100/2026-11-29T23:59+0100',
      );
    prices.push({ ...price, priceType: 'sale', onSale: true, ...period });
  }
  return prices.length === 0 ? { field: 'price', reason: 'Missing: allowed is a price as 999.00 SEK.' } : prices;
}

function periodIn(text: string, timeZone: string): { readonly from: Instant; readonly to: Instant } | undefined {
  const [from, to, ...more] = text.split('/').map((each) => readIsoTime(each.trim(), timeZone));
  return from === undefined || to === undefined || more.length > 0 || from >= to ? undefined : { from, to };
}

function wrong(field: string, found: string, allowed: string): SightingFault {
  return { field, reason: `Allowed is ${allowed}, found ${show(found)}.` };
}
