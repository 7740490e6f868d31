import { toIso } from '../period.ts';
import type { Did, PlainValue, Rule, ValuePath, ValueTest } from './rule.ts';
import type { Edge, Window } from './window.ts';

export type RuleLanguage = 'sv' | 'en';
const MOST_LISTED = 5;

const vocabulary = {
  en: {
    all: 'and',
    any: 'or',
    not: (inner: string) => `not (${inner})`,
    more: (count: number) => `${count} more`,
    exists: (value: string) => `${value} is known`,
    in: (value: string, list: string) => `${value} is ${list}`,
    contains: (value: string, text: string) => `${value} contains ${text}`,
    compare: { '<': 'is less than', '<=': 'is at most', '>': 'is more than', '>=': 'is at least' },
    day: { '<': 'is before', '>=': 'is on or after' },
    has: (type: string) => `has an identifier of the type ${type}`,
    did: (event: string, count: number) => `did ${event} at least ${count} ${count === 1 ? 'time' : 'times'}`,
    anything: 'anything',
    channels: (list: string) => `in ${list}`,
    sources: (list: string) => `from the source ${list}`,
    products: (list: string) => `with the product ${list}`,
    where: 'where',
    since: (edge: string) => `since ${edge}`,
    until: (edge: string) => `before ${edge}`,
    hours: (count: number) => `${count} hours ago`,
    days: (count: number) => `the beginning of the day ${count} days ago`,
    months: (count: number) => `the beginning of the day ${count} months ago`,
    segment: (name: string) => `is in the segment ${name}`,
    goal: (id: string) => `has reached the goal ${id} (not known of anybody yet)`,
  },
  sv: {
    all: 'och',
    any: 'eller',
    not: (inner: string) => `inte (${inner})`,
    more: (count: number) => `${count} till`,
    exists: (value: string) => `${value} är känt`,
    in: (value: string, list: string) => `${value} är ${list}`,
    contains: (value: string, text: string) => `${value} innehåller ${text}`,
    compare: { '<': 'är mindre än', '<=': 'är högst', '>': 'är mer än', '>=': 'är minst' },
    day: { '<': 'är före', '>=': 'är den dagen eller senare:' },
    has: (type: string) => `har en identifierare av typen ${type}`,
    did: (event: string, count: number) => `gjorde ${event} minst ${count} ${count === 1 ? 'gång' : 'gånger'}`,
    anything: 'något',
    channels: (list: string) => `i ${list}`,
    sources: (list: string) => `från källan ${list}`,
    products: (list: string) => `med produkten ${list}`,
    where: 'där',
    since: (edge: string) => `sedan ${edge}`,
    until: (edge: string) => `före ${edge}`,
    hours: (count: number) => `${count} timmar sedan`,
    days: (count: number) => `början av dagen för ${count} dagar sedan`,
    months: (count: number) => `början av dagen för ${count} månader sedan`,
    segment: (name: string) => `är i målgruppen ${name}`,
    goal: (id: string) => `har nått målet ${id} (ännu inte känt om någon)`,
  },
} as const;

type Words = (typeof vocabulary)[RuleLanguage];

function listed(words: Words, values: readonly PlainValue[]): string {
  const shown = values.slice(0, MOST_LISTED).map((value) => JSON.stringify(value));
  if (values.length > MOST_LISTED) shown.push(words.more(values.length - MOST_LISTED));
  return shown.join(` ${words.any} `);
}

function testInWords(words: Words, path: ValuePath, test: ValueTest): string {
  const value = path.join(' / ');
  switch (test.op) {
    case 'exists':
      return words.exists(value);
    case 'in':
      return words.in(value, listed(words, test.values));
    case 'contains':
      return words.contains(value, JSON.stringify(test.text));
    case 'number':
      return `${value} ${words.compare[test.than]} ${test.value}`;
    case 'day':
      return `${value} ${words.day[test.than]} ${typeof test.day === 'string' ? test.day : edgeInWords(words, test.day)}`;
    default:
      return test satisfies never;
  }
}

function edgeInWords(words: Words, edge: Edge): string {
  if (edge.kind === 'at') return toIso(edge.at);
  if (edge.kind === 'ago' && edge.unit === 'hours') return words.hours(edge.count);
  const text = edge.kind === 'day' ? edge.day : words[edge.unit](edge.count);
  return edge.zone === null ? text : `${text} (${edge.zone})`;
}

function windowInWords(words: Words, { from, to }: Window): string[] {
  return [
    ...(from === null ? [] : [words.since(edgeInWords(words, from))]),
    ...(to === null ? [] : [words.until(edgeInWords(words, to))]),
  ];
}

function didInWords(words: Words, did: Did): string {
  const tests = did.properties.map(({ path, test }) => testInWords(words, path, test));
  return [
    words.did(did.event ?? words.anything, did.atLeast),
    ...(did.channels === null ? [] : [words.channels(listed(words, did.channels))]),
    ...(did.sources === null ? [] : [words.sources(listed(words, did.sources))]),
    ...(did.products === null ? [] : [words.products(listed(words, did.products))]),
    ...windowInWords(words, did.window),
    ...(tests.length === 0 ? [] : [words.where, tests.join(` ${words.all} `)]),
  ].join(' ');
}

/** Says a rule in words. `segmentName` gives a segment's name; without one its id stands. */
export function ruleInWords(
  rule: Rule,
  language: RuleLanguage,
  segmentName: (id: string) => string | undefined = () => undefined,
): string {
  const words = vocabulary[language];
  switch (rule.kind) {
    case 'all':
    case 'any': {
      const parts = rule.of.map((each) => {
        const text = ruleInWords(each, language, segmentName);
        return (each.kind === 'all' || each.kind === 'any') && each.of.length > 1 ? `(${text})` : text;
      });
      return parts.join(` ${words[rule.kind]} `);
    }
    case 'not':
      return words.not(ruleInWords(rule.of, language, segmentName));
    case 'attribute':
      return testInWords(words, rule.path, rule.test);
    case 'identifier':
      return words.has(rule.type);
    case 'did':
      return didInWords(words, rule.did);
    case 'segment':
      return words.segment(segmentName(rule.id) ?? rule.id);
    case 'goal':
      return words.goal(rule.id);
    default:
      return rule satisfies never;
  }
}
