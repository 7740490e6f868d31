import { toIso, type Instant, type Period } from '../kernel/period.ts';
import { type Case, needsIdentity, rankOf, worstOf } from './criterion.ts';
import { eventsOf, sumTallies } from './facts.ts';
import { flowCriteria } from './flow-criteria.ts';
import { identityCriteria, type Knowing } from './identity-criteria.ts';
import { differencesOf, weightsOf } from './lean.ts';
import { remediesOf } from './remedy.ts';
import type { Correction, Criterion, Verdict } from './verdict.contract.ts';

/**
 * Data readiness: is the data good enough for the answer that is asked for? The verdict is the worst of its criteria;
 * "usable" comes with the corrections that make it so, and what is not good with its remedies, the cheapest first.
 */
export function judgeReadiness(given: Case, now: Instant): Verdict {
  const { question, facts } = given;
  const knowing = knowingOf(given);
  const criteria = criteriaOf(given, knowing);
  const verdict = worstOf(criteria.map(({ grade }) => grade));
  const events = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  return {
    verdict,
    judgedAt: toIso(now),
    from: toIso(facts.period.from),
    to: toIso(facts.period.to),
    question,
    needsIdentity: needsIdentity(question),
    criteria,
    corrections: verdict === 'usable' ? correctionsOf(given, criteria, knowing) : [],
    remedies: remediesOf(given, criteria, (then) =>
      worstOf(criteriaOf(then, knowingOf(then)).map(({ grade }) => grade)),
    ),
    cells: facts.cells.map((cell) => ({
      channel: cell.channel,
      stratum: cell.stratum,
      events: eventsOf(cell),
      identified: cell.identified.events,
      customers: cell.customers,
    })),
    differences: [...knowing.differences],
    totals: {
      events,
      identified: sumTallies(facts.cells.map((cell) => cell.identified)).events,
      customers: facts.customers.all,
    },
  };
}

function knowingOf({ facts }: Case): Knowing {
  const weighting = weightsOf(facts.cells);
  return { weighting, differences: differencesOf(facts.cells, weighting) };
}

/** Every criterion that applies, the worst first, else in the order they are tried. */
function criteriaOf(given: Case, knowing: Knowing): Criterion[] {
  const flows = flowCriteria(given);
  // Without any events there is nothing more to be said of them.
  const all = given.facts.cells.length === 0 ? flows : [...flows, ...identityCriteria(given, knowing)];
  return all.toSorted((a, b) => rankOf(b.grade) - rankOf(a.grade));
}

/** Weights that take away less than a tenth of the lean are not worth their cost. */
const LEAST_LEFT = 0.9;

function doWeightsHelp({ differences, weighting }: Knowing, isUneven: boolean): boolean {
  if (weighting.weights.length < 2) return false;
  const lean = Math.max(0, ...differences.map((each) => Math.abs(each.lean)));
  const left = Math.max(0, ...differences.map((each) => Math.abs(each.leanWeighted ?? each.lean)));
  return isUneven || left < LEAST_LEFT * lean;
}

function correctionsOf(given: Case, criteria: readonly Criterion[], knowing: Knowing): Correction[] {
  const { weighting } = knowing;
  const faults = criteria.filter(({ grade }) => grade === 'usable');
  const about = (name: string): Criterion[] => faults.filter((each) => each.about === name);
  const corrections: Correction[] = [];
  const leaning = [
    ...about('identified').filter(({ params }) => params['role'] === 'population'),
    ...about('alike'),
    ...about('even'),
  ];
  if (leaning.length > 0) {
    if (doWeightsHelp(knowing, about('even').length > 0)) {
      const weights = weighting.weights.map(({ stratum, weight }) => ({ stratum, weight }));
      corrections.push({ code: 'weight-by-stratum', params: { designEffect: weighting.designEffect }, weights });
    } else corrections.push({ code: 'say-of-known', params: { share: unknownShare(given) } });
  }
  for (const { subject, params } of about('identified').filter((each) => each.params['role'] === 'measure'))
    corrections.push({ code: 'say-at-least', params: { channel: subject, anonymous: params['anonymous'] ?? 0 } });
  for (const { subject, params } of about('timely').filter(({ code }) => code === 'flow-gap'))
    corrections.push({
      code: 'leave-days-out',
      params: { channel: subject, days: params['days'] ?? 0, from: params['from'] ?? '' },
    });
  if (about('timely').some(({ code }) => code !== 'flow-gap')) {
    const { from, to } = commonWindow(given);
    corrections.push({ code: 'shorten-period', params: { from: toIso(from), to: toIso(to) } });
  }
  if (about('late').length > 0) corrections.push({ code: 'end-a-day-earlier', params: {} });
  if (about('repeated').length > 0) corrections.push({ code: 'count-once', params: {} });
  for (const { params } of about('field'))
    corrections.push({ code: 'leave-out', params: { field: params['field'] ?? '' } });
  for (const { subject, params } of about('linked'))
    corrections.push({ code: 'among-linked', params: { channel: subject, able: params['able'] ?? 0 } });
  if (about('size').length > 0) corrections.push({ code: 'say-of-seen', params: {} });
  for (const { params } of about('number'))
    corrections.push({
      code: 'say-wider',
      params: { points: Number(params['reached']), instead: Number(params['points']) },
    });
  for (const { params } of about('mix')) corrections.push({ code: 'compare-within', params });
  return corrections;
}

function unknownShare({ facts }: Case): number {
  const events = facts.cells.reduce((sum, cell) => sum + eventsOf(cell), 0);
  return sumTallies(facts.cells.map((cell) => cell.anonymous)).events / events;
}

/** The part of the period in which all the channels spoke. */
function commonWindow({ facts: { period, flows } }: Case): Period {
  const speaking = flows.filter(({ events }) => events > 0);
  const from = Math.max(period.from, ...speaking.map(({ first }) => first));
  const to = Math.min(period.to, ...speaking.map(({ last }) => last + 1));
  return from < to ? { from, to } : period;
}
