import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from './event-rows.ts';
import { type Portion, stepsOf } from './import-steps.ts';

async function* portionsOf(sizes: readonly number[]): AsyncGenerator<Portion> {
  let next = 0;
  for (const size of sizes) {
    const outcomes = Array.from({ length: size }, (): Outcome => {
      next += 1;
      return { kind: 'bad', line: next, field: '', reason: '', body: '' };
    });
    yield { outcomes, rowsRead: next, bytesRead: next, passed: {} };
  }
}

test('from wherever an import goes on, every outcome that is left comes once, in order, in steps that join', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1300), { maxLength: 8 }), fc.nat(6000), async (sizes, wanted) => {
      const total = sizes.reduce((sum, each) => sum + each, 0);
      const from = Math.min(wanted, total);
      const lines: number[] = [];
      let next = from;
      for await (const step of stepsOf(portionsOf(sizes), from)) {
        expect(step.from).toBe(next);
        next += step.outcomes.length;
        lines.push(...step.outcomes.map((each) => each.line));
      }
      expect(lines).toEqual(Array.from({ length: total - from }, (_, index) => from + index + 1));
    }),
  );
});

test('the last step says how far the whole file goes, also when nothing came of its end', async () => {
  const steps: number[] = [];
  for await (const step of stepsOf(portionsOf([3, 0]), 0)) steps.push(step.rowsRead);
  expect(steps).toEqual([3]);
});
