import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { agreementOf } from '../src/identify/matching/agreement.ts';
import { type BlockingRule, blockingRules, blockPeople, visitPairs } from '../src/identify/matching/blocking.ts';
import { layOut, type People } from '../src/identify/matching/people.ts';
import { type PersonField, personFields } from '../src/identify/matching/person-field.ts';
import { type ClickHouse, createClickHouse } from '../src/store/clickhouse.ts';
import { runEngine } from '../src/store/embedded/engine.ts';
import { makeRecords } from './made/people.ts';
import type { Bench } from './run.ts';

/**
 * Which is better at putting records side by side and comparing them: our own code, or ClickHouse SQL with its
 * `jaroWinklerSimilarity` and `damerauLevenshteinDistance`? Both group the same made-up records by the same rules, visit
 * each pair once and count the pairs by how they agree, in one run. Learning, weighing and clusters are left out of both.
 */
const RECORDS = 200_000;
const MOST_IN_BLOCK = 50;
const ENGINE_MB = 6000;
const TICKS_A_SECOND = 100;

export const bench: Bench = async ({ records = RECORDS }) => {
  const people = layOut(makeRecords(records, new Map()), personFields, 1);
  const ours = compareHere(people);
  const folder = await mkdtemp(join(tmpdir(), 'samspel-identity-'));
  const log = { info: () => {}, warn: console.warn, error: console.error };
  const engine = await runEngine({ dataFolder: folder, log, memoryMb: ENGINE_MB });
  const clickhouse = createClickHouse(new URL('/default', engine.url).href);
  try {
    await fill(clickhouse, people);
    const byThreads: Record<string, Compared> = {};
    for (const threads of [1, 2]) byThreads[`sql${threads}`] = await compareThere(clickhouse, engine.pid(), threads);
    const figures = { records, ours, ...byThreads };
    for (const [name, { seconds, cpuSeconds, pairs, patterns, peakMb }] of Object.entries({ ours, ...byThreads }))
      process.stdout.write(
        `${name.padEnd(6)} ${seconds} s, ${cpuSeconds} s of one core, ${pairs} pairs, ${patterns} patterns, peak ${peakMb} MB\n`,
      );
    return figures;
  } finally {
    await clickhouse.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

type Compared = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly pairs: number;
  readonly patterns: number;
  readonly peakMb: number;
};

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function compareHere(people: People): Compared {
  const [from, cpuBefore] = [performance.now(), process.cpuUsage()];
  const agreement = agreementOf(people);
  const counts = new Map<number, number>();
  let pairs = 0;
  visitPairs(blockPeople(people, MOST_IN_BLOCK), people, (i, j) => {
    pairs += 1;
    const pattern = agreement.patternOf(i, j);
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  });
  const cpu = process.cpuUsage(cpuBefore);
  return {
    seconds: rounded((performance.now() - from) / 1000),
    cpuSeconds: rounded((cpu.user + cpu.system) / 1e6),
    pairs,
    patterns: counts.size,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function fill(clickhouse: ClickHouse, people: People): Promise<void> {
  const columns = personFields.map((field) => `${field} String`).join(', ');
  await clickhouse.command({ query: `CREATE TABLE people (i UInt32, ${columns}) ENGINE = MergeTree ORDER BY i` });
  function* rows(): Generator<object> {
    for (let i = 0; i < people.count; i += 1)
      yield {
        i,
        ...Object.fromEntries(people.columns.map(({ field, codes, values }) => [field, values[codes[i] ?? 0] ?? ''])),
      };
  }
  await clickhouse.insert({ table: 'people', values: Readable.from(rows()), format: 'JSONEachRow' });
}

/** The parts of values that the rules group by, in SQL, taken from the rules themselves. */
function keySql(rule: BlockingRule, depth: number): string {
  const key = rule[depth];
  if (key === undefined) throw new Error('a rule has no key at this depth');
  if (key.field === 'email' && key.part('a@b') === 'a') return `splitByChar('@', email)[1]`;
  const length = key.part('x'.repeat(40)).length;
  return length === 40 ? key.field : `substringUTF8(${key.field}, 1, ${length})`;
}

/** In which group of the rule a record is: divided by the next key where a group is too large, as our own code does. */
function groupSql(rule: BlockingRule): string {
  const keys = rule.map((_, depth) => keySql(rule, depth));
  const prefix = (depth: number): string => `cityHash64(${[depth, ...keys.slice(0, depth + 1)].join(', ')})`;
  const says = (depth: number): string =>
    keys
      .slice(0, depth + 1)
      .map((key) => `${key} != ''`)
      .join(' AND ');
  const steps = keys.map(
    (_, depth) =>
      `NOT (${says(depth)}), 0, count() OVER (PARTITION BY ${prefix(depth)}) <= ${MOST_IN_BLOCK}, ${prefix(depth)}`,
  );
  const last = prefix(keys.length - 1);
  const piece = `intDiv(row_number() OVER (PARTITION BY ${last} ORDER BY i) - 1, ${MOST_IN_BLOCK})`;
  return `multiIf(${steps.join(', ')}, cityHash64(${last}, ${piece}))`;
}

const nameLevel = (field: PersonField): string => {
  const likeness = `jaroWinklerSimilarity(a.${field}, b.${field})`;
  return `multiIf(a.${field} = '' OR b.${field} = '', 0, a.${field} = b.${field}, 1, ${likeness} >= 0.92, 2, ${likeness} >= 0.88, 3, ${likeness} >= 0.7, 4, 5)`;
};
const slips = (field: PersonField): string => `damerauLevenshteinDistance(a.${field}, b.${field})`;
const when = (field: PersonField, ...levels: readonly string[]): string =>
  `multiIf(a.${field} = '' OR b.${field} = '', 0, a.${field} = b.${field}, 1, ${levels.join(', ')})`;
const day = (side: 'a' | 'b'): string => `toRelativeDayNum(parseDateTimeBestEffortOrZero(${side}.birthDate))`;
const days = `abs(${day('a')} - ${day('b')})`;

const levels: readonly string[] = [
  nameLevel('surname'),
  nameLevel('givenName'),
  when(
    'birthDate',
    `${slips('birthDate')} <= 1`,
    '2',
    `${days} <= 31`,
    '3',
    `${days} <= 366`,
    '4',
    `${days} <= 3653`,
    '5',
    '6',
  ),
  when('nationalId', `${slips('nationalId')} = 1`, '2', `${slips('nationalId')} = 2`, '3', '4'),
  when(
    'email',
    `splitByChar('@', a.email)[1] = splitByChar('@', b.email)[1]`,
    '2',
    `jaroWinklerSimilarity(a.email, b.email) < 0.8`,
    '5',
    `${slips('email')} <= 2`,
    '3',
    `jaroWinklerSimilarity(a.email, b.email) >= 0.88`,
    '4',
    '5',
  ),
  when('phone', `${slips('phone')} <= 1`, '2', '3'),
  when(
    'address',
    `jaroWinklerSimilarity(a.address, b.address) >= 0.92`,
    '2',
    `jaroWinklerSimilarity(a.address, b.address) >= 0.8`,
    '3',
    '4',
  ),
  when('postcode', `${slips('postcode')} <= 1`, '2', '3'),
  when('city', `jaroWinklerSimilarity(a.city, b.city) >= 0.88`, '2', '3'),
];

async function compareThere(clickhouse: ClickHouse, pid: number, threads: number): Promise<Compared> {
  const [from, cpuBefore] = [performance.now(), await cpuSecondsOf(pid)];
  const settings = `SETTINGS max_threads = ${threads}`;
  await clickhouse.command({ query: 'DROP TABLE IF EXISTS grouped' });
  const groups = blockingRules.map((rule, r) => `${groupSql(rule)} AS g${r}`);
  await clickhouse.command({
    query: `CREATE TABLE grouped ENGINE = Memory AS SELECT *, ${groups.join(', ')} FROM people ${settings}`,
  });
  const counts = new Map<string, number>();
  let pairs = 0;
  for (const [r] of blockingRules.entries()) {
    const earlier = blockingRules.slice(0, r).map((_, e) => `AND NOT (a.g${e} != 0 AND a.g${e} = b.g${e})`);
    const result = await clickhouse.query({
      query: `SELECT toString(tuple(${levels.join(', ')})) AS pattern, toUInt32(count()) AS n
        FROM grouped AS a INNER JOIN grouped AS b ON a.g${r} = b.g${r}
        WHERE a.g${r} != 0 AND a.i < b.i ${earlier.join(' ')}
        GROUP BY pattern ${settings}`,
      format: 'JSONEachRow',
    });
    for (const { pattern, n } of await result.json<{ pattern: string; n: number }>()) {
      counts.set(pattern, (counts.get(pattern) ?? 0) + n);
      pairs += n;
    }
  }
  return {
    seconds: rounded((performance.now() - from) / 1000),
    cpuSeconds: rounded((await cpuSecondsOf(pid)) - cpuBefore),
    pairs,
    patterns: counts.size,
    peakMb: await peakMbOf(pid),
  };
}

async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

async function peakMbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
