import type { Question } from '../../../../src/understand/question.contract.ts';

/** What stands in the form of a question, as it was typed. */
export type QuestionDraft = {
  readonly name: string;
  readonly populationChannels: readonly string[];
  readonly populationEvents: string;
  readonly size: string;
  readonly kind: Question['measure']['kind'];
  readonly measureChannels: readonly string[];
  readonly measureEvents: string;
  readonly field: string;
  readonly compare: Question['compare'];
  readonly strataBy: Question['strata']['by'];
  readonly strataField: string;
  readonly days: string;
  readonly points: string;
  readonly confidence: '90' | '95' | '99';
};

export const emptyDraft: QuestionDraft = {
  name: '',
  populationChannels: ['store'],
  populationEvents: 'Receipt Issued',
  size: '',
  kind: 'share',
  measureChannels: ['newsletter'],
  measureEvents: 'Email Opened',
  field: '',
  compare: 'none',
  strataBy: 'day-part',
  strataField: '',
  days: '365',
  points: '5',
  confidence: '95',
};

const measuresEvents = new Set(['share', 'time', 'rate']);
const needsField = new Set(['rate', 'mean', 'reach']);

export function asksForEvents(kind: QuestionDraft['kind']): boolean {
  return measuresEvents.has(kind);
}
export function asksForField(kind: QuestionDraft['kind']): boolean {
  return needsField.has(kind);
}

/** Names between commas, each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}

export type DraftField =
  | 'name'
  | 'populationEvents'
  | 'size'
  | 'measureEvents'
  | 'field'
  | 'strataField'
  | 'days'
  | 'points';
export type DraftFault = 'name' | 'events' | 'field' | 'number';

/** What is wrong, by field, in the words of the form. */
export function faultsIn(draft: QuestionDraft): Partial<Record<DraftField, DraftFault>> {
  const faults: Partial<Record<DraftField, DraftFault>> = {};
  if (draft.name.trim() === '') faults.name = 'name';
  if (namesIn(draft.populationEvents).length === 0) faults.populationEvents = 'events';
  if (asksForEvents(draft.kind) && namesIn(draft.measureEvents).length === 0) faults.measureEvents = 'events';
  if (asksForField(draft.kind) && draft.field.trim() === '') faults.field = 'field';
  if (draft.strataBy === 'field' && draft.strataField.trim() === '') faults.strataField = 'field';
  if (draft.size !== '' && !/^[1-9]\d{0,8}$/.test(draft.size)) faults.size = 'number';
  if (!/^[1-9]\d{0,3}$/.test(draft.days) || Number(draft.days) > 3660) faults.days = 'number';
  const points = Number(draft.points.replace(',', '.'));
  if (!(points >= 0.5 && points <= 30)) faults.points = 'number';
  return faults;
}

function measureOf({ kind, measureChannels, measureEvents, field }: QuestionDraft): Question['measure'] {
  const where = { channels: [...measureChannels], events: namesIn(measureEvents) };
  if (kind === 'mean') return { kind, field: field.trim() };
  if (kind === 'reach') return { kind, identifier: field.trim() };
  return kind === 'rate' ? { kind, ...where, field: field.trim() } : { kind, ...where };
}

/** The question that a draft without faults says. Strata that are compared must be some: then it is the time of day. */
export function questionOf(draft: QuestionDraft): Question {
  const { name, compare, strataBy, strataField, days, points, confidence, size } = draft;
  const by = compare === 'stratum' && strataBy === 'none' ? 'day-part' : strataBy;
  return {
    title: { sv: name.trim(), en: name.trim() },
    population: {
      channels: [...draft.populationChannels],
      events: namesIn(draft.populationEvents),
      ...(size === '' ? {} : { size: Number(size) }),
    },
    measure: measureOf(draft),
    compare,
    strata: by === 'field' ? { by, field: strataField.trim() } : { by },
    days: Number(days),
    precision: {
      points: Number(points.replace(',', '.')),
      confidence: confidence === '90' ? 90 : confidence === '95' ? 95 : 99,
    },
  };
}
