import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageSightings, pricesIn } from '../collect/crawl/page-prices.ts';
import { readMerchantItem } from '../collect/feeds/merchant.ts';
import { readerOf } from '../collect/mapped-row.ts';
import { checkMapping } from '../collect/mapping.ts';
import { readPlainRow } from '../collect/row.ts';
import { readSighting, type SightingReading } from '../collect/sighting.ts';
import { toIso } from '../kernel/period.ts';
import { dayAround } from '../kernel/time-zone.ts';
import { type Claim, claimOf } from './claim.ts';
import { findContradictions } from './contradiction.ts';
import { dayAt } from './text/calendar.ts';
import { claimsOfText } from './text/claims-of-text.ts';

type Said = { readonly price: number; readonly seenAt: number; readonly timeZone: string };
type Source = (said: Said) => Claim[];

const mapping = {
  product: 'sku',
  currency: 'SEK',
  seenAt: { column: 'day', format: 'YYYY-MM-DD' },
  sightings: [{ channel: 'store', price: 'price' }],
} as const;

function claimsIn(readings: readonly SightingReading[]): Claim[] {
  return readings.map((reading) => {
    if ('reason' in reading) throw new Error(reading.reason);
    return claimOf(reading.sighting);
  });
}

function mapped(zone: object): Source {
  return ({ price, seenAt, timeZone }) => {
    const read = readerOf(checkMapping({ ...mapping, ...zone }), { source: 'till.csv', decimal: '.', timeZone });
    const day = dayAt(seenAt, 'timeZone' in zone ? String(zone.timeZone) : timeZone);
    return claimsIn(read({ sku: 'jeans', price: String(price), day }, 2));
  };
}

const sources: Readonly<Record<string, Source>> = {
  feed: ({ price, seenAt, timeZone }) => {
    const context = { channel: 'web', source: 'feed.xml', seenAt, productBy: 'id', timeZone } as const;
    return claimsIn(readMerchantItem({ id: 'jeans', price: `${price} SEK`, availability: 'in_stock' }, 2, context));
  },
  mapping: mapped({}),
  page: ({ price, seenAt, timeZone }) => {
    const offers = { '@type': 'Offer', price, priceCurrency: 'SEK', priceValidUntil: dayAt(seenAt, timeZone) };
    const json = JSON.stringify({ '@context': 'https://schema.org', '@type': 'Product', sku: 'jeans', offers });
    const context = { channel: 'app', source: 'page', seenAt, productBy: 'id', timeZone } as const;
    return claimsIn(pageSightings(pricesIn([json]), context));
  },
  text: ({ price, seenAt, timeZone }) => {
    const text = `Jeans raka ${price} kr`;
    const catalogue = [{ product: 'jeans', name: 'Jeans raka' }];
    const from = { channel: 'newsletter', source: 'letter', seenAt, timeZone, catalogueName: 'products' };
    return claimsOfText({ text, form: 'plain', catalogue, ...from }).claims;
  },
  'last day in a text': ({ price, seenAt, timeZone }) => {
    const text = `Jeans raka ${price} kr till och med ${dayAt(seenAt, timeZone)}`;
    const catalogue = [{ product: 'jeans', name: 'Jeans raka' }];
    const from = { channel: 'sms', source: 'sms', seenAt, timeZone, catalogueName: 'products' };
    return claimsOfText({ text, form: 'plain', catalogue, ...from }).claims;
  },
  json: ({ price, seenAt, timeZone }) => {
    const said = { product: 'jeans', channel: 'chat', amount: price * 100, currency: 'SEK', source: 'chat' };
    return claimsIn([readSighting({ ...said, seenAt: toIso(seenAt) }, { timeZone })]);
  },
  'plain table': ({ price, seenAt, timeZone }) => {
    const row = { product: 'jeans', channel: 'phone', price: String(price), currency: 'SEK' };
    const context = { source: 'list.csv', decimal: '.', timeZone } as const;
    const reading = readPlainRow({ ...row, seen_at: dayAt(seenAt, timeZone) }, 2, context);
    return claimsIn(reading === undefined ? [] : [reading]);
  },
};

const zones = Intl.supportedValuesOf('timeZone');
const someDay = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2037, 0, 1) });
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('two sources that tell of the same change at midnight do not contradict each other, in any zone on any day', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), someDay, share, share, (timeZone, at, early, late) => {
      const today = dayAround(at, timeZone);
      const tomorrow = dayAround(today.to, timeZone);
      const within = (day: typeof today, part: number) => day.from + Math.floor((day.to - day.from) * part);
      const claims = Object.values(sources).flatMap((source, index) => {
        // Each looks at a time of its own.
        const [first, second] = index % 2 === 0 ? [early, late] : [late, early];
        return [
          ...source({ price: 699, seenAt: within(today, first), timeZone }),
          ...source({ price: 499, seenAt: within(tomorrow, second), timeZone }),
        ];
      });
      expect(claims).toHaveLength(2 * Object.keys(sources).length);
      expect(findContradictions(claims).findings).toEqual([]);
      expect(new Set(claims.map(({ from, to }) => `${from} ${to}`)).size).toBe(2);
    }),
    { numRuns: 200 },
  );
});

test("a mapping's own zone goes before the deployment's", () => {
  const seenAt = Date.parse('2026-11-22T12:00:00Z');
  const [claim] = mapped({ timeZone: 'America/New_York' })({ price: 499, seenAt, timeZone: 'Europe/Stockholm' });
  expect(claim).toMatchObject({ from: Date.parse('2026-11-22T05:00:00Z'), to: Date.parse('2026-11-23T05:00:00Z') });
});
