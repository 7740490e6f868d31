import { expect, test } from 'vitest';
import { partsOf } from './html.ts';
import { pageSightings, pricesIn } from './page-prices.ts';
import { readRobots } from './robots.ts';

const seenAt = Date.parse('2026-11-25T12:00:00Z');
const context = {
  channel: 'web',
  source: 'https://fjallro.example/troja',
  seenAt,
  productBy: 'id',
  timeZone: 'Europe/Stockholm',
} as const;

function readingsIn(html: string) {
  return pageSightings(pricesIn(partsOf(html).jsonLd), context);
}
function page(...blocks: readonly unknown[]): string {
  const scripts = blocks.map(
    (each) => `<script type="application/ld+json">${typeof each === 'string' ? each : JSON.stringify(each)}</script>`,
  );
  return `<!doctype html><html><head>${scripts.join('\n')}</head><body></body></html>`;
}
const sweater = { '@context': 'https://schema.org', '@type': 'Product', sku: 'troja', name: 'Ulltröja' };
const offer = { '@type': 'Offer', price: '999.00', priceCurrency: 'SEK' };
const saidOf = (html: string) =>
  readingsIn(html).map((each) =>
    'sighting' in each
      ? { product: each.sighting.product, amount: each.sighting.amount, priceType: each.sighting.priceType }
      : { fault: each.field },
  );

test('a product with an offer gives its price and whether it is to be had', () => {
  const html = page({ ...sweater, offers: { ...offer, availability: 'https://schema.org/OutOfStock' } });
  expect(readingsIn(html)).toMatchObject([
    {
      sighting: {
        product: 'troja',
        productName: 'Ulltröja',
        amount: 999_00,
        priceType: 'unknown',
        onSale: null,
        availability: 'out-of-stock',
        source: 'https://fjallro.example/troja',
      },
    },
  ]);
});

test('a struck price says that the other is reduced, and a price for members stands beside it', () => {
  const html = page({
    ...sweater,
    offers: {
      '@type': 'Offer',
      priceCurrency: 'SEK',
      priceSpecification: [
        { '@type': 'UnitPriceSpecification', price: 799, priceCurrency: 'SEK' },
        { price: 999, priceCurrency: 'SEK', priceType: 'https://schema.org/StrikethroughPrice' },
        { price: 749, priceCurrency: 'SEK', validForMemberTier: { '@type': 'MemberProgramTier', name: 'Guld' } },
        { price: 7990, priceCurrency: 'SEK', referenceQuantity: { '@type': 'QuantitativeValue', value: 1 } },
      ],
    },
  });
  expect(saidOf(html)).toEqual([
    { product: 'troja', amount: 799_00, priceType: 'sale' },
    { product: 'troja', amount: 749_00, priceType: 'member' },
  ]);
});

test('a price that is both struck and for members is refused, since it is never both', () => {
  const specs = [{ price: 1, priceType: 'ListPrice', validForMemberTier: {} }];
  expect(saidOf(page({ ...sweater, offers: { ...offer, priceSpecification: specs } }))).toEqual([
    { fault: 'priceSpecification' },
  ]);
});

test('products are found in graphs, lists and groups, by reference too, and not among those that are only related', () => {
  const html = page(
    {
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'WebPage', mainEntity: [{ ...sweater, sku: 'a', offers: { '@id': '#offer' } }] },
        { '@id': '#offer', ...offer, price: 10 },
      ],
    },
    [
      {
        '@type': 'ProductGroup',
        productGroupID: 'g',
        hasVariant: [
          { ...sweater, sku: 'b', offers: [{ ...offer, price: 20 }], isRelatedTo: { ...sweater, offers: offer } },
        ],
      },
    ],
  );
  expect(saidOf(html)).toMatchObject([
    { product: 'a', amount: 10_00 },
    { product: 'b', amount: 20_00 },
  ]);
  const byGroup = pageSightings(pricesIn(partsOf(html).jsonLd), { ...context, productBy: 'group' });
  expect(byGroup).toMatchObject([{ sighting: { product: 'a' } }, { sighting: { product: 'g' } }]);
});

test('of an AggregateOffer the single offers count; a span of prices is none', () => {
  const within = { '@type': 'AggregateOffer', lowPrice: 1, highPrice: 9, offers: [{ ...offer, sku: 'x' }] };
  const span = { '@type': 'AggregateOffer', lowPrice: 1, highPrice: 9, priceCurrency: 'SEK' };
  expect(saidOf(page({ ...sweater, offers: within }))).toMatchObject([{ product: 'x', amount: 999_00 }]);
  expect(saidOf(page({ ...sweater, offers: span }))).toEqual([{ fault: 'offers' }]);
  expect(saidOf(page({ ...sweater, offers: { ...span, highPrice: 1 } }))).toMatchObject([{ amount: 1_00 }]);
});

test('a price ends with the last day that the page says it holds, and is at fault when that has passed', () => {
  const until = (day: string) => readingsIn(page({ ...sweater, offers: { ...offer, priceValidUntil: day } }));
  expect(until('2026-11-25')).toMatchObject([{ sighting: { holdsTo: Date.parse('2026-11-25T23:00:00Z') } }]);
  expect(until('2026-11-25T18:00:00+01:00')).toMatchObject([
    { sighting: { holdsTo: Date.parse('2026-11-25T17:00:00Z') } },
  ]);
  const inNewYork = pageSightings(
    pricesIn(partsOf(page({ ...sweater, offers: { ...offer, priceValidUntil: '2026-11-25' } })).jsonLd),
    { ...context, timeZone: 'America/New_York' },
  );
  expect(inNewYork).toMatchObject([{ sighting: { holdsTo: Date.parse('2026-11-26T05:00:00Z') } }]);
  expect(until('2026-11-24')).toMatchObject([{ field: 'priceValidUntil' }]);
  expect(until('jul')).toMatchObject([{ field: 'priceValidUntil' }]);
});

test('what is wrong with a price is told as a code with what was found, for whoever words it', () => {
  const because = (of: object) =>
    readingsIn(page({ ...sweater, offers: { ...offer, ...of } })).map((each) =>
      'because' in each ? each.because : undefined,
    );
  expect(because({ price: 'ring för pris' })).toEqual([{ code: 'no-amount', found: 'ring för pris' }]);
  expect(because({ price: '1.299' })).toEqual([{ code: 'ambiguous', found: '1.299' }]);
  expect(because({ priceValidUntil: 'jul' })).toEqual([{ code: 'no-time', found: 'jul' }]);
  expect(because({ priceValidUntil: '2026-11-24' })).toEqual([
    { code: 'ended', found: 'troja', at: '2026-11-24T23:00:00.000Z' },
  ]);
  expect(because({ sku: 'a\u0000' })).toEqual([{ code: 'not-kept' }]);
});

test.each([
  ['a price in words', page({ ...sweater, offers: { ...offer, price: 'ring för pris' } }), 'price'],
  ['no price', page({ ...sweater, offers: { '@type': 'Offer' } }), 'price'],
  ['no currency', page({ ...sweater, offers: { price: 1 } }), 'price'],
  ['no id', page({ '@type': 'Product', name: 'x', offers: offer }), 'sku'],
  ['a block that is no JSON', page('{"@type": "Product", '), 'json-ld'],
  ['lists nested a hundred thousand deep', page('['.repeat(100_000) + ']'.repeat(100_000)), 'json-ld'],
  ['objects nested ten thousand deep', page('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)), 'json-ld'],
  ['a list of a million', page(`[${'{},'.repeat(500_000)}{}]`), 'json-ld'],
])('a page with %s is at fault by the name of the field, and harms nothing', (_what, html, field) => {
  expect(saidOf(html)).toEqual([{ fault: field }]);
});

test('what stands in comments, in other scripts and in quotation marks is no part of the page', () => {
  const hidden = page({ ...sweater, offers: offer });
  expect(partsOf(`<!-- ${hidden} -->`).jsonLd).toEqual([]);
  expect(partsOf(`<script>document.write('${hidden.replaceAll('</script>', '<\\/script>')}')</script>`).jsonLd).toEqual(
    [],
  );
  expect(partsOf('<a title = "a > b" href="/c?d=1&amp;e=2">x</a><a href=f rel="nofollow">').links).toEqual([
    '/c?d=1&e=2',
  ]);
});

test.each(['<a', '<script type=application/ld+json>', '<!--', '<a href="', '< ', "<a b='"])(
  'a page that begins %s a million times is read to its end',
  (piece) => {
    expect(partsOf(piece.repeat(1_000_000)).jsonLd).toEqual([]);
  },
);

test.each([
  ['User-agent: *\nDisallow: /kassa', '/kassa/1', false],
  ['User-agent: *\nDisallow: /kassa', '/troja', true],
  ['User-agent: *\nDisallow: /\nAllow: /troja', '/troja/1', true],
  ['User-agent: *\nDisallow: /\n\nUser-agent: samspel\nDisallow: /kassa', '/troja', true],
  ['User-agent: other\nUser-agent: Samspel\nDisallow: /', '/troja', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf?x', true],
  ['User-agent: *\nDisallow:', '/troja', true],
  ['User-agent: *\nDisallow: /a*b*c', '/axxbxxc', false],
  ['# nothing', '/troja', true],
])('robots.txt %j says of %s: %s', (text, path, allowed) => {
  expect(readRobots(text, 'samspel').refusal(path) === undefined).toBe(allowed);
});

test('robots.txt says how slowly, at most half a minute, and where the sitemaps are', () => {
  const text = 'Sitemap: https://a.example/s.xml\nUser-agent: *\nCrawl-delay: 900\n';
  expect(readRobots(text, 'samspel')).toMatchObject({ delayMs: 30_000, sitemaps: ['https://a.example/s.xml'] });
});

test('a pattern of stars against a long path is answered without going back', () => {
  const robots = readRobots(`User-agent: *\nDisallow: /${'*a'.repeat(1_000)}b$`, 'samspel');
  expect(robots.refusal(`/${'a'.repeat(100_000)}`)).toBeUndefined();
});
