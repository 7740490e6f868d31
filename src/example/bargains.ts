import type { Identifier } from '../identify/identifier.ts';
import { DAY_MS, type Instant, toIso } from '../kernel/period.ts';
import type { PromiseInput } from '../promise/promise.contract.ts';
import type { OfferInput } from '../speak/offer.contract.ts';
import { catalogue, type Product, productOf, SERVICES } from './catalogue.ts';
import { callerOf, chatterOf } from './contact.ts';
import { castOf, type Person } from './people.ts';
import { JEANS, JEANS_DAYS, JEANS_KRONOR, PHONE_TENT } from './planted.ts';
import { DOWN_JACKET_OFFER, downJackets } from './prices.ts';
import { createRandom, type Random } from './random.ts';

/** What Fjällro offers, and what its people have promised single customers. */
export type PlannedOffer = {
  readonly offer: OfferInput;
  readonly state: 'draft' | 'approved' | 'live';
  readonly by: string;
  readonly at: Instant;
};

export type PlannedPromise = {
  readonly promise: PromiseInput;
  readonly by: string;
  readonly at: Instant;
  readonly redeemed: { readonly channel: string; readonly touchpoint: string; readonly at: Instant } | null;
};

const HOUR_MS = 3_600_000;
const MARKETING = 'Saga Ljungkulle';
const LOYAL_CUSTOMERS = 150;
const DRAWN_PROMISES = 44;

function loyal(people: readonly Person[]): Identifier[] {
  const numbers = people.flatMap(({ loyalty, habits }) => (loyalty !== null && habits.visits > 7 ? [loyalty] : []));
  return numbers.slice(0, LOYAL_CUSTOMERS).map((value) => ({ type: 'loyalty', value }));
}

function idsOf(wanted: (product: Product) => boolean): string[] {
  return catalogue.filter(wanted).map(({ id }) => id);
}

function kronor(amount: number) {
  return { amount: amount * 100, currency: 'SEK' };
}

export const PRINTED_STOVE = 'stormkok-glod-stort';
const everywhere = ['web', 'app', 'store'];

type Outline = Omit<OfferInput, 'validFrom' | 'validTo'> & {
  readonly state: PlannedOffer['state'];
  /** From and to, and when it was written and published, in days from now. */
  readonly days: readonly [number, number, number];
};

/** Two live for everyone, one approved for Christmas, one still a draft; the one for the loyal is added below. */
const outlines: readonly Outline[] = [
  {
    name: 'Jeansveckan',
    state: 'live',
    days: [-JEANS_DAYS.since, JEANS_DAYS.left, -JEANS_DAYS.since],
    terms: { kind: 'fixed-price', ...kronor(JEANS_KRONOR) },
    products: [JEANS],
    channels: ['newsletter', ...everywhere],
  },
  {
    name: `Dunjackor, ${DOWN_JACKET_OFFER.kronorOff} kr lägre pris`,
    state: 'live',
    days: [
      -DOWN_JACKET_OFFER.sinceDays,
      DOWN_JACKET_OFFER.forDays - DOWN_JACKET_OFFER.sinceDays,
      -DOWN_JACKET_OFFER.sinceDays,
    ],
    terms: { kind: 'amount-off', ...kronor(DOWN_JACKET_OFFER.kronorOff) },
    products: downJackets().map(({ id }) => id),
    channels: everywhere,
  },
  {
    name: 'Julklappar till friluftsköket',
    state: 'approved',
    days: [9, 30, -2],
    terms: { kind: 'percent-off', percent: 10 },
    // The large stove stands in the printed catalogue at its full price: found before the offer goes live.
    products: [PRINTED_STOVE, 'kasa-bjork', 'kasa-plast', 'termos-0-5-liter'],
    channels: ['newsletter', ...everywhere],
  },
  {
    name: 'Vårens tält',
    state: 'draft',
    days: [120, 150, -1],
    terms: { kind: 'percent-off', percent: 20 },
    products: idsOf(({ category }) => category === 'tält'),
    channels: everywhere,
  },
];

/** The offers of Fjällro as they stand now. */
export function planOffers(now: Instant, people: readonly Person[]): PlannedOffer[] {
  const forTheLoyal: Outline = {
    name: 'Tack för troheten: 15 % på ulltröja Kotte',
    state: 'live',
    days: [-12, 18, -12],
    terms: { kind: 'percent-off', percent: 15 },
    products: idsOf(({ id }) => id.startsWith('ulltroja-kotte')),
    channels: everywhere,
    audience: { kind: 'list', identifiers: loyal(people) },
    redemptionLimit: 1,
  };
  return [...outlines, forTheLoyal].map(({ state, days: [from, to, made], ...offer }) => ({
    offer: { ...offer, validFrom: toIso(now + from * DAY_MS), validTo: toIso(now + to * DAY_MS) },
    state,
    by: MARKETING,
    at: now + made * DAY_MS,
  }));
}

const grouped = new Intl.NumberFormat('sv-SE');

function priced(product: Product, price: number, who: readonly Identifier[]) {
  return {
    identifiers: [...who],
    product: product.id,
    terms: { kind: 'fixed-price', ...kronor(price) } as const,
    description: `${product.name} för ${grouped.format(price)} kr`,
    redemptionLimit: 1,
  };
}

type Till = { readonly channel: string; readonly touchpoint: string };
/** Where promises are kept. */
const tills: readonly [Till, ...Till[]] = [
  { channel: 'store', touchpoint: 'kassa' },
  { channel: 'web', touchpoint: 'kassan' },
  { channel: 'app', touchpoint: 'kassan' },
  { channel: 'phone', touchpoint: 'kundservice' },
  { channel: 'chat', touchpoint: 'kundservice' },
];

function drawPromise(random: Random, now: Instant, person: Person): PlannedPromise {
  const goods = catalogue.filter(({ category }) => category !== SERVICES);
  const product = goods[random.whole(0, goods.length - 1)] ?? productOf(PHONE_TENT);
  const channel = random.pick(['phone', 'chat', 'store']);
  const at = now - (0.2 + random.draw() * 27) * DAY_MS;
  const price = Math.round((product.kronor * (0.8 + random.draw() * 0.15)) / 10) * 10 - 1;
  const kept = at + (0.5 + random.draw() * 6) * DAY_MS;
  const isKept = kept < now && random.chance(0.6);
  return {
    at: Math.floor(at),
    by: channel === 'chat' ? 'key:chatt' : 'key:växel',
    promise: {
      ...priced(product, price, channel === 'chat' ? chatterOf(person) : callerOf(person)),
      channel,
      touchpoint: channel === 'store' ? person.city : 'kundservice',
      validTo: toIso(Math.floor(at) + random.whole(7, 45) * DAY_MS),
    },
    redeemed: isKept ? { ...random.pick(tills), at: Math.floor(kept) } : null,
  };
}

/** What has been promised: the tent on the phone three hours ago, and others of the last weeks, some of them kept. */
export function planPromises(seed: number, now: Instant, people: readonly Person[]): PlannedPromise[] {
  const random = createRandom(seed);
  const at = now - 3 * HOUR_MS;
  const tent: PlannedPromise = {
    at,
    by: 'key:växel',
    promise: {
      ...priced(productOf(PHONE_TENT), 3995, callerOf(castOf(people).phonePrice)),
      channel: 'phone',
      touchpoint: 'kundservice',
      validTo: toIso(at + 5 * DAY_MS),
    },
    redeemed: null,
  };
  const others = Array.from({ length: DRAWN_PROMISES }, (_, index) => people[5 + index * 7]).filter(
    (person) => person !== undefined,
  );
  return [tent, ...others.map((person) => drawPromise(random, now, person))].toSorted((a, b) => a.at - b.at);
}
