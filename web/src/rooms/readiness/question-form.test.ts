import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { QuestionSchema } from '../../../../src/understand/question.contract.ts';
import { emptyDraft, faultsIn, namesIn, questionOf } from './question-form.ts';

test('a draft without faults says a question that the server takes, whatever is measured', () => {
  for (const kind of ['share', 'time', 'rate', 'mean', 'reach'] as const)
    for (const strataBy of ['none', 'day-part', 'field'] as const) {
      const draft = {
        ...emptyDraft,
        name: 'Vem läser?',
        kind,
        field: 'email',
        strataBy,
        strataField: 'store',
        points: '2,5',
        size: '900',
      };
      expect(faultsIn(draft)).toEqual({});
      expect(Value.Check(QuestionSchema, questionOf(draft))).toBe(true);
    }
});

test('each field that cannot be read is told of by itself', () => {
  const draft = {
    ...emptyDraft,
    populationEvents: ' , ',
    measureEvents: '',
    strataBy: 'field',
    days: '0',
    points: 'tio',
    size: '-4',
  } as const;
  expect(faultsIn(draft)).toEqual({
    name: 'name',
    populationEvents: 'events',
    measureEvents: 'events',
    strataField: 'field',
    days: 'number',
    points: 'number',
    size: 'number',
  });
  expect(faultsIn({ ...emptyDraft, name: 'a', kind: 'reach' })).toEqual({ field: 'field' });
});

test('names stand between commas, each once', () => {
  expect(namesIn('Receipt Issued,  Order Completed, Receipt Issued,')).toEqual(['Receipt Issued', 'Order Completed']);
});
