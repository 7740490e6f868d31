import type { HistoryEvent } from '../collect/event.ts';
import { productsOf } from '../collect/event.ts';
import { type Identifier, keyOfIdentifier } from '../identify/identifier.ts';
import type { Instant } from '../kernel/period.ts';
import { DAY_MS } from '../kernel/period.ts';
import { type PlannedOffer, type PlannedPromise, planOffers, planPromises } from './bargains.ts';
import type { Happening } from './happening.ts';
import { drawPeople, identifiersOf, type Person } from './people.ts';
import { createRandom, drawUuid } from './random.ts';
import { drawYear, unknownVisitor } from './year.ts';

/** A customer as the register of the shop has it. */
type RegisteredCustomer = {
  readonly id: string;
  readonly identifiers: readonly Identifier[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  readonly source: string;
};

/** The whole of the example shop at one time, ready to be loaded. The same time always gives the same shop. */
export type Shop = {
  readonly customers: readonly RegisteredCustomer[];
  readonly events: readonly HistoryEvent[];
  readonly offers: readonly PlannedOffer[];
  readonly promises: readonly PlannedPromise[];
};

const SEED = 20_261_101;
const KNOWN_CUSTOMERS = 2000;
const UNKNOWN_VISITORS = 3500;

type Seen = { first: Instant; last: Instant };

function registerOf(people: readonly Person[]): { identifiers: Identifier[]; attributes: Record<string, unknown> }[] {
  const known = people.map((person) => ({
    identifiers: identifiersOf(person),
    attributes: { name: person.name, city: person.city },
  }));
  const unknown = Array.from({ length: UNKNOWN_VISITORS }, (_, index) => ({
    identifiers: [unknownVisitor(index)],
    attributes: {},
  }));
  return [...known, ...unknown];
}

/** When each customer was first and last seen, by customer id. */
function seenTimes(happenings: readonly Happening[], customerOf: (happening: Happening) => string): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const happening of happenings) {
    const id = customerOf(happening);
    const known = seen.get(id);
    // Happenings come in the order of time.
    if (known === undefined) seen.set(id, { first: happening.at, last: happening.at });
    else known.last = happening.at;
  }
  return seen;
}

function eventOf(happening: Happening, customerId: string): HistoryEvent {
  return {
    ...happening,
    customerId,
    type: 'track',
    context: {},
    products: productsOf(happening.properties),
    receivedAt: happening.at + 1000,
  };
}

/** Draws the shop as it stands at `now`. */
export function drawShop(now: Instant): Shop {
  const people = drawPeople(SEED, KNOWN_CUSTOMERS);
  const happenings = drawYear(SEED, now, people, { unknownVisitors: UNKNOWN_VISITORS });
  const random = createRandom(SEED);
  const register = registerOf(people).map((each) => ({ ...each, id: drawUuid(random) }));
  const owners = new Map(
    register.flatMap(({ id, identifiers }) => identifiers.map((each) => [keyOfIdentifier(each), id] as const)),
  );
  const customerOf = ({ identifiers: [first] }: Happening): string =>
    (first === undefined ? undefined : owners.get(keyOfIdentifier(first))) ?? '';
  const seen = seenTimes(happenings, customerOf);
  return {
    customers: register.map(({ id, identifiers, attributes }) => {
      const { first, last } = seen.get(id) ?? { first: now - 300 * DAY_MS, last: now - 300 * DAY_MS };
      return { id, identifiers, attributes, firstSeenAt: first, lastSeenAt: last, source: 'kundregister' };
    }),
    events: happenings.map((happening) => eventOf(happening, customerOf(happening))),
    offers: planOffers(now, people),
    promises: planPromises(SEED, now, people),
  };
}
