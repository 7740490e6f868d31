import { csvCell, plain } from '../kernel/plain-text.ts';
import type { Matching } from './matching/match.ts';
import type { People } from './matching/people.ts';
import { probabilityOf, type Waterfall } from './matching/weight.ts';

/** What a match came to, before it is written for people, programs or spreadsheets. */
export type MatchResult = {
  readonly people: People;
  readonly matching: Matching;
  readonly files: readonly string[];
  readonly badRows: number;
  readonly columns: readonly string[];
};

type Ends = readonly [a: number, b: number];
/** Records that are one person, with what each but the first is joined by: the surest pair with one before it. */
type Group = {
  readonly records: readonly number[];
  readonly joins: readonly { readonly ends: Ends; readonly why: Waterfall }[];
};

/** The clusters, or with `pairs` the pairs, the surest first; a cluster is as sure as its weakest join. */
export function groupsOf({ matching }: MatchResult, pairs: boolean): Group[] {
  const found = pairs ? [...matching.pairs()].map(({ a, b }) => [a, b]) : matching.clusters;
  const groups = found.map((records) => ({ records, joins: joinsOf(records, matching) }));
  return groups.toSorted((a, b) => sureness(b) - sureness(a) || (a.records[0] ?? 0) - (b.records[0] ?? 0));
}

/** The surest way to reach all records from the first, one join each. */
function joinsOf(records: readonly number[], { explain }: Matching): Group['joins'] {
  const [first, ...rest] = records;
  if (first === undefined) return [];
  const best = new Map(rest.map((record) => [record, { ends: [first, record] as Ends, why: explain(first, record) }]));
  const joins: { ends: Ends; why: Waterfall }[] = [];
  while (best.size > 0) {
    const [record, join] = [...best].reduce((a, b) => (b[1].why.bits > a[1].why.bits ? b : a));
    best.delete(record);
    joins.push(join);
    for (const [other, known] of best) {
      const why = explain(record, other);
      if (why.bits > known.why.bits) best.set(other, { ends: [record, other], why });
    }
  }
  return joins;
}

function sureness({ joins }: Group): number {
  return joins.reduce((least, { why }) => Math.min(least, why.bits), Infinity);
}

function presentWhy(why: Waterfall) {
  return {
    startBits: rounded(why.startBits),
    steps: why.steps.map(({ aspect, level, bits, rarityBits }) => ({
      field: aspect,
      level,
      bits: rounded(bits),
      rarityBits: rounded(rarityBits),
    })),
    householdBits: rounded(why.householdBits),
    bits: rounded(why.bits),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Six digits, and never quite 1: nothing here is that sure. */
function presentProbability(value: number): number {
  return Math.floor(Math.min(value, 0.999_999) * 1e6) / 1e6;
}

function nameOf({ people, files }: MatchResult, record: number) {
  return { id: people.ids[record] ?? '', file: files[people.lists[record] ?? 0] ?? '' };
}

export function* matchAsJson(result: MatchResult, groups: readonly Group[], pairs: boolean): Generator<string> {
  const { people, matching, badRows, columns } = result;
  const summary = { records: people.count, compared: matching.compared, found: groups.length, badRows, columns };
  yield `{"summary":${JSON.stringify(summary)},"${pairs ? 'pairs' : 'clusters'}":[`;
  for (const [index, group] of groups.entries()) {
    const presented = {
      probability: presentProbability(probabilityOf(sureness(group))),
      records: group.records.map((record) => nameOf(result, record)),
      joins: group.joins.map(({ ends, why }) => ({
        a: nameOf(result, ends[0]),
        b: nameOf(result, ends[1]),
        probability: presentProbability(why.probability),
        why: presentWhy(why),
      })),
    };
    yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(presented)}`;
  }
  yield '\n]}\n';
}

/** For a spreadsheet as it opens in Sweden: one row a record, with the number of its cluster or pair. */
export function* matchAsCsv(result: MatchResult, groups: readonly Group[], pairs: boolean): Generator<string> {
  yield `\uFEFF${[pairs ? 'pair' : 'cluster', 'id', 'file', 'joined_to', 'probability', 'bits', 'why'].join(';')}\r\n`;
  for (const [index, { records, joins }] of groups.entries())
    for (const record of records) {
      const join = joins.find(({ ends }) => ends[1] === record);
      const { id, file } = nameOf(result, record);
      const reached = join === undefined ? '' : nameOf(result, join.ends[0]).id;
      const figures =
        join === undefined ? ['', ''] : [comma(presentProbability(join.why.probability), 6), comma(join.why.bits, 1)];
      const cells = [String(index + 1), id, file, reached, ...figures, join === undefined ? '' : stepsText(join.why)];
      yield `${cells.map(csvCell).join(';')}\r\n`;
    }
}

function comma(value: number, digits: number): string {
  return value.toFixed(digits).replace('.', ',');
}

function stepsText({ startBits, steps, householdBits }: Waterfall): string {
  const parts = steps.map(({ aspect, level, bits, rarityBits }) => `${aspect} ${level} ${signed(bits + rarityBits)}`);
  const family = householdBits < -0.05 ? [`may be a household ${signed(householdBits)}`] : [];
  return [`start ${signed(startBits)}`, ...parts, ...family].join(', ');
}

function signed(bits: number): string {
  return `${bits < 0 ? '' : '+'}${bits.toFixed(1)}`;
}

/** The report for people: what it came to, then the groups, each record with what is known and what joins it. */
export function* matchForPeople(
  result: MatchResult,
  groups: readonly Group[],
  { pairs, limit }: { readonly pairs: boolean; readonly limit: number },
): Generator<string> {
  const { people, matching, files, badRows, columns } = result;
  const inGroups = new Set(groups.flatMap(({ records }) => records)).size;
  yield `${number(people.count)} records of ${files.map((file) => plain(file)).join(' and ')} by ${columns.map((column) => plain(column)).join(', ')}; ${number(matching.compared)} pairs compared.\n`;
  yield `${number(groups.length)} ${pairs ? 'pairs' : 'clusters'} of one person, ${number(inGroups)} records in them.\n`;
  if (badRows > 0) yield `${number(badRows)} rows could not be read and are left out.\n`;
  if (groups.length > limit && limit > 0) yield `\nThe ${limit} surest of ${number(groups.length)}:\n`;
  for (const group of groups.slice(0, limit)) {
    yield `\n${percent(probabilityOf(sureness(group)))} one person\n`;
    for (const record of group.records) {
      const { id, file } = nameOf(result, record);
      const values = people.columns
        .map(({ codes, values: of }) => of[codes[record] ?? 0] ?? '')
        .filter((text) => text !== '');
      yield `  ${plain(id, 40)}${files.length > 1 ? ` (${plain(file)})` : ''}: ${values.map((text) => plain(text, 60)).join(', ')}\n`;
    }
    for (const { ends, why } of group.joins)
      yield `    ${ends.map((end) => plain(people.ids[end] ?? '', 40)).join(' = ')}: ${signed(why.bits)} bits: ${stepsText(why)}\n`;
  }
}

/** Never "100 %": nothing here is that sure. */
function percent(probability: number): string {
  const share = probability * 100;
  return share > 99.9 ? 'over 99.9 %' : `${share.toFixed(1)} %`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
