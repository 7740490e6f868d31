import { DAY_MS, toIso } from '../kernel/period.ts';
import { type Case, measuredIn, neededField, shareCriterion, thresholds } from './criterion.ts';
import { eventsOf, type Flow, type Role } from './facts.ts';
import type { Criterion } from './verdict.contract.ts';

/** What the channels hand in: whether they do at all, over the whole period, each event once, with what is needed in it. */
export function flowCriteria(given: Case): Criterion[] {
  const flows = flowsOf(given);
  return [
    ...connected(given),
    ...sizeKnown(given),
    ...flows.flatMap((flow) => [...timely(flow, given), ...late(flow)]),
    ...flows.map(once),
    ...fieldFilled(given),
    ...stratumFilled(given),
  ];
}

/** Each flow once: where the same events are the population and what is measured, they are judged as the population. */
export function flowsOf({ question, facts }: Case): Flow[] {
  const measured = measuredIn(question).events;
  const isSame = measured.length > 0 && new Set([...measured, ...question.population.events]).size === measured.length;
  const isTwin = (flow: Flow): boolean =>
    isSame &&
    flow.role === 'measure' &&
    facts.flows.some(
      ({ role, channel, events }) => role === 'population' && channel === flow.channel && events === flow.events,
    );
  return facts.flows.filter((flow) => flow.events > 0 && !isTwin(flow));
}

function flowIn({ facts }: Case, role: Role, channel: string): Flow | undefined {
  return facts.flows.find((flow) => flow.role === role && flow.channel === channel && flow.events > 0);
}

function connected(given: Case): Criterion[] {
  const { population } = given.question;
  const measured = measuredIn(given.question);
  const asPopulation = connectedRole(given, 'population', population.channels, population.events);
  if (JSON.stringify([measured.channels, measured.events]) === JSON.stringify([population.channels, population.events]))
    return asPopulation;
  return [...asPopulation, ...connectedRole(given, 'measure', measured.channels, measured.events)];
}

function connectedRole(given: Case, role: Role, channels: readonly string[], events: readonly string[]): Criterion[] {
  if (events.length === 0) return [];
  const names = events.join(', ');
  const base = { about: 'connected', unit: 'count', goodFrom: 1, usableFrom: 1, source: 'house' } as const;
  if (channels.length === 0) {
    const found = given.facts.flows.reduce((sum, flow) => sum + (flow.role === role ? flow.events : 0), 0);
    const [grade, code] =
      found > 0 ? (['good', 'channel-speaks'] as const) : (['not-enough', 'event-missing'] as const);
    return [{ ...base, code, grade, subject: null, found, params: { events: names, role, others: null } }];
  }
  return channels.map((channel) => {
    const found = flowIn(given, role, channel)?.events ?? 0;
    const others = given.facts.otherEvents[channel] ?? 0;
    const code = found > 0 ? 'channel-speaks' : others > 0 ? 'event-missing' : 'channel-silent';
    const grade = found > 0 ? 'good' : 'not-enough';
    return { ...base, code, grade, subject: channel, found, params: { events: names, role, others } };
  });
}

/** Against another count of the same: what the tills say they sold, what the provider says it sent. */
function sizeKnown({ question, facts }: Case): Criterion[] {
  const { size } = question.population;
  if (size === undefined) return [];
  const events = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  const params = { events, size };
  return [
    shareCriterion('size', 'size-covered', Math.min(1, events / size), thresholds.size, { subject: null, params }),
  ];
}

/** No rhythm is trusted to be closer than this: every shop is closed on some days. */
const MOST_DAILY = 0.9;
/** A silence as long as this comes once in a thousand by the channel's own rhythm. */
const CHANCE = 0.001;

/** Between campaigns a channel is silent again and again; only a silence twice as long as that is another. */
const TIMES_USUAL = 2;

export type Gap = { readonly after: number; readonly length: number };

/** The silences between days with events, the longest first: the last day before it, and how many days it is. */
export function gapsIn(days: readonly number[]): Gap[] {
  return days
    .slice(1)
    .map((day, index) => ({ after: days[index] ?? day, length: day - (days[index] ?? day) - 1 }))
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length);
}

/** How many days in a row a channel may be silent without anything being wrong, by its own rhythm. */
export function allowedSilence(days: readonly number[]): number {
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  const daily = Math.min(MOST_DAILY, days.length / (last - first + 1));
  const byChance = Math.ceil(Math.log(CHANCE) / Math.log(1 - daily));
  // The longest may be the fault that is looked for; the second longest is what is usual.
  const [, usual] = gapsIn(days);
  return Math.max(byChance, TIMES_USUAL * (usual?.length ?? 0));
}

function timely(flow: Flow, { facts: { period } }: Case): Criterion[] {
  const allowed = allowedSilence(flow.days);
  const silent = Math.max(0, Math.floor((period.to - flow.last) / DAY_MS));
  const before = Math.max(0, Math.floor((flow.first - period.from) / DAY_MS));
  const [gap = { after: 0, length: 0 }] = gapsIn(flow.days);
  const whole = Math.max(1, Math.round((period.to - period.from) / DAY_MS));
  const base = { about: 'timely', subject: flow.channel, unit: 'share', ...thresholds.covered } as const;
  const found: { code: string; missing: number; params: Criterion['params'] }[] = [
    { code: 'flow-silent', missing: silent, params: { days: silent, allowed, from: toIso(flow.last) } },
    { code: 'flow-begins-late', missing: before, params: { days: before, allowed, from: toIso(flow.first) } },
    { code: 'flow-gap', missing: gap.length, params: { days: gap.length, allowed, from: dayText(gap.after + 1) } },
  ];
  const faults = found.filter(({ missing }) => missing > allowed);
  if (faults.length === 0) {
    const params = { days: silent, allowed, from: toIso(flow.last) };
    return [{ ...base, code: 'flow-current', grade: 'good', found: 1, params: { ...params, role: flow.role } }];
  }
  return faults.map(({ code, missing, params }) => {
    const covered = Math.max(0, 1 - missing / whole);
    const grade = covered >= thresholds.covered.usableFrom ? 'usable' : 'not-enough';
    return { ...base, code, grade, found: covered, params: { ...params, role: flow.role } };
  });
}

function dayText(day: number): string {
  return toIso(day * DAY_MS);
}

/** Fewer in the last weeks say nothing of how late a channel is. */
const LEAST_RECENT = 20;

function late({ channel, recent, recentLate, role }: Flow): Criterion[] {
  if (recent < LEAST_RECENT) return [];
  const params = { late: recentLate, recent, role };
  const found = 1 - recentLate / recent;
  return [shareCriterion('late', 'arrives-in-time', found, thresholds.late, { subject: channel, params })];
}

function once({ channel, events, repeated, role }: Flow): Criterion {
  const params = { repeated, events, role };
  return shareCriterion('repeated', 'said-once', 1 - repeated / events, thresholds.once, { subject: channel, params });
}

/** An event that lacks the field falls out; all that fall out move a share by at most their own share. */
function fieldFilled(given: Case): Criterion[] {
  const { question } = given;
  const field = neededField(question);
  if (field === undefined) return [];
  const threshold = { goodFrom: 1 - question.precision.points / 100, usableFrom: 0.7, source: 'manski-1989' };
  return flowsOf(given).map(({ channel, events, withField, role }) => {
    const params = { field, events, lacking: events - withField, role };
    return shareCriterion('field', 'field-filled', withField / events, threshold, { subject: channel, params });
  });
}

function stratumFilled({ question, facts }: Case): Criterion[] {
  if (question.strata.by !== 'field') return [];
  const { field } = question.strata;
  const events = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  if (events === 0) return [];
  const lacking = facts.cells.reduce((sum, cell) => sum + (cell.stratum === '' ? eventsOf(cell) : 0), 0);
  const threshold = { goodFrom: 1 - question.precision.points / 100, usableFrom: 0.7, source: 'manski-1989' };
  const params = { field, events, lacking, role: 'population' };
  return [shareCriterion('field', 'stratum-filled', 1 - lacking / events, threshold, { subject: null, params })];
}
