import { type Case, needsIdentity, thresholds } from './criterion.ts';
import { addTallies, type Cell, eventsOf, scaleTally, sumTallies } from './facts.ts';
import { strataOf } from './lean.ts';
import { neededNumber } from './precision.ts';
import type { Draft, RemedyCode } from './remedy-draft.ts';
import type { Criterion } from './verdict.contract.ts';

const identityFaults = new Set(['identified', 'alike', 'even', 'number']);
const askedBy: Readonly<Record<string, RemedyCode>> = {
  store: 'ask-at-till',
  web: 'ask-to-log-in',
  app: 'ask-to-log-in',
  phone: 'ask-caller',
  chat: 'ask-caller',
};

/** What makes more of the events somebody's. */
export function identityDrafts(given: Case, faults: readonly Criterion[]): Draft[] {
  const { question, facts } = given;
  const mends = faults.filter(({ about, params }) => identityFaults.has(about) && params['role'] !== 'measure');
  if (!needsIdentity(question) || mends.length === 0) return [];
  const measured = faults.filter(({ about, params }) => about === 'identified' && params['role'] === 'measure');
  const events = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  const known = sumTallies(facts.cells.map((cell) => cell.identified)).events;
  const channel = channelToAsk(facts.cells);
  const anonymous = events - known;
  // What is only too few is not mended by asking those few who are anonymous.
  const isOnlyNumber = mends.every(({ about }) => about === 'number');
  if (channel === undefined || anonymous === 0 || isOnlyNumber) return measured.map(measuredDraft);
  return [
    ...measured.map(measuredDraft),
    ...raisedStratum(given, mends),
    ...raised(given, mends, channel),
    {
      code: 'interview-anonymous',
      params: {
        channel,
        // The share of the anonymous is all of the answer that is not known; its error counts for its share.
        more: Math.max(
          1,
          Math.ceil(neededNumber(question.precision.points, question.precision.confidence) * (anonymous / events) ** 2),
        ),
      },
      mends: mends.filter(({ about }) => about !== 'number'),
      // What people say of themselves is one source, and another than what they do.
      atBest: 'usable',
    },
  ];
}

function measuredDraft(fault: Criterion): Draft {
  const channel = fault.subject ?? '';
  const [events, anonymous] = [Number(fault.params['events']), Number(fault.params['anonymous'])];
  const to = thresholds.units.goodFrom;
  const params = { channel, from: 1 - anonymous / events, to, more: Math.ceil(to * events) - (events - anonymous) };
  return { code: askedBy[channel] ?? 'ask-for-identifier', params, mends: [fault] };
}

/** The channel with the most events of nobody. */
function channelToAsk(cells: readonly Cell[]): string | undefined {
  const sums = [...Map.groupBy(cells, ({ channel }) => channel)].map(([channel, parts]) => ({
    channel,
    anonymous: parts.reduce((sum, { anonymous }) => sum + anonymous.events, 0),
  }));
  return sums.toSorted((a, b) => b.anonymous - a.anonymous)[0]?.channel;
}

/** The channel asks more people: every stratum comes to the share that is good. */
function raised({ question, facts }: Case, mends: readonly Criterion[], channel: string): Draft[] {
  const inChannel = facts.cells.filter((cell) => cell.channel === channel);
  const events = inChannel.reduce((sum, cell) => sum + eventsOf(cell), 0);
  const from = sumTallies(inChannel.map((cell) => cell.identified)).events / events;
  const to = Math.max(from, thresholds.units.goodFrom);
  const ifDone = { question, facts: raise({ question, facts }, (cell) => (cell.channel === channel ? to : 0)) };
  const after = ifDone.facts.cells.filter((cell) => cell.channel === channel);
  const reached = sumTallies(after.map((cell) => cell.identified)).events;
  const more = Math.round(reached - from * events);
  if (more <= 0) return [];
  return [
    {
      code: askedBy[channel] ?? 'ask-for-identifier',
      params: { channel, from, to: reached / events, more },
      mends,
      ifDone,
    },
  ];
}

/** Only where the fewest say who they are, up to what the others say. */
function raisedStratum({ question, facts }: Case, mends: readonly Criterion[]): Draft[] {
  const uneven = mends.find(({ about }) => about === 'even');
  const stratum = strataOf(facts.cells).find((each) => each.stratum === uneven?.subject);
  if (stratum === undefined) return [];
  const all = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  const known = sumTallies(facts.cells.map((cell) => cell.identified)).events;
  const to = Math.min(known / all, thresholds.units.goodFrom);
  const from = stratum.identified.events / stratum.events;
  const ifDone = { question, facts: raise({ question, facts }, (cell) => (cell.stratum === stratum.stratum ? to : 0)) };
  const more = Math.ceil((to - from) * stratum.events);
  return [{ code: 'ask-in-stratum', params: { stratum: stratum.stratum, from, to, more }, mends, ifDone }];
}

/** The facts as they would be when a share of each cell were identified: those who join are like the anonymous. */
function raise({ facts }: Case, shareOf: (cell: Cell) => number): Case['facts'] {
  const cells = facts.cells.map((cell): Cell => {
    const [events, known] = [eventsOf(cell), cell.identified.events];
    const joining = Math.max(0, shareOf(cell) * events - known);
    if (joining === 0 || cell.anonymous.events === 0) return cell;
    const share = joining / cell.anonymous.events;
    return {
      ...cell,
      identified: addTallies(cell.identified, scaleTally(cell.anonymous, share)),
      anonymous: scaleTally(cell.anonymous, 1 - share),
    };
  });
  const grown = (counts: Readonly<Record<string, number>>, keyOf: (cell: Cell) => string): Record<string, number> =>
    Object.fromEntries(
      Object.entries(counts).map(([key, count]) => {
        const isIn = (cell: Cell): boolean => keyOf(cell) === key;
        return [key, Math.floor(count * growth(facts.cells.filter(isIn), cells.filter(isIn)))];
      }),
    );
  return {
    ...facts,
    cells,
    customers: {
      all: Math.floor(facts.customers.all * growth(facts.cells, cells)),
      byChannel: grown(facts.customers.byChannel, ({ channel }) => channel),
      byStratum: grown(facts.customers.byStratum, ({ stratum }) => stratum),
    },
  };
}

/** How many times as many events are identified as were. */
function growth(of: readonly Cell[], now: readonly Cell[]): number {
  const [before, after] = [of, now].map((cells) => sumTallies(cells.map((cell) => cell.identified)).events);
  return (after ?? 0) / Math.max(1, before ?? 0);
}
