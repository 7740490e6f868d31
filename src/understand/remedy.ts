import { type Case, rankOf, thresholds, worstOf } from './criterion.ts';
import { identityDrafts } from './identity-remedy.ts';
import { type Draft, effortOf, efforts } from './remedy-draft.ts';
import type { Criterion, Grade, Remedy } from './verdict.contract.ts';

/**
 * What could be done about all that is not good, and what the verdict would then be: where the facts can be changed as
 * the remedy would change them, they are judged again; else what it mends is taken for mended. First stand those that
 * lift the verdict, of these the least effort.
 */
export function remediesOf(given: Case, criteria: readonly Criterion[], judge: (ifDone: Case) => Grade): Remedy[] {
  const now = worstOf(criteria.map(({ grade }) => grade));
  const faults = criteria.filter(({ grade }) => grade !== 'good');
  const drafts = [
    ...faults.flatMap((fault) => [
      ...draftsFor(fault, given),
      ...(fault.grade === 'not-enough' ? withoutChannel(fault, given) : []),
    ]),
    ...identityDrafts(given, faults),
  ];
  const remedies = drafts.map(({ code, params, mends, ifDone, atBest = 'good' }): Remedy => {
    const rest = criteria.filter((each) => !mends.includes(each)).map(({ grade }) => grade);
    const after = ifDone === undefined ? worstOf([...rest, atBest]) : judge(ifDone);
    return { code, effort: effortOf[code], params, mends: [...new Set(mends.map(({ about }) => about))], after };
  });
  const gain = (remedy: Remedy): number => Number(rankOf(remedy.after) < rankOf(now));
  return remedies.toSorted(
    (a, b) =>
      gain(b) - gain(a) ||
      efforts.indexOf(a.effort) - efforts.indexOf(b.effort) ||
      rankOf(a.after) - rankOf(b.after) ||
      moreIn(a) - moreIn(b),
  );
}

function moreIn({ params }: Remedy): number {
  return Number(params['more'] ?? 0);
}

function draftsFor(fault: Criterion, given: Case): Draft[] {
  const { code, subject, params } = fault;
  const channel = subject;
  const mends = [fault];
  switch (code) {
    case 'channel-silent':
      return [{ code: 'connect-channel', params: { channel, events: params['events'] ?? '' }, mends }];
    case 'event-missing':
      return [{ code: 'send-event', params: { channel: subject, events: params['events'] ?? '' }, mends }];
    case 'flow-silent':
      return [{ code: 'mend-flow', params: { channel, from: params['from'] ?? '', days: params['days'] ?? 0 }, mends }];
    case 'flow-gap':
    case 'flow-begins-late':
      return [
        { code: 'load-history', params: { channel, from: params['from'] ?? '', days: params['days'] ?? 0 }, mends },
      ];
    case 'arrives-in-time':
      return [{ code: 'send-at-once', params: { channel }, mends }];
    case 'said-once':
      return [{ code: 'number-events', params: { channel, repeated: params['repeated'] ?? 0 }, mends }];
    case 'field-filled':
    case 'stratum-filled':
      return [
        {
          code: 'fill-field',
          params: { channel: subject, field: params['field'] ?? '', lacking: params['lacking'] ?? 0 },
          mends,
        },
      ];
    case 'size-covered': {
      const { events, size } = { events: Number(params['events']), size: Number(params['size']) };
      return [{ code: 'mend-coverage', params: { missing: size - events, size }, mends }];
    }
    case 'channels-linked': {
      const { able, of } = { able: Number(params['able']), of: Number(params['of']) };
      return [
        {
          code: 'collect-identifier',
          params: { channel, more: Math.ceil(of * thresholds.units.goodFrom) - able },
          mends,
        },
      ];
    }
    case 'number-enough':
    case 'smallest-group':
      return [...(fault.grade === 'not-enough' ? askWider(fault, given) : []), ...wait(fault, given)];
    default:
      return [];
  }
}

/** The other channels that are compared can be asked about today. */
function withoutChannel(fault: Criterion, { question, facts }: Case): Draft[] {
  const { measure } = question;
  const { subject, params } = fault;
  if (measure.kind !== 'share' || question.compare !== 'channel' || subject === null) return [];
  const isMeasured = params['role'] === 'measure' || fault.about === 'linked';
  const channels = measure.channels.filter((channel) => channel !== subject);
  if (!isMeasured || channels.length === 0 || channels.length === measure.channels.length) return [];
  const ifDone = {
    question: { ...question, measure: { ...measure, channels } },
    facts: {
      ...facts,
      flows: facts.flows.filter(({ role, channel }) => role === 'population' || channel !== subject),
      links: facts.links.filter(({ channel }) => channel !== subject),
    },
  };
  return [{ code: 'leave-channel-out', params: { channel: subject }, mends: [fault], ifDone }];
}

/** Nobody waits longer than two years for an answer. */
const MOST_DAYS = 730;

/** As many more days at the same pace; customers who come again count once, so it is at least that long. */
function wait(fault: Criterion, { question }: Case): Draft[] {
  const [effective, needed] = [Number(fault.params['effective']), Number(fault.params['needed'])];
  const days = Math.ceil(question.days * (needed / Math.max(1, effective) - 1));
  return days > MOST_DAYS ? [] : [{ code: 'wait', params: { days, needed }, mends: [fault] }];
}

const MOST_POINTS = 15;

function askWider(fault: Criterion, { question, facts }: Case): Draft[] {
  const points = Math.ceil(Number(fault.params['reached']) * 2) / 2;
  if (points > MOST_POINTS) return [];
  const ifDone = { facts, question: { ...question, precision: { ...question.precision, points } } };
  return [{ code: 'ask-wider', params: { points, instead: question.precision.points }, mends: [fault], ifDone }];
}
