import { expect, test } from 'vitest';
import { DomainError, type FieldFault } from '../../kernel/errors.ts';
import { checkPlanFile } from './plan-file.ts';

function faultsOf(plan: unknown): readonly FieldFault[] {
  try {
    checkPlanFile(plan);
    return [];
  } catch (error) {
    return error instanceof DomainError ? error.faults : [];
  }
}

const settings = { unknownNames: 'allow', unknownProperties: 'allow' };
const wrong = { type: 'track', name: 'Order Completed', version: 'one', status: 'live', mode: 'warn', schema: {} };
const plan = (events: number) => ({ samspelPlan: 1, settings, events: Array.from({ length: events }, () => wrong) });

test('every fault of a plan is told by its place, also beyond the eighth', () => {
  const versions = faultsOf(plan(12));
  expect(versions.map(({ field }) => field)).toEqual(Array.from({ length: 12 }, (_, nth) => `events.${nth}.version`));
  expect(versions[0]).toMatchObject({ found: '"one"' });
});

test('of a plan with more than 20 faults the last line says that there are more', () => {
  const faults = faultsOf(plan(200));
  expect(faults).toHaveLength(21);
  expect(faults.at(-1)).toEqual({
    field: '(more)',
    found: 'more faults',
    allowed: 'none; the first 20 are told here',
  });
});
