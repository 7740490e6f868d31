import { toIso } from '../period.ts';
import type { Did, PlainValue, Rule, ValuePath, ValueTest } from './rule.ts';
import { type RuleLanguage, type Vocabulary, vocabulary } from './vocabulary.ts';
import type { Edge, Window } from './window.ts';

const MOST_LISTED = 5;

/** What things are called where a rule is read; what has no name there is called as the rule has it. */
export type RuleNames = {
  readonly segment?: (id: string) => string | undefined;
  readonly event?: (name: string) => string | undefined;
  readonly channel?: (id: string) => string | undefined;
  readonly identifier?: (type: string) => string | undefined;
};

type Saying = { readonly words: Vocabulary; readonly names: RuleNames };

function listed({ words }: Saying, values: readonly PlainValue[], name = (value: PlainValue) => JSON.stringify(value)) {
  const shown = values.slice(0, MOST_LISTED).map((value) => name(value));
  if (values.length > MOST_LISTED) shown.push(words.more(values.length - MOST_LISTED));
  return shown.join(` ${words.any} `);
}

/** The test of a value; one that is turned round is said so where that is exact, and else is `undefined`. */
function testInWords(saying: Saying, path: ValuePath, test: ValueTest, isSo = true): string | undefined {
  const { words } = saying;
  const value = path.join(' / ');
  switch (test.op) {
    case 'exists':
      return words.exists(value, isSo);
    case 'in':
      return words.in(value, listed(saying, test.values), isSo);
    case 'contains':
      return words.contains(value, JSON.stringify(test.text), isSo);
    case 'number':
      // "Not less than 5" is also true of a value that is missing, which "at least 5" would not say.
      return isSo ? `${value} ${words.compare[test.than]} ${test.value}` : undefined;
    case 'day':
      if (!isSo) return undefined;
      return `${value} ${words.day[test.than]} ${typeof test.day === 'string' ? test.day : edgeInWords(words, test.day)}`;
    default:
      return test satisfies never;
  }
}

/** With the zone where the rule names one; days are else the deployment's, which needs no words. */
const inZone = (text: string, zone: string | null): string => (zone === null ? text : `${text} (${zone})`);

function edgeInWords(words: Vocabulary, edge: Edge): string {
  if (edge.kind === 'at') return toIso(edge.at);
  if (edge.kind === 'day') return inZone(edge.day, edge.zone);
  if (edge.unit === 'hours') return words.ago(words.span.hours(edge.count));
  return inZone(edge.count === 0 ? words.today : words.ago(words.span[edge.unit](edge.count)), edge.zone);
}

function windowInWords(words: Vocabulary, { from, to }: Window): string[] {
  if (from === null && to === null) return [];
  if (from !== null && to !== null) return [words.between(edgeInWords(words, from), edgeInWords(words, to))];
  if (from !== null)
    return from.kind === 'ago'
      ? [inZone(words.within[from.unit](from.count), from.unit === 'hours' ? null : from.zone)]
      : [words.since(edgeInWords(words, from))];
  if (to === null) return [];
  return to.kind === 'ago' && to.count > 0
    ? [inZone(words.moreThanAgo(words.span[to.unit](to.count)), to.unit === 'hours' ? null : to.zone)]
    : [words.until(edgeInWords(words, to))];
}

function didInWords(saying: Saying, did: Did, isSo = true): string {
  const { words, names } = saying;
  const tests = did.properties.map(({ path, test }) => testInWords(saying, path, test));
  const event = did.event === null ? words.anything : (names.event?.(did.event) ?? did.event);
  const channels = did.channels ?? [];
  return [
    isSo ? words.did(event, did.atLeast) : words.didAtMost(event, did.atLeast - 1),
    ...(did.channels === null
      ? []
      : [words.channels(listed(saying, channels, (id) => names.channel?.(String(id)) ?? JSON.stringify(id)))]),
    ...(did.sources === null ? [] : [words.sources(listed(saying, did.sources))]),
    ...(did.products === null ? [] : [words.products(listed(saying, did.products))]),
    ...windowInWords(words, did.window),
    ...(tests.length === 0 ? [] : [words.where, tests.join(` ${words.all} `)]),
  ].join(' ');
}

/** The opposite of a rule, in the words of the rule where they can say it exactly. */
function oppositeInWords(saying: Saying, rule: Rule): string {
  const { words, names } = saying;
  const inner = (): string => words.not(inWords(saying, rule));
  if (rule.kind === 'attribute') return testInWords(saying, rule.path, rule.test, false) ?? inner();
  if (rule.kind === 'identifier') return words.has(names.identifier?.(rule.type) ?? rule.type, false);
  if (rule.kind === 'segment') return words.segment(names.segment?.(rule.id) ?? rule.id, false);
  return rule.kind === 'did' ? didInWords(saying, rule.did, false) : inner();
}

function inWords(saying: Saying, rule: Rule): string {
  const { words, names } = saying;
  switch (rule.kind) {
    case 'all':
    case 'any': {
      const parts = rule.of.map((each) => {
        const text = inWords(saying, each);
        return (each.kind === 'all' || each.kind === 'any') && each.of.length > 1 ? `(${text})` : text;
      });
      return parts.join(` ${words[rule.kind]} `);
    }
    case 'not':
      return oppositeInWords(saying, rule.of);
    case 'attribute':
      return testInWords(saying, rule.path, rule.test) ?? '';
    case 'identifier':
      return words.has(names.identifier?.(rule.type) ?? rule.type, true);
    case 'did':
      return didInWords(saying, rule.did);
    case 'segment':
      return words.segment(names.segment?.(rule.id) ?? rule.id, true);
    case 'goal':
      return words.goal(rule.id);
    default:
      return rule satisfies never;
  }
}

/** Says a rule in words, with the names that things have where it is read. */
export function ruleInWords(rule: Rule, language: RuleLanguage, names: RuleNames = {}): string {
  return inWords({ words: vocabulary[language], names }, rule);
}
