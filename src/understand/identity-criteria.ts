import { OTHER_STRATA } from './census.ts';
import { type Case, gradeOf, measuredIn, needsIdentity, shareCriterion, thresholds } from './criterion.ts';
import { type Cell, eventsOf, sumTallies } from './facts.ts';
import { flowsOf } from './flow-criteria.ts';
import { evennessOf, reversalIn, strataOf, type Weighting } from './lean.ts';
import { neededNumber, pointsFor } from './precision.ts';
import type { Criterion, Difference } from './verdict.contract.ts';

export type Knowing = { readonly weighting: Weighting; readonly differences: readonly Difference[] };

/** Who the events are about: how many say it, whether those are like the others, and whether they are enough. */
export function identityCriteria(given: Case, knowing: Knowing): Criterion[] {
  const customers = needsIdentity(given.question)
    ? [...identified(given), ...alike(given, knowing), ...even(given), ...linked(given)]
    : [];
  return [...customers, ...number(given, knowing), ...reversed(given)];
}

function identified({ question, facts }: Case): Criterion[] {
  const events = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  if (events === 0) return [];
  const known = sumTallies(facts.cells.map((cell) => cell.identified)).events;
  const [only, ...more] = question.population.channels;
  const held = carried(facts.cells);
  const code =
    held.anonymousProducts === null || held.anonymousValue === null
      ? 'population-identified'
      : 'population-identified-holding';
  const population = shareCriterion('identified', code, known / events, thresholds.units, {
    subject: more.length === 0 ? (only ?? null) : null,
    params: {
      events,
      anonymous: events - known,
      anonymousShare: 1 - known / events,
      ...carried(facts.cells),
      role: 'population',
    },
  });
  if (measuredIn(question).events.length === 0) return [population];
  const measured = flowsOf({ question, facts })
    .filter((flow) => flow.role === 'measure')
    .map((flow) =>
      shareCriterion('identified', 'measure-identified', flow.identified / flow.events, thresholds.units, {
        subject: flow.channel,
        params: { events: flow.events, anonymous: flow.events - flow.identified, role: 'measure' },
      }),
    );
  return [population, ...measured];
}

/** How much of what the events hold is held by those of nobody: few large receipts may be a quarter of the goods. */
function carried(cells: readonly Cell[]): { anonymousProducts: number | null; anonymousValue: number | null } {
  const known = sumTallies(cells.map((cell) => cell.identified)).aspects;
  const unknown = sumTallies(cells.map((cell) => cell.anonymous)).aspects;
  const shareOf = (aspect: 'products' | 'value'): number | null => {
    const all = known[aspect].sum + unknown[aspect].sum;
    return all > 0 ? unknown[aspect].sum / all : null;
  };
  return { anonymousProducts: shareOf('products'), anonymousValue: shareOf('value') };
}

/** A share lies at most half a deviation from end to end: a lean of one deviation moves it by at most 50 points. */
const POINTS_A_DEVIATION = 50;
const MOST_LEAN = 0.25;

function alike({ question }: Case, { differences }: Knowing): Criterion[] {
  const [worst] = differences;
  if (worst === undefined) return [];
  const goodFrom = Math.min(MOST_LEAN, question.precision.points / POINTS_A_DEVIATION);
  const lean = Math.abs(worst.lean);
  const weighted = Math.max(...differences.map((each) => Math.abs(each.leanWeighted ?? each.lean)));
  const grade = lean <= goodFrom ? 'good' : lean <= MOST_LEAN || weighted <= goodFrom ? 'usable' : 'not-enough';
  return [
    {
      about: 'alike',
      code: grade === 'good' ? 'known-alike' : 'known-differ',
      grade,
      subject: worst.aspect,
      found: lean,
      unit: 'sd',
      goodFrom,
      usableFrom: MOST_LEAN,
      source: 'rubin-2001',
      params: {
        aspect: worst.aspect,
        identified: worst.identified,
        anonymous: worst.anonymous,
        difference: worst.difference,
        weighted: worst.leanWeighted === null ? null : weighted,
      },
    },
  ];
}

/** A stratum of less than this is too small to bend the whole. */
const LEAST_STRATUM = 0.02;
const LEAST_STRATUM_EVENTS = 30;

function even({ question, facts }: Case): Criterion[] {
  const strata = strataOf(facts.cells);
  const all = strata.reduce((sum, { events }) => sum + events, 0);
  const shares = strata
    .filter(({ events }) => events >= LEAST_STRATUM_EVENTS && events / all >= LEAST_STRATUM)
    .map(({ stratum, events, identified: tally }) => ({ stratum, events, share: tally.events / events }))
    .toSorted((a, b) => a.share - b.share);
  const [least, most] = [shares[0], shares.at(-1)];
  if (question.strata.by === 'none' || shares.length < 2 || least === undefined || most === undefined) return [];
  const evenness = evennessOf(facts.cells);
  const overall = strata.reduce((sum, { identified: tally }) => sum + tally.events, 0) / all;
  const reached = least.share >= thresholds.reach.usableFrom * overall;
  return [
    {
      about: 'even',
      code: reached ? 'strata-identified' : 'stratum-out-of-reach',
      grade: reached ? gradeOf(evenness, { ...thresholds.reach, usableFrom: 0 }) : 'not-enough',
      subject: least.stratum,
      found: evenness,
      unit: 'share',
      ...thresholds.reach,
      params: {
        stratum: least.stratum,
        least: least.share,
        mostStratum: most.stratum,
        most: most.share,
        events: least.events,
      },
    },
  ];
}

/** Two channels that know a customer by different identifiers never meet in one. */
function linked({ facts }: Case): Criterion[] {
  return facts.links
    .filter(({ of }) => of > 0)
    .map(({ channel, able, of }) =>
      shareCriterion('linked', 'channels-linked', able / of, thresholds.units, {
        subject: channel,
        params: { able, of },
      }),
    );
}

type Group = { readonly name: string | null; readonly count: number };

/** The groups that are compared, with how many each has. */
function groupsOf({ question, facts }: Case): Group[] {
  const byCustomer = needsIdentity(question);
  const comparesPopulation = question.compare === 'channel' && question.measure.kind !== 'share';
  if (question.compare === 'stratum' || comparesPopulation) {
    const keyOf = question.compare === 'stratum' ? 'stratum' : 'channel';
    const counts = byCustomer
      ? Object.entries(keyOf === 'stratum' ? facts.customers.byStratum : facts.customers.byChannel)
      : [...Map.groupBy(facts.cells, (cell) => cell[keyOf])].map(
          ([name, cells]) => [name, cells.reduce((sum, cell) => sum + eventsOf(cell), 0)] as const,
        );
    return counts.filter(([name]) => name !== '' && name !== OTHER_STRATA).map(([name, count]) => ({ name, count }));
  }
  const events = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  return [{ name: null, count: byCustomer ? facts.customers.all : events }];
}

function number(given: Case, { weighting }: Knowing): Criterion[] {
  const { precision, compare } = given.question;
  const groups = groupsOf(given);
  const smallest = groups.reduce<Group | undefined>(
    (least, each) => (least && least.count <= each.count ? least : each),
    undefined,
  );
  if (smallest === undefined) return [];
  const needed = neededNumber(precision.points, precision.confidence);
  // Weighting by stratum costs nothing within a stratum.
  const cost = needsIdentity(given.question) && compare !== 'stratum' ? Math.max(1, weighting.designEffect) : 1;
  const effective = Math.floor(smallest.count / cost);
  const usableFrom = Math.ceil(needed / 4);
  const about = { goodFrom: needed, usableFrom, source: cost > 1.005 ? 'kish' : 'cochran-1977' };
  return [
    {
      about: 'number',
      code: groups.length > 1 ? 'smallest-group' : 'number-enough',
      grade: gradeOf(effective, about),
      subject: smallest.name,
      found: effective,
      unit: 'count',
      ...about,
      params: {
        count: smallest.count,
        effective,
        needed,
        groups: groups.length,
        points: precision.points,
        reached: pointsFor(effective, precision.confidence),
        confidence: precision.confidence,
        what: needsIdentity(given.question) ? 'customers' : 'events',
      },
    },
  ];
}

function reversed({ question, facts }: Case): Criterion[] {
  const found = question.compare === 'channel' ? reversalIn(facts.cells) : undefined;
  if (found === undefined) return [];
  const { a, b, raw, within } = found;
  const base = { about: 'mix', code: 'mix-reverses', grade: 'usable', subject: a, unit: 'sd' } as const;
  return [
    { ...base, found: Math.abs(raw), goodFrom: null, usableFrom: null, source: 'house', params: { a, b, raw, within } },
  ];
}
