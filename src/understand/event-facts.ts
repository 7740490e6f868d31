import { DAY_MS, isWithin, type Period } from '../kernel/period.ts';
import { openCensus } from './census.ts';
import { measuredIn, neededField } from './criterion.ts';
import { dayPartOf, EVENING_FROM_HOUR, localHour } from './day-part.ts';
import type { Facts, Flow, Moments, Role, Tally } from './facts.ts';
import type { Question } from './question.contract.ts';
import { DEFAULT_VALUE, namedChannels, playsRole, type ZonedQuestion } from './question.ts';

/** One event, wherever it was read from. */
export type SeenEvent = {
  readonly at: number;
  /** When it came in; a file does not tell. */
  readonly receivedAt: number | null;
  readonly channel: string;
  readonly name: string;
  /** The customer, or whatever else tells one unknown visitor from another. */
  readonly customer: string;
  readonly isIdentified: boolean;
  /** What the event says, so that the same said twice is known again. */
  readonly content: string;
  readonly field: (name: string) => string;
  readonly products: number;
};

type Open = {
  role: Role;
  channel: string;
  events: number;
  identified: number;
  withField: number;
  first: number;
  last: number;
  recent: number;
  recentLate: number;
  contents: Set<string>;
  days: Set<number>;
};

export const RECENT_MS = 14 * DAY_MS;

/** Counts events one by one, in whichever order they come. */
export function openEventFacts(
  question: ZonedQuestion,
  period: Period,
): { add: (event: SeenEvent) => void; result: () => Facts } {
  const flows = new Map<string, Open>();
  const others = new Map<string, number>();
  const named = new Set(namedChannels(question));
  const census = openCensus();
  const roles: readonly Role[] = measuredIn(question).events.length === 0 ? ['population'] : ['population', 'measure'];
  return {
    add(event) {
      if (!isWithin(period, event.at)) return;
      let plays = false;
      for (const role of roles) {
        if (!playsRole(question, role, event)) continue;
        plays = true;
        countIn(flows, role, event, question, period);
        if (role !== 'population') continue;
        const { channel, customer, isIdentified } = event;
        const stratum = stratumOf(event, question);
        census.add({ channel, customer, isIdentified, stratum, tally: tallyOf(event, question) });
      }
      if (!plays && named.has(event.channel)) others.set(event.channel, (others.get(event.channel) ?? 0) + 1);
    },
    result() {
      return {
        period,
        flows: [...flows.values()].map(closeFlow),
        otherEvents: Object.fromEntries(others),
        ...census.result(),
        links: [],
      };
    },
  };
}

function countIn(flows: Map<string, Open>, role: Role, event: SeenEvent, question: Question, period: Period): void {
  const key = `${role} ${event.channel}`;
  let flow = flows.get(key);
  if (flow === undefined) {
    const none = { events: 0, identified: 0, withField: 0, first: Infinity, last: -Infinity, recent: 0, recentLate: 0 };
    flow = { role, channel: event.channel, ...none, contents: new Set(), days: new Set() };
    flows.set(key, flow);
  }
  const needed = neededField(question);
  flow.events += 1;
  flow.identified += Number(event.isIdentified);
  flow.withField += Number(needed === undefined || event.field(needed) !== '');
  flow.first = Math.min(flow.first, event.at);
  flow.last = Math.max(flow.last, event.at);
  flow.contents.add(event.content);
  flow.days.add(Math.floor(event.at / DAY_MS));
  if (event.receivedAt === null || event.at < period.to - RECENT_MS) return;
  flow.recent += 1;
  flow.recentLate += Number(event.receivedAt - event.at > DAY_MS);
}

function closeFlow({ contents, days, ...flow }: Open): Flow {
  return { ...flow, repeated: flow.events - contents.size, days: [...days].toSorted((a, b) => a - b) };
}

function stratumOf(event: SeenEvent, { strata, timeZone }: ZonedQuestion): string {
  if (strata.by === 'none') return 'all';
  return strata.by === 'field' ? event.field(strata.field) : dayPartOf(localHour(event.at, timeZone).hour);
}

function moment(value: number): Moments {
  return { n: 1, sum: value, squares: value * value };
}

const none: Moments = { n: 0, sum: 0, squares: 0 };

function tallyOf(event: SeenEvent, { value = DEFAULT_VALUE, timeZone }: ZonedQuestion): Tally {
  const text = event.field(value);
  const worth = text === '' ? Number.NaN : Number(text);
  const isNumber = Number.isFinite(worth);
  const { hour, isWeekend } = localHour(event.at, timeZone);
  return {
    events: 1,
    aspects: {
      value: isNumber ? moment(worth) : none,
      products: event.products > 0 ? moment(event.products) : none,
      evening: moment(Number(hour >= EVENING_FROM_HOUR)),
      weekend: moment(Number(isWeekend)),
      returned: isNumber ? moment(Number(worth < 0)) : none,
    },
  };
}
