import type { Identifier } from '../identify/identifier.ts';
import type { Instant } from '../kernel/period.ts';
import { catalogue, type Product, SERVICES } from './catalogue.ts';
import { type Diary, note } from './happening.ts';
import type { Need, Person } from './people.ts';
import { storeNames } from './company.ts';
import type { Random } from './random.ts';

/** What people look at and buy, in the web shop, the app and the stores. */
const MINUTE_MS = 60_000;

/** What each need looks for, as weights on the categories. */
const interests: Readonly<Record<Need | 'okänd', Readonly<Record<string, number>>>> = {
  dagsvandring: { jackor: 3, tröjor: 2, byxor: 3, skor: 4, ryggsäckar: 3, kök: 2, tillbehör: 3 },
  fjällvandring: { jackor: 2, tröjor: 2, byxor: 2, skor: 3, ryggsäckar: 3, tält: 4, sova: 4, kök: 3, tillbehör: 2 },
  löpning: { tröjor: 4, byxor: 2, skor: 6, tillbehör: 2 },
  barnfamilj: { jackor: 4, tröjor: 3, byxor: 3, skor: 3, tält: 1, sova: 2, kök: 1 },
  vardag: { jackor: 4, tröjor: 4, byxor: 3, skor: 2, tillbehör: 1 },
  okänd: { jackor: 3, tröjor: 4, byxor: 3, skor: 3, ryggsäckar: 2, tält: 1, sova: 1, kök: 1, tillbehör: 2 },
};

const byCategory = Map.groupBy(catalogue, (product) => product.category);

export function drawProduct(random: Random, need: Need | 'okänd'): Product {
  const [first, ...rest] = byCategory.get(random.weighted(interests[need])) ?? catalogue;
  return first === undefined ? drawProduct(random, need) : random.pick([first, ...rest]);
}

/** A product as Segment's e-commerce events name it. Prices in events are in kronor. */
export function goods(product: Product): Record<string, unknown> {
  return {
    product_id: product.id,
    name: product.name,
    category: product.category,
    price: product.kronor,
    currency: 'SEK',
  };
}

function order(random: Random, products: readonly Product[], prefix: string): Record<string, unknown> {
  const total = products.reduce((sum, product) => sum + product.kronor, 0);
  return {
    order_id: `${prefix}-${random.whole(100_000, 999_999)}`,
    total,
    currency: 'SEK',
    products: products.map((product) => ({ ...goods(product), quantity: 1 })),
  };
}

/** A visit to the web shop or the app: some looking, and now and then a purchase. Returns the order's number. */
export function visitOnline(
  diary: Diary,
  who: readonly Identifier[],
  at: Instant,
  visit: { readonly channel: 'web' | 'app'; readonly need: Need | 'okänd'; readonly buys: number },
): string | undefined {
  const { random } = diary;
  const { channel, need } = visit;
  let time = at;
  const next = (): Instant => (time += (0.3 + random.draw() * 3) * MINUTE_MS);
  if (random.chance(0.3)) note(diary, who, time, channel, 'Products Searched', { query: need });
  const seen = Array.from({ length: random.whole(1, 3) }, () => drawProduct(random, need));
  for (const product of seen) note(diary, who, next(), channel, 'Product Viewed', goods(product));
  const [wanted] = seen;
  if (wanted === undefined || !random.chance(visit.buys * 2)) return undefined;
  note(diary, who, next(), channel, 'Product Added', goods(wanted));
  if (!random.chance(0.5)) return undefined;
  note(diary, who, next(), channel, 'Checkout Started', { value: wanted.kronor, currency: 'SEK' });
  const bought = order(random, [wanted], channel === 'web' ? 'W' : 'A');
  note(diary, who, next(), channel, 'Order Completed', bought);
  return String(bought['order_id']);
}

/** A visit to a store as the till knows it: a receipt on the loyalty number, or on nobody. */
export function visitStore(diary: Diary, person: Person, at: Instant): void {
  const { random } = diary;
  const who = person.loyalty === null ? [] : [{ type: 'loyalty', value: person.loyalty }];
  const store = storeNames.find((name) => name === person.city) ?? random.pick(storeNames);
  const products = Array.from({ length: random.whole(1, 3) }, () => drawProduct(random, person.need));
  if (random.chance(0.05)) products.push(...(byCategory.get(SERVICES) ?? []).slice(0, 1));
  note(diary, who, at, 'store', 'Receipt Issued', { store, ...order(random, products, 'K') });
}
