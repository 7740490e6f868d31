import type { Period } from '../kernel/period.ts';

/**
 * What is known of the data that a question needs: how much of it there is, from when, how much of it says who the
 * customer is, and what those who are known do beside those who are not. A database and a file come to the same facts.
 */
export const aspects = ['value', 'products', 'evening', 'weekend', 'returned'] as const;
export type Aspect = (typeof aspects)[number];

/** The moments of one aspect over some events: enough for its mean and its spread. */
export type Moments = { readonly n: number; readonly sum: number; readonly squares: number };
export type Tally = { readonly events: number; readonly aspects: Readonly<Record<Aspect, Moments>> };

export type Role = 'population' | 'measure';

/** The events of one role in one channel, as they came in over time. */
export type Flow = {
  readonly role: Role;
  readonly channel: string;
  readonly events: number;
  readonly identified: number;
  /** Events that say the same as another of the same customer, under a number of their own. */
  readonly repeated: number;
  readonly withField: number;
  readonly first: number;
  readonly last: number;
  /** The days on which there were any, as whole days since 1970 in UTC, in order. */
  readonly days: readonly number[];
  /** Of the events in the last two weeks of the period: how many there are, and how many came a day late or more. */
  readonly recent: number;
  readonly recentLate: number;
};

export type Cell = {
  readonly channel: string;
  readonly stratum: string;
  readonly identified: Tally;
  readonly anonymous: Tally;
  readonly customers: number;
};

/** Of the population's identified customers, how many could be met at all by the identifiers of a measured channel, or of any. */
export type Link = { readonly channel: string | null; readonly able: number; readonly of: number };

export type Facts = {
  readonly period: Period;
  readonly flows: readonly Flow[];
  /** Events by other names in the channels that the question names. */
  readonly otherEvents: Readonly<Record<string, number>>;
  readonly cells: readonly Cell[];
  /** Identified customers, each once. */
  readonly customers: {
    readonly all: number;
    readonly byChannel: Readonly<Record<string, number>>;
    readonly byStratum: Readonly<Record<string, number>>;
  };
  readonly links: readonly Link[];
};

const nothing: Moments = { n: 0, sum: 0, squares: 0 };
const emptyTally: Tally = {
  events: 0,
  aspects: { value: nothing, products: nothing, evening: nothing, weekend: nothing, returned: nothing },
};

function addMoments(a: Moments, b: Moments): Moments {
  return { n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares };
}

export function addTallies(a: Tally, b: Tally): Tally {
  const sums = aspects.map((aspect) => [aspect, addMoments(a.aspects[aspect], b.aspects[aspect])] as const);
  return { events: a.events + b.events, aspects: Object.fromEntries(sums) as Tally['aspects'] };
}

/** A part of the events, as like the whole as can be. */
export function scaleTally({ events, aspects: moments }: Tally, share: number): Tally {
  const scaled = aspects.map((aspect) => {
    const { n, sum, squares } = moments[aspect];
    return [aspect, { n: n * share, sum: sum * share, squares: squares * share }] as const;
  });
  return { events: events * share, aspects: Object.fromEntries(scaled) as Tally['aspects'] };
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(addTallies, emptyTally);
}

/** All events of a cell, whoever did them. */
export function eventsOf({
  identified,
  anonymous,
}: {
  readonly identified: { readonly events: number };
  readonly anonymous: { readonly events: number };
}): number {
  return identified.events + anonymous.events;
}
