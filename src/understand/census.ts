import { type Aspect, aspects, type Cell, eventsOf, type Facts, type Tally } from './facts.ts';

/** Some events of one customer in one channel and stratum of the population. */
export type Part = {
  readonly channel: string;
  readonly stratum: string;
  readonly customer: string;
  readonly isIdentified: boolean;
  readonly tally: Tally;
};

/** Puts parts together to cells, and counts each customer once however many parts there are. */
export type Census = {
  readonly add: (part: Part) => void;
  /** The identified customers of the population. */
  readonly identified: ReadonlySet<string>;
  readonly result: () => Pick<Facts, 'cells' | 'customers'>;
};

/** Strata beyond the largest are put together as one: nobody compares a hundred. */
export const MOST_STRATA = 20;
export const OTHER_STRATA = '…';

type OpenCell = {
  readonly channel: string;
  readonly stratum: string;
  readonly who: Set<string>;
  readonly identified: OpenTally;
  readonly anonymous: OpenTally;
};
/** A tally that is still added to: millions of parts come, so nothing is made anew for each. */
type OpenTally = { events: number; readonly sums: Float64Array };

function openTally(): OpenTally {
  return { events: 0, sums: new Float64Array(aspects.length * 3) };
}

function addTo(open: OpenTally, tally: Tally): void {
  open.events += tally.events;
  for (let i = 0; i < aspects.length; i += 1) {
    const { n, sum, squares } = tally.aspects[aspects[i] as Aspect];
    open.sums[i * 3] = (open.sums[i * 3] ?? 0) + n;
    open.sums[i * 3 + 1] = (open.sums[i * 3 + 1] ?? 0) + sum;
    open.sums[i * 3 + 2] = (open.sums[i * 3 + 2] ?? 0) + squares;
  }
}

function closeTally({ events, sums }: OpenTally): Tally {
  const moments = aspects.map((aspect, i) => {
    const [n = 0, sum = 0, squares = 0] = sums.subarray(i * 3, i * 3 + 3);
    return [aspect, { n, sum, squares }] as const;
  });
  return { events, aspects: Object.fromEntries(moments) as Tally['aspects'] };
}

export function openCensus(): Census {
  const channels = new Map<string, Map<string, OpenCell>>();
  const all = new Set<string>();
  return {
    identified: all,
    add({ channel, stratum, customer, isIdentified, tally }) {
      const cell = cellIn(channels, channel, stratum);
      addTo(isIdentified ? cell.identified : cell.anonymous, tally);
      if (!isIdentified) return;
      cell.who.add(customer);
      all.add(customer);
    },
    result: () => {
      const cells = foldStrata([...channels.values()].flatMap((strata) => [...strata.values()]));
      return {
        cells: cells.map(closeCell).toSorted((a, b) => eventsOf(b) - eventsOf(a) || (a.stratum < b.stratum ? -1 : 1)),
        customers: {
          all: all.size,
          byChannel: countBy(cells, ({ channel }) => channel),
          byStratum: countBy(cells, ({ stratum }) => stratum),
        },
      };
    },
  };
}

function cellIn(channels: Map<string, Map<string, OpenCell>>, channel: string, stratum: string): OpenCell {
  let strata = channels.get(channel);
  if (strata === undefined) channels.set(channel, (strata = new Map<string, OpenCell>()));
  let cell = strata.get(stratum);
  if (cell === undefined) {
    cell = { channel, stratum, who: new Set<string>(), identified: openTally(), anonymous: openTally() };
    strata.set(stratum, cell);
  }
  return cell;
}

/** The same cells with the small strata of each channel as one. */
function foldStrata(cells: readonly OpenCell[]): readonly OpenCell[] {
  const sizes = [...Map.groupBy(cells, ({ stratum }) => stratum)].map(([stratum, parts]) => ({
    stratum,
    events: parts.reduce((sum, part) => sum + eventsOf(part), 0),
  }));
  const named = sizes.filter(({ stratum }) => stratum !== '' && stratum !== OTHER_STRATA);
  if (named.length <= MOST_STRATA) return cells;
  const sorted = named.toSorted((a, b) => b.events - a.events || (a.stratum < b.stratum ? -1 : 1));
  const kept = new Set(['', ...sorted.slice(0, MOST_STRATA).map(({ stratum }) => stratum)]);
  const folded = new Map<string, Map<string, OpenCell>>();
  for (const { channel, stratum, who, identified, anonymous } of cells) {
    const cell = cellIn(folded, channel, kept.has(stratum) ? stratum : OTHER_STRATA);
    addTo(cell.identified, closeTally(identified));
    addTo(cell.anonymous, closeTally(anonymous));
    for (const customer of who) cell.who.add(customer);
  }
  return [...folded.values()].flatMap((strata) => [...strata.values()]);
}

function closeCell({ channel, stratum, who, identified, anonymous }: OpenCell): Cell {
  return {
    channel,
    stratum,
    customers: who.size,
    identified: closeTally(identified),
    anonymous: closeTally(anonymous),
  };
}

function countBy(cells: readonly OpenCell[], keyOf: (cell: OpenCell) => string): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(cells, keyOf)].map(([key, parts]) => {
      const [only, ...more] = parts;
      if (only !== undefined && more.length === 0) return [key, only.who.size];
      return [key, new Set(parts.flatMap(({ who }) => [...who])).size];
    }),
  );
}
