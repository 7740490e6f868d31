import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../kernel/period.ts';
import { evenNumbers } from '../kernel/even-numbers.ts';
import { sources } from './criterion.ts';
import { judgeReadiness } from './data-readiness.ts';
import { openEventFacts, type SeenEvent } from './event-facts.ts';
import { periodOf, type ZonedQuestion } from './question.ts';
import { correctionWords, criterionWords, remedyWords } from './verdict-words.ts';
import type { Verdict } from './verdict.contract.ts';

const NOW = Date.parse('2026-11-22T09:00:00Z');
const DAYS = 120;
const ranks = ['good', 'usable', 'not-enough'];

const readers: ZonedQuestion = {
  title: { sv: 'Vem läser?', en: 'Who reads?' },
  population: { channels: ['store'], events: ['Receipt Issued'] },
  measure: { kind: 'share', channels: ['newsletter', 'sms'], events: ['Message Read'] },
  compare: 'channel',
  strata: { by: 'field', field: 'store' },
  days: DAYS,
  timeZone: 'UTC',
  precision: { points: 5, confidence: 95 },
};
const baskets: ZonedQuestion = {
  ...readers,
  measure: { kind: 'mean', field: 'total' },
  compare: 'stratum',
};

/** What is wrong with a world; in a clean one nothing is. */
const defects = [
  'silent-channel',
  'stale',
  'hole',
  'repeated',
  'field',
  'anonymous',
  'biased',
  'stratum',
  'few',
  'late',
] as const;
type Defect = (typeof defects)[number];

/** The criterion that must name the defect, and on which subject. */
const named: Readonly<Record<Defect, readonly [about: string, subject: string | null]>> = {
  'silent-channel': ['connected', 'sms'],
  stale: ['timely', 'newsletter'],
  hole: ['timely', 'store'],
  repeated: ['repeated', 'store'],
  field: ['field', 'store'],
  anonymous: ['identified', 'store'],
  biased: ['alike', 'value'],
  stratum: ['even', 'Kiruna'],
  few: ['number', null],
  late: ['late', 'newsletter'],
};

function randomFrom(seed: number): () => number {
  return evenNumbers(Math.imul(seed + 1, 0x9e3779b1));
}

/** The largest first; a tenth of the receipts come from Kiruna. */
const stores = ['Umeå', 'Malmö', 'Åre', 'Kiruna'];

/** Four months of receipts and messages; what a defect does to them stands where it does it. */
function* world(seed: number, planted: ReadonlySet<Defect>): Generator<SeenEvent> {
  const random = randomFrom(seed);
  const customers = planted.has('few') ? 60 + Math.floor(random() * 25) : 700;
  const event = (rest: Partial<SeenEvent> & { at: number }, fields: Record<string, string> = {}): SeenEvent => ({
    receivedAt: rest.at + 1000,
    channel: 'store',
    name: 'Receipt Issued',
    customer: '',
    isIdentified: true,
    content: `${rest.channel ?? ''} ${rest.customer ?? ''} ${rest.at}`,
    field: (name) => fields[name] ?? '',
    products: 1,
    ...rest,
  });
  // A mean is asked of each store by itself, so there it takes more.
  for (let i = 0; i < (planted.has('field') ? 6000 : 3000); i += 1) {
    const at = NOW - Math.floor(random() * DAYS * DAY_MS) - 1;
    if (planted.has('hole') && at > NOW - 60 * DAY_MS && at < NOW - 40 * DAY_MS) continue;
    const total = Math.round(200 + 800 * random());
    const store = stores[Math.floor(random() ** 3 * 4)] ?? '';
    let share = planted.has('anonymous') ? 0.6 : 0.92;
    if (planted.has('biased')) share = total > 600 ? 0.99 : 0.66;
    if (planted.has('stratum') && store === 'Kiruna') share = 0;
    const isIdentified = random() < share;
    const customer = isIdentified ? `k-${Math.floor(random() * customers)}` : `kvitto-${i}`;
    const lacks = planted.has('field') && random() < 0.25;
    const each = event(
      { at, customer, isIdentified },
      { store, order: String(i), ...(lacks ? {} : { total: String(total) }) },
    );
    yield each;
    if (planted.has('repeated') && random() < 0.06) yield { ...each, receivedAt: at + 5000 };
  }
  for (const channel of ['newsletter', 'sms']) {
    if (channel === 'sms' && planted.has('silent-channel')) continue;
    for (let i = 0; i < 1000; i += 1) {
      const at = NOW - Math.floor(random() * DAYS * DAY_MS) - 1;
      if (channel === 'newsletter' && planted.has('stale') && at > NOW - 21 * DAY_MS) continue;
      const isLate = channel === 'newsletter' && planted.has('late') && random() < 0.3;
      const customer = `k-${Math.floor(random() * 700)}`;
      yield event(
        { at, channel, name: 'Message Read', customer, receivedAt: at + (isLate ? 3 * DAY_MS : 1000) },
        { id: String(i) },
      );
    }
  }
}

function judge(
  seed: number,
  planted: ReadonlySet<Defect>,
  events: Iterable<SeenEvent> = world(seed, planted),
): Verdict {
  const question = planted.has('field') ? baskets : readers;
  const facts = openEventFacts(question, periodOf(question, NOW));
  for (const event of events) facts.add(event);
  return judgeReadiness({ question, facts: facts.result() }, NOW);
}

const faultsOf = (verdict: Verdict): string[] =>
  verdict.criteria.filter(({ grade }) => grade !== 'good').map(({ about, subject }) => `${about} ${subject}`);

/** What must be told of a world: what was planted, and what follows from it, counted here by itself. */
function expectedOf(events: readonly SeenEvent[], planted: ReadonlySet<Defect>): Set<string> {
  const expected = new Set([...planted].map((defect) => `${named[defect][0]} ${named[defect][1]}`));
  const receipts = events.filter(({ channel }) => channel === 'store');
  const share = receipts.filter(({ isIdentified }) => isIdentified).length / receipts.length;
  if (share < 0.8 && !planted.has('field')) expected.add('identified store');
  return expected;
}

/** Some defects for each seed; every fourth world is clean. */
function drawDefects(seed: number): Set<Defect> {
  const random = randomFrom(seed * 7 + 3);
  const drawn = new Set(seed % 4 === 0 ? [] : defects.filter(() => random() < 0.2));
  // The mean of a field asks for no customer and no other channel, so only these can be wrong with it.
  if (drawn.has('field')) return new Set([...drawn].filter((each) => ['field', 'hole', 'repeated'].includes(each)));
  // Nothing can be seen of how late a channel is that has been silent for weeks.
  if (drawn.has('stale')) drawn.delete('late');
  // Of few customers, or with nearly half unknown besides, the small bias that is planted is hidden in chance.
  if (drawn.has('few') || drawn.has('anonymous')) drawn.delete('biased');
  return drawn;
}

describe('data readiness', () => {
  test('in two hundred worlds every planted defect is named, and the clean ones are good', () => {
    const [missed, invented, clean]: [string[], string[], string[]] = [[], [], []];
    let [told, right, wanted] = [0, 0, 0];
    for (let seed = 0; seed < 200; seed += 1) {
      const planted = drawDefects(seed);
      const events = [...world(seed, planted)];
      const verdict = judge(seed, planted, events);
      const expected = expectedOf(events, planted);
      const faults = faultsOf(verdict);
      if (planted.size === 0) clean.push(verdict.verdict);
      wanted += expected.size;
      told += faults.length;
      right += faults.filter((fault) => expected.has(fault)).length;
      missed.push(...[...expected].filter((each) => !faults.includes(each)).map((each) => `${seed}: ${each}`));
      invented.push(...faults.filter((each) => !expected.has(each)).map((each) => `${seed}: ${each}`));
    }
    console.log(`planted defects: ${right} of ${wanted} named, ${right} of ${told} named were planted`);
    expect(clean.length).toBeGreaterThanOrEqual(50);
    expect(clean.every((each) => each === 'good')).toBe(true);
    expect(wanted).toBeGreaterThan(200);
    expect({ missed, invented }).toEqual({ missed: [], invented: [] });
  });

  test('the verdict is its worst criterion, and each remedy says what would then be', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const { verdict, criteria, remedies, corrections } = judge(seed, drawDefects(seed));
      expect(verdict).toBe(criteria[0]?.grade);
      expect(corrections.length > 0).toBe(verdict === 'usable');
      expect(remedies.length > 0).toBe(verdict !== 'good');
      for (const { code } of corrections) expect(Object.keys(correctionWords)).toContain(code);
      for (const { code } of remedies) expect(Object.keys(remedyWords)).toContain(code);
      for (const { source, code } of criteria) {
        expect(Object.keys(sources)).toContain(source);
        expect(Object.keys(criterionWords)).toContain(code);
      }
      for (const { after } of remedies) expect(ranks.indexOf(after)).toBeLessThanOrEqual(ranks.indexOf(verdict));
    }
  });

  test('too few names at the till: the cheapest remedy asks there, for as many more as are needed', () => {
    const verdict = judge(4, new Set(['anonymous']));
    const { events, identified } = verdict.totals;
    expect(verdict.verdict).toBe('usable');
    expect(verdict.remedies[0]).toMatchObject({ code: 'ask-at-till', effort: 'routine', after: 'good' });
    expect(verdict.remedies[0]?.params['more']).toBe(Math.round(0.8 * events - identified));
    expect(verdict.corrections).toEqual([{ code: 'say-of-known', params: { share: 1 - identified / events } }]);
    const interviews = verdict.remedies.find(({ code }) => code === 'interview-anonymous');
    expect(interviews?.params['more']).toBe(Math.ceil(385 * (1 - identified / events) ** 2));
  });

  test('a channel that nobody has connected is not enough; it can be left out of the question, or connected', () => {
    const { verdict, remedies } = judge(8, new Set(['silent-channel', 'repeated']));
    expect(verdict).toBe('not-enough');
    expect(remedies.map(({ code, after }) => [code, after])).toEqual([
      ['leave-channel-out', 'usable'],
      ['connect-channel', 'usable'],
      ['number-events', 'not-enough'],
    ]);
  });

  test('where nobody is identified in a stratum no weight helps', () => {
    const { verdict, criteria, remedies } = judge(12, new Set(['stratum']));
    expect(verdict).toBe('not-enough');
    expect(criteria[0]).toMatchObject({ about: 'even', code: 'stratum-out-of-reach', subject: 'Kiruna' });
    expect(remedies[0]).toMatchObject({
      code: 'ask-in-stratum',
      params: { stratum: 'Kiruna', from: 0 },
      after: 'good',
    });
  });

  test('by another count of the receipts, those that never came are missed', () => {
    const sized = { ...readers, population: { ...readers.population, size: 10_000 } };
    const facts = openEventFacts(sized, periodOf(sized, NOW));
    for (const event of world(16, new Set())) facts.add(event);
    const { verdict, criteria } = judgeReadiness({ question: sized, facts: facts.result() }, NOW);
    expect(verdict).toBe('not-enough');
    expect(criteria[0]).toMatchObject({ about: 'size', found: 0.3, params: { events: 3000, size: 10_000 } });
  });
});
