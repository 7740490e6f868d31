import { expect, test } from 'vitest';
import { comparisons, homeLevels } from '../../../../src/identify/matching/comparison.ts';
import { aspects, comparisonsOf, levelWords } from './looks.ts';

test('every level that the matching knows has its word, and every aspect its line', () => {
  const levels = [...comparisons.flatMap((each) => each.levels), ...homeLevels.map((each) => each.level)];
  expect(levels.filter((level) => !Object.hasOwn(levelWords, level))).toEqual([]);
  expect([...comparisons.map((each) => each.field), 'home'].toSorted()).toEqual([...aspects].toSorted());
});

test('two records stand line by line, with what each line says where both say it', () => {
  const side = { id: '', name: null, identifiers: [], firstSeenAt: '', lastSeenAt: '' };
  const steps = [{ aspect: 'surname', level: 'same', bits: 6, rarityBits: 1.5 }];
  const lines = comparisonsOf({
    a: { ...side, values: { surname: 'Öst', city: 'Umeå' } },
    b: { ...side, values: { surname: 'Öst' } },
    waterfall: { startBits: -8, steps, householdBits: 0, bits: -0.5, probability: 0.4 },
  });
  expect(lines).toEqual([
    { aspect: 'surname', values: ['Öst', 'Öst'], agrees: { level: 'same', bits: 7.5 } },
    { aspect: 'home', values: ['Umeå', ''], agrees: undefined },
  ]);
});
