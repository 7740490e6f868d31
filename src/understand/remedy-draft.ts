import type { Case } from './criterion.ts';
import type { Criterion, Grade, Remedy } from './verdict.contract.ts';

export const efforts = [
  'words',
  'time',
  'setting',
  'routine',
  'fieldwork',
  'project',
] as const satisfies readonly Remedy['effort'][];

/** What each remedy takes: other words of the question, time, a change of a setting, of a routine, some fieldwork, or a project. */
export const effortOf = {
  'ask-wider': 'words',
  'leave-channel-out': 'words',
  wait: 'time',
  'mend-flow': 'setting',
  'load-history': 'setting',
  'send-at-once': 'setting',
  'number-events': 'setting',
  'fill-field': 'setting',
  'send-event': 'setting',
  'mend-coverage': 'setting',
  'ask-at-till': 'routine',
  'ask-to-log-in': 'routine',
  'ask-caller': 'routine',
  'ask-for-identifier': 'routine',
  'ask-in-stratum': 'routine',
  'collect-identifier': 'routine',
  'interview-anonymous': 'fieldwork',
  'connect-channel': 'project',
} as const satisfies Record<string, Remedy['effort']>;
export type RemedyCode = keyof typeof effortOf;

export type Draft = {
  readonly code: RemedyCode;
  readonly params: Remedy['params'];
  readonly mends: readonly Criterion[];
  /** The case as it would be, where that can be said. */
  readonly ifDone?: Case;
  /** The best that it can come to. */
  readonly atBest?: Grade;
};
