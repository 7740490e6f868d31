import type { SightingInput } from '../collect/sighting.contract.ts';
import { DAY_MS, type Instant, type Period, toIso } from '../kernel/period.ts';
import { catalogue, type Product, SERVICES } from './catalogue.ts';
import { storeNames, storeZones } from './company.ts';
import { JEANS, JEANS_DAYS, JEANS_KRONOR, planted } from './planted.ts';

/**
 * What each channel of Fjällro says of its prices: a price file from the web shop and the app each day, one from each
 * store's till, the newsletter's and the text messages' lists, the sellers' and the chat's, and the printed catalogue.
 * They agree over the year, but for what `planted` says.
 */
type Price = Period & { readonly kronor: number; readonly isReduced: boolean };
type Speaker = { readonly channel: string; readonly place?: string; readonly source: string };

const SWEDEN_AHEAD_MS = 3_600_000;
const CURRENT_HOLDS_DAYS = 45;
/** The last change of ordinary prices lies before the printed catalogue, so that print agrees with the rest. */
const RAISED_DAYS_AGO = 120;
const CATALOGUE_DAYS = { since: 75, left: 60 };
const DOWN_JACKETS = { category: 'jackor', model: 'dunjacka-rimfrost', kronorOff: 500, sinceDays: 9, forDays: 24 };
const MOUNTAIN_SHARE = 1.18;

const stores: readonly Speaker[] = storeNames.map((place) => ({
  channel: 'store',
  place,
  source: `kassa-${place}.csv`,
}));
const shops: readonly Speaker[] = [
  { channel: 'web', source: 'webbutik.csv' },
  { channel: 'app', source: 'app.csv' },
];
/** Lists that name some products only: every so-manyth of the catalogue. */
const lists: readonly (Speaker & { readonly every: number; readonly sinceDays: number; readonly leftDays: number })[] =
  [
    { channel: 'newsletter', source: 'nyhetsbrev.csv', every: 11, sinceDays: 6, leftDays: 8 },
    { channel: 'sms', source: 'sms-utskick.csv', every: 29, sinceDays: 6, leftDays: 8 },
    { channel: 'phone', source: 'säljarnas-prislista.csv', every: 4, sinceDays: 30, leftDays: 30 },
    { channel: 'chat', source: 'chattens-svarsmallar.csv', every: 6, sinceDays: 30, leftDays: 30 },
    {
      channel: 'print',
      source: 'katalog-vinter.csv',
      every: 3,
      sinceDays: CATALOGUE_DAYS.since,
      leftDays: CATALOGUE_DAYS.left,
    },
  ];

export function downJackets(): Product[] {
  return catalogue.filter((product) => product.id.startsWith(DOWN_JACKETS.model));
}
export const DOWN_JACKET_OFFER = DOWN_JACKETS;

/** The reduction that all channels of ours show, when there is one. */
function agreedReduction(product: Product, now: Instant): Price | undefined {
  const days = (count: number): Instant => now + count * DAY_MS;
  if (product.id === JEANS)
    return { from: days(-JEANS_DAYS.since), to: days(JEANS_DAYS.left), kronor: JEANS_KRONOR, isReduced: true };
  if (!product.id.startsWith(DOWN_JACKETS.model)) return undefined;
  const { sinceDays, forDays, kronorOff } = DOWN_JACKETS;
  return { from: days(-sinceDays), to: days(forDays - sinceDays), kronor: product.kronor - kronorOff, isReduced: true };
}

/** The product's price over the year: before it was raised, now, and reduced for a while in some cases. */
function pricesOf(product: Product, now: Instant): Price[] {
  const days = (count: number): Instant => now + count * DAY_MS;
  const before = Math.round((product.kronor * 0.95) / 10) * 10 - 1;
  const sale = Math.round((before * 0.8) / 10) * 10 - 1;
  const isReduced = false;
  const prices: Price[] = [
    { from: days(-365), to: days(-200), kronor: before, isReduced },
    { from: days(-200), to: days(-179), kronor: sale, isReduced: true },
    { from: days(-179), to: days(-RAISED_DAYS_AGO), kronor: before, isReduced },
  ];
  const reduction = agreedReduction(product, now);
  const end = days(CURRENT_HOLDS_DAYS);
  const from = days(-RAISED_DAYS_AGO);
  if (reduction === undefined) return [...prices, { from, to: end, kronor: product.kronor, isReduced }];
  return [...prices, { from, to: reduction.from, kronor: product.kronor, isReduced }, reduction];
}

/** Puts a deviating price over the ordinary ones, for its own time. */
function overlay(prices: readonly Price[], deviating: Price): Price[] {
  const kept = prices.flatMap((price) => [
    { ...price, to: Math.min(price.to, deviating.from) },
    { ...price, from: Math.max(price.from, deviating.to) },
  ]);
  return [...kept, deviating].filter((price) => price.from < price.to).toSorted((a, b) => a.from - b.from);
}

function said(product: Product, speaker: Speaker, now: Instant): Price[] {
  const isMountain = speaker.place !== undefined && storeZones[speaker.place] === 'fjällen';
  const share = product.category === SERVICES && isMountain ? MOUNTAIN_SHARE : 1;
  const prices = pricesOf(product, now).map((price) => ({ ...price, kronor: Math.round(price.kronor * share) }));
  const deviation = planted.find(
    (each) =>
      each.product === product.id &&
      each.where.some(({ channel, place }) => channel === speaker.channel && place === speaker.place),
  );
  if (deviation === undefined) return prices;
  const from = now - deviation.sinceDays * DAY_MS;
  const { kronor, isReduced, forDays } = deviation;
  return overlay(prices, { from, to: from + forDays * DAY_MS, kronor, isReduced });
}

function sightingOf(product: Product, speaker: Speaker, price: Price, row: number): SightingInput {
  return {
    product: product.id,
    productName: product.name,
    channel: speaker.channel,
    ...(speaker.place === undefined ? {} : { place: speaker.place }),
    amount: price.kronor * 100,
    currency: 'SEK',
    onSale: price.isReduced,
    priceType: price.isReduced ? 'sale' : 'regular',
    seenAt: toIso(price.from),
    holdsFrom: toIso(price.from),
    holdsTo: toIso(price.to),
    source: speaker.source,
    sourceRow: row,
  };
}

function speaksOf(product: Product, index: number, list: (typeof lists)[number]): boolean {
  const deviations = planted.filter((each) => each.product === product.id);
  if (deviations.length > 0) return deviations.some(({ where }) => where.some((at) => at.channel === list.channel));
  if (product.id === JEANS) return list.channel === 'newsletter';
  return product.category !== SERVICES && index % list.every === list.every - 1;
}

/** Everything that the channels were seen to say in the year up to now, in the order of the files it comes from. */
export function drawSightings(at: Instant): SightingInput[] {
  // Prices change at midnight in Sweden.
  const now = Math.floor(at / DAY_MS) * DAY_MS - SWEDEN_AHEAD_MS;
  const sightings: SightingInput[] = [];
  // Nobody has seen a price that is yet to come.
  const speak = (speaker: Speaker, products: readonly (readonly [Product, Price[]])[]): void => {
    let row = 1;
    for (const [product, prices] of products)
      for (const price of prices.filter(({ from }) => from <= now))
        sightings.push(sightingOf(product, speaker, price, (row += 1)));
  };
  for (const speaker of shops) {
    // The app does not show the jeans that the newsletter offers; services are sold in the stores only.
    const shown = catalogue.filter(
      ({ id, category }) => category !== SERVICES && !(speaker.channel === 'app' && id === JEANS),
    );
    speak(
      speaker,
      shown.map((product) => [product, said(product, speaker, now)]),
    );
  }
  for (const speaker of stores)
    speak(
      speaker,
      catalogue.map((product) => [product, said(product, speaker, now)]),
    );
  for (const list of lists) {
    const named = catalogue.filter((product, index) => speaksOf(product, index, list));
    const [from, to] = [now - list.sinceDays * DAY_MS, now + list.leftDays * DAY_MS];
    speak(
      list,
      named.map((product) => [
        product,
        said(product, list, now)
          .map((price) => ({ ...price, from: Math.max(from, price.from), to: Math.min(to, price.to) }))
          .filter((price) => price.from < price.to),
      ]),
    );
  }
  return sightings;
}
