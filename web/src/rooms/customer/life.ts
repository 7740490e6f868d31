import type { LifeEntry } from '../../../../src/decide/life.contract.ts';
import { isCurrency, type Money, moneyFromMajor } from '../../../../src/kernel/money.ts';

/**
 * What the time line shows of an entry. Events carry what their source sent, so nothing in `detail` is sure to be
 * there or to have the type that the Segment spec gives it.
 */
type Detail = LifeEntry['detail'];

/** What is told of the entry itself: of an event what its source sent, of the rest what the ledger holds. */
export function factsOf({ kind, detail }: LifeEntry): Detail {
  if (kind !== 'event') return detail;
  const { properties, products } = detail;
  const sent = typeof properties === 'object' && properties !== null ? (properties as Detail) : {};
  return { ...(Array.isArray(products) && products.length > 0 ? { productIds: products } : {}), ...sent };
}

function textAt(detail: Detail, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = detail[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

function objectsAt(detail: Detail, name: string): Detail[] {
  const value = detail[name];
  return Array.isArray(value) ? value.filter((each): each is Detail => typeof each === 'object' && each !== null) : [];
}

/** The names of the products an event is about. */
export function productsOf(detail: Detail): string[] {
  const listed = objectsAt(detail, 'products').map((product) => textAt(product, 'name', 'product_id', 'sku'));
  const own = textAt(detail, 'product_name', 'productName', 'name', 'product_id', 'product', 'sku');
  const ids = Array.isArray(detail['productIds']) ? detail['productIds'].map(String) : [];
  const named = [...listed, ...(listed.length === 0 ? [own] : [])].filter((name) => name !== undefined);
  return named.length > 0 ? named : ids;
}

/** The sum or price an event carries, in major units with a currency as the Segment spec has it. */
export function moneyOf(detail: Detail): Money | undefined {
  const currency = textAt(detail, 'currency') ?? 'SEK';
  if (!isCurrency(currency)) return undefined;
  const major = ['total', 'revenue', 'value', 'price']
    .map((name) => Number(detail[name] ?? Number.NaN))
    .find(Number.isFinite);
  return major === undefined ? undefined : moneyFromMajor(major, currency);
}

/** The one more thing worth a glance: a query, a coupon, a subject, a place, a page. */
export function noteOf(detail: Detail): string | undefined {
  return textAt(
    detail,
    'query',
    'campaign',
    'topic',
    'coupon',
    'coupon_id',
    'subject',
    'reason',
    'store',
    'place',
    'touchpoint',
    'order_id',
    'title',
    'path',
    'url',
  );
}

/** Everything in `detail` as text, for the reader who wants all of it. */
export function linesOf(detail: Detail): [string, string][] {
  const told = Object.entries(detail).filter(([, value]) => value !== null && value !== '');
  return told.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}

export type Day = { readonly day: string; readonly entries: readonly LifeEntry[] };

/** Entries in their order, put together by the reader's own calendar day. */
export function daysOf(entries: readonly LifeEntry[], dayOf: (at: string) => string): Day[] {
  const days: { day: string; entries: LifeEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** The channels met on the time line, in the order in which their lanes are drawn. */
export function lanesOf(entries: readonly LifeEntry[], order: readonly string[]): string[] {
  const met = new Set(entries.flatMap((entry) => (entry.channel === null ? [] : [entry.channel])));
  return [...order.filter((channel) => met.has(channel)), ...[...met].filter((channel) => !order.includes(channel))];
}
