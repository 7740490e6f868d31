import type { Random } from '../../../src/example/random.ts';

/** Requests that hold, of every kind that sources send: what the fuzz begins with before anything is broken. */
export type Kind = 'single' | 'batch' | 'cloudevent' | 'cloudevents' | 'sightings' | 'decision';

export type Draft = {
  readonly kind: Kind;
  readonly path: string;
  readonly contentType: string;
  /** The JSON of the body. */
  readonly body: unknown;
};

const types = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
const singleDoors: Readonly<Record<(typeof types)[number], readonly string[]>> = {
  track: ['track', 't'],
  identify: ['identify', 'i'],
  page: ['page', 'p'],
  screen: ['screen', 's'],
  group: ['group', 'g'],
  alias: ['alias', 'a'],
};
export const typeByDoor: ReadonlyMap<string, string> = new Map(
  Object.entries(singleDoors).flatMap(([type, doors]) => doors.map((door) => [`/v1/${door}`, type] as const)),
);

/** What a run draws from: its chance, its moment, and how many people it sends about. */
export type Drawing = {
  readonly random: Random;
  readonly now: number;
  readonly people: number;
  /** Stands in every id, so that two runs on one deployment do not meet. */
  readonly tag: string;
  readonly key: string;
};

/** The user id of one of the people; every one of them is a customer of their own. */
export function userIdOf(tag: string, person: number): string {
  return `kund-${tag}-${person}`;
}

export function call({ random, now, people, tag }: Drawing, id: string, type = random.pick(types)): object {
  const person = random.whole(1, people);
  return {
    type,
    messageId: id,
    userId: userIdOf(tag, person),
    ...(random.chance(0.5) ? { anonymousId: `kaka-${tag}-${person}-${random.whole(1, 3)}` } : {}),
    ...(type === 'track' ? { event: random.pick(['Product Viewed', 'Order Completed', 'Köpt – kvitto']) } : {}),
    ...(type === 'group' ? { groupId: `grupp-${random.whole(1, 20)}` } : {}),
    ...(type === 'alias' ? { previousId: `kaka-${tag}-${person}-9` } : {}),
    ...(type === 'identify' ? { traits: { name: 'Åsa Öst', plan: { level: 3 } } } : {}),
    ...(random.chance(0.6) ? { timestamp: new Date(now - random.whole(0, 90 * 86_400) * 1000).toISOString() } : {}),
    ...(random.chance(0.3) ? { sentAt: new Date(now).toISOString() } : {}),
    properties: { product_id: `p-${random.whole(1, 50)}`, price: 1299.5, products: [{ sku: 'a' }, { sku: 'b' }] },
    context: { channel: random.pick(['web', 'app', 'store']), library: { name: 'fuzz', version: '1' } },
  };
}

function cloudEvent({ random, now, people, tag }: Drawing, id: string): object {
  const person = random.whole(1, people);
  return {
    specversion: '1.0',
    id,
    source: '/kassa/4',
    type: 'Receipt Issued',
    subject: random.chance(0.5) ? userIdOf(tag, person) : `user_id:${userIdOf(tag, person)}`,
    time: new Date(now - random.whole(0, 90 * 86_400) * 1000).toISOString(),
    channel: 'store',
    ...(random.chance(0.8) ? { data: { total: 1299, lines: [{ sku: 'a' }] } } : { data_base64: 'aGVq' }),
  };
}

function sighting({ random, now }: Drawing, id: string): object {
  return {
    product: `vara-${id}`,
    productName: 'Ulltröja Gran',
    channel: random.pick(['web', 'store', 'app']),
    place: 'Umeå',
    amount: random.whole(0, 1_000_000),
    currency: 'SEK',
    onSale: random.chance(0.5),
    priceType: 'regular',
    seenAt: new Date(now - random.whole(0, 30 * 86_400) * 1000).toISOString(),
    source: 'fuzz',
    sourceRow: random.whole(1, 1000),
  };
}

function question({ random, tag, people }: Drawing): object {
  const value = userIdOf(tag, random.whole(1, people));
  return { identifiers: [{ type: 'user_id', value }], channel: 'web', product: 'ulltroja', touchpoint: 'kassan' };
}

function several<T>(random: Random, most: number, make: (index: number) => T): T[] {
  return Array.from({ length: random.whole(1, most) }, (_, index) => make(index));
}

/** One request that holds; `id` names it and everything in it. */
export function draft(drawing: Drawing, id: string): Draft {
  const { random } = drawing;
  const kind = random.weighted<Kind>({
    single: 46,
    batch: 22,
    cloudevent: 9,
    cloudevents: 7,
    sightings: 8,
    decision: 8,
  });
  const contentType = 'application/json';
  switch (kind) {
    case 'single': {
      const type = random.pick(types);
      const door = singleDoors[type][random.whole(0, 1)] ?? type;
      return { kind, path: `/v1/${door}`, contentType, body: call(drawing, id, type) };
    }
    case 'batch': {
      const batch = several(random, 6, (index) => call(drawing, `${id}-${index}`));
      const sentAt = random.chance(0.3) ? { sentAt: new Date(drawing.now).toISOString() } : {};
      const context = random.chance(0.3) ? { context: { ip: '192.0.2.1', page: { path: '/jackor' } } } : {};
      return {
        kind,
        path: `/v1/${random.pick(['batch', 'import', 'b'])}`,
        contentType,
        body: { batch, ...sentAt, ...context },
      };
    }
    case 'cloudevent':
      return {
        kind,
        path: '/v1/cloudevents',
        contentType: 'application/cloudevents+json',
        body: cloudEvent(drawing, id),
      };
    case 'cloudevents':
      return {
        kind,
        path: '/v1/cloudevents',
        contentType: 'application/cloudevents-batch+json',
        body: several(random, 5, (index) => cloudEvent(drawing, `${id}-${index}`)),
      };
    case 'sightings':
      return {
        kind,
        path: '/v1/sightings',
        contentType,
        body: { sightings: several(random, 6, (index) => sighting(drawing, `${id}-${index}`)) },
      };
    case 'decision':
      break;
  }
  return { kind, path: '/v1/decisions', contentType, body: question(drawing) };
}
