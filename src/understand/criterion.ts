import type { Facts } from './facts.ts';
import type { Question } from './question.contract.ts';
import type { Criterion, Grade } from './verdict.contract.ts';

/**
 * What the data of a question is held against. Each threshold says where it comes from; `house` ones are our own
 * judgement, and said to be so.
 */
export type Threshold = { readonly goodFrom: number; readonly usableFrom: number; readonly source: string };

export const thresholds = {
  /** Below 80 % of a survey's units, and below 70 % of an item, an analysis of bias is asked for. */
  units: { goodFrom: 0.8, usableFrom: 0.5, source: 'omb-2006' },
  size: { goodFrom: 0.8, usableFrom: 0.5, source: 'omb-2006' },
  /** Of the period, once the days that a silent channel lacks are left out. */
  covered: { goodFrom: 1, usableFrom: 0.5, source: 'house' },
  late: { goodFrom: 0.95, usableFrom: 0, source: 'house' },
  once: { goodFrom: 0.99, usableFrom: 0.8, source: 'house' },
  /** A tenth of the share that all have: a weight of ten and more for a few would be guessing. */
  reach: { goodFrom: 0.85, usableFrom: 0.1, source: 'house' },
} as const satisfies Record<string, Threshold>;

export const sources = {
  'omb-2006': 'OMB, Standards and Guidelines for Statistical Surveys (2006), guidelines 3.2.9 and 3.2.10',
  'cochran-1977': 'Cochran, Sampling Techniques, 3rd edition (1977), 4.4',
  'manski-1989': 'Manski, Anatomy of the Selection Problem (1989): what is missing moves a share by at most its own',
  'rubin-2001': 'Rubin, Using Propensity Scores to Help Design Observational Studies (2001): a quarter of a deviation',
  kish: 'Kish, Survey Sampling (1965): what weighting costs',
  house: 'our own judgement',
} as const;

export function gradeOf(found: number, { goodFrom, usableFrom }: Threshold): Grade {
  return found >= goodFrom ? 'good' : found >= usableFrom ? 'usable' : 'not-enough';
}

const ranks: Readonly<Record<Grade, number>> = { good: 0, usable: 1, 'not-enough': 2 };

export function rankOf(grade: Grade): number {
  return ranks[grade];
}

export function worstOf(grades: readonly Grade[]): Grade {
  return grades.reduce<Grade>((worst, grade) => (ranks[grade] > ranks[worst] ? grade : worst), 'good');
}

export type Case = { readonly question: Question; readonly facts: Facts };

/** Whether the answer is about customers, so that events of nobody fall out of it. */
export function needsIdentity({ measure }: Question): boolean {
  return measure.kind === 'share' || measure.kind === 'time' || measure.kind === 'reach';
}

/** The field without which an event says nothing on the question. */
export function neededField({ measure }: Question): string | undefined {
  return measure.kind === 'rate' || measure.kind === 'mean' ? measure.field : undefined;
}

/** The channels and events in which the measured thing happens; none where it is read off the population itself. */
export function measuredIn({ measure }: Question): {
  readonly channels: readonly string[];
  readonly events: readonly string[];
} {
  return measure.kind === 'mean' || measure.kind === 'reach' ? { channels: [], events: [] } : measure;
}

/** A criterion of a share: the higher the better. */
export function shareCriterion(
  about: Criterion['about'],
  code: string,
  found: number,
  threshold: Threshold,
  rest: Pick<Criterion, 'subject' | 'params'>,
): Criterion {
  return { about, code, grade: gradeOf(found, threshold), found, unit: 'share', ...threshold, ...rest };
}
