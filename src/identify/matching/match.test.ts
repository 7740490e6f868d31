import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Matching, matchPeople } from './match.ts';
import { bCubed, membershipOf, pairwise, type Score, scoreOf } from './partition-score.ts';
import { layOut, type People, type PersonRecord } from './people.ts';
import { personFields, type PersonValues } from './person-field.ts';

const examples = resolve(import.meta.dirname, '../../../examples/identity');

function rowsOf(file: string): Record<string, string>[] {
  const lines = readFileSync(join(examples, file), 'utf8').trim().split('\n');
  const [header = [], ...rows] = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

/** The same even numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const fakeRows = rowsOf('fake_1000.csv');
const fakeRecords = fakeRows.map((row): PersonRecord => {
  const {
    unique_id: id = '',
    first_name: givenName = '',
    surname = '',
    dob: birthDate = '',
    city = '',
    email = '',
  } = row;
  return { id, list: 0, values: { givenName, surname, birthDate, city, email } };
});
const febrlRecords = (['febrl4a.csv', 'febrl4b.csv'] as const).flatMap((file, index) =>
  rowsOf(file).map((row): PersonRecord => {
    const { rec_id: id = '', given_name: givenName = '', surname = '', address_1: address = '' } = row;
    const { suburb: city = '', postcode = '', date_of_birth: birthDate = '', soc_sec_id: nationalId = '' } = row;
    const values = { givenName, surname, address, city, postcode, birthDate, nationalId };
    return { id, list: index === 0 ? 0 : 1, values };
  }),
);

function judge(people: People, matching: Matching, personOf: (id: string) => string) {
  const numbers = new Map<string, number>();
  const truth = people.ids.map((id) => {
    const person = personOf(id);
    if (!numbers.has(person)) numbers.set(person, numbers.size);
    return numbers.get(person) ?? -1;
  });
  const found = [...matching.pairs()];
  const right = found.filter(({ a, b }) => truth[a] === truth[b]).length;
  const sizes = new Map<number, number>();
  for (const person of truth) sizes.set(person, (sizes.get(person) ?? 0) + 1);
  const truePairs = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const membership = membershipOf(matching.clusters, people.count);
  return {
    truePairs,
    pairs: scoreOf(right, found.length, truePairs),
    clusters: pairwise(membership, truth),
    cubed: bCubed(membership, truth),
  };
}

function tell(name: string, scores: Record<string, Score | number>): void {
  const texts = Object.entries(scores).map(([what, score]) =>
    typeof score === 'number'
      ? `${what} ${score}`
      : `${what} P ${score.precision.toFixed(4)} R ${score.recall.toFixed(4)} F1 ${score.f1.toFixed(4)}`,
  );
  console.info(`${name}, threshold 0.5 without labels: ${texts.join('; ')}`);
}

const options = { threshold: 0.5, oneToOne: false, random: randomOf(1) };

describe('real lists, at a threshold that no label has chosen', () => {
  const clusterOf = new Map(fakeRows.map((row) => [row['unique_id'] ?? '', row['cluster'] ?? '']));

  test('fake_1000: F1 is 0.86 or more of the pairs, and of the clusters that the guard makes of them', () => {
    const people = layOut(fakeRecords, personFields, 1);
    const scores = judge(people, matchPeople(people, options), (id) => clusterOf.get(id) ?? '');
    tell('fake_1000', scores);
    expect(scores.truePairs).toBe(2031);
    expect(scores.pairs.f1).toBeGreaterThanOrEqual(0.86);
    expect(scores.clusters.f1).toBeGreaterThanOrEqual(0.86);
    expect(scores.clusters.precision).toBeGreaterThanOrEqual(0.99);
    expect(scores.cubed.f1).toBeGreaterThanOrEqual(0.86);
  });

  test.each([
    ['between the lists', 2, false],
    ['between the lists, one to one', 2, true],
    ['as one list', 1, false],
  ] as const)('Febrl 4, %s: F1 is 0.999 or more', (name, listCount, oneToOne) => {
    const people = layOut(febrlRecords, personFields, listCount);
    const matching = matchPeople(people, { ...options, oneToOne });
    const scores = judge(people, matching, (id) => id.split('-')[1] ?? '');
    tell(`Febrl 4 ${name}`, scores);
    expect(scores.truePairs).toBe(5000);
    for (const score of [scores.pairs, scores.clusters, scores.cubed]) expect(score.f1).toBeGreaterThanOrEqual(0.999);
    if (oneToOne)
      for (const [a = 0, b = 0, ...more] of matching.clusters) {
        expect(more).toEqual([]);
        expect(people.lists[a]).not.toBe(people.lists[b]);
      }
  });
});

describe('laws', () => {
  const some = fakeRecords.slice(0, 200);
  const idsOf = (records: readonly PersonRecord[]): string[] => {
    const people = layOut(records, personFields, 1);
    const { clusters } = matchPeople(people, { ...options, random: randomOf(1) });
    return clusters.map((cluster) => cluster.map((record) => people.ids[record]).join(' ')).toSorted();
  };

  test('the order of the records does not matter', () => {
    const expected = idsOf(some);
    expect(expected.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.shuffledSubarray([...some], { minLength: some.length }), (shuffled) => {
        expect(idsOf(shuffled)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  test('records kept apart are never one person, though all they say is the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: some.length, maxLength: some.length }),
        (marks) => {
          const people = layOut(
            some.map((record, index) => ({ ...record, apart: marks[index] === 0 ? '' : String(marks[index]) })),
            personFields,
            1,
          );
          for (const cluster of matchPeople(people, options).clusters) {
            const marked = new Set(cluster.map((record) => people.apart[record] ?? 0).filter((mark) => mark !== 0));
            expect(marked.size).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test('the steps of an explanation sum up to the weight, and say the probability of the pair, either way round', () => {
    const people = layOut(some, personFields, 1);
    const matching = matchPeople(people, options);
    for (const { a, b, probability } of [...matching.pairs()].slice(0, 100)) {
      const { startBits, steps, householdBits, bits, probability: explained } = matching.explain(a, b);
      const sum = steps.reduce((total, step) => total + step.bits + step.rarityBits, startBits + householdBits);
      expect(sum).toBeCloseTo(bits, 9);
      expect(explained).toBeCloseTo(probability, 6);
      expect(matching.explain(b, a).bits).toBeCloseTo(bits, 9);
    }
  });

  const lists: [string, PersonValues[]][] = [
    ['nobody', []],
    ['one', [{ surname: 'Ek' }]],
    ['people of whom nothing is known', [{}, {}, {}]],
    ['two who are the same', [{ email: 'a@b.se' }, { email: 'a@b.se' }]],
  ];
  test.each(lists)('a list of %s is no fault', (_name, values) => {
    const people = layOut(
      values.map((each, index) => ({ id: String(index), list: 0, values: each })),
      personFields,
      1,
    );
    expect(matchPeople(people, options).clusters.length).toBeLessThanOrEqual(1);
  });
});
