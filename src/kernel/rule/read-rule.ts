import { faultAt, type Fields, type Place, readFields, readList, readText, readWhole, within } from './form.ts';
import { readPath, readTest, TEST_FIELDS } from './read-test.ts';
import { readWindow, WINDOW_FIELDS } from './read-window.ts';
import { type Did, MOST_EVENT_CONDITIONS, MOST_NODES, nodesOf, type Rule, type ValueTest } from './rule.ts';
import type { Edge, Window } from './window.ts';

const KINDS = ['all', 'any', 'not', 'attribute', 'has', 'did', 'never', 'first', 'last', 'seenIn', 'segment', 'goal'];
const FILTERS = ['channel', 'source', 'product', 'properties'];
const COUNTS = ['atLeast', 'atMost', 'exactly'];
const MOST_TIMES = 10_000;
const MOST_NAMES = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads a rule from JSON into its primitives. Throws `field-invalid` that names the path, what was found and what is
 * allowed. `path` is where the rule stands in what was sent.
 */
export function readRule(value: unknown, path = 'rule'): Rule {
  const place: Place = { value, path, depth: 0 };
  const rule = readNode(place);
  demandSize(rule, place);
  return rule;
}

/** Throws when a rule, perhaps with its segments written out, is larger than a rule may be. */
export function demandSize(rule: Rule, place: Place): void {
  const nodes = nodesOf(rule);
  if (nodes.length > MOST_NODES) {
    throw faultAt({ ...place, value: nodes.length }, `at most ${MOST_NODES} conditions, with the segments written out`);
  }
  const events = nodes.filter((node) => node.kind === 'did').length;
  if (events > MOST_EVENT_CONDITIONS) {
    throw faultAt({ ...place, value: events }, `at most ${MOST_EVENT_CONDITIONS} conditions on events`);
  }
}

function kindOf(place: Place): string {
  const keys = typeof place.value === 'object' && place.value !== null ? Object.keys(place.value) : [];
  const [kind, other] = KINDS.filter((each) => keys.includes(each));
  if (kind === undefined || other !== undefined)
    throw faultAt(place, `a condition with exactly one of ${KINDS.join(', ')}`);
  return kind;
}

function readNode(place: Place): Rule {
  const kind = kindOf(place);
  switch (kind) {
    case 'all':
    case 'any': {
      const list = within(place, kind, readFields(place, [kind])[kind]);
      return { kind, of: readList(list, MOST_NODES, readNode) };
    }
    case 'not':
      return { kind, of: readNode(within(place, kind, readFields(place, [kind])[kind])) };
    case 'attribute': {
      const fields = readFields(place, [kind, ...TEST_FIELDS]);
      const { test, isTurned } = readTest(place, fields);
      const rule: Rule = { kind, path: readPath(within(place, kind, fields[kind])), test };
      return isTurned ? { kind: 'not', of: rule } : rule;
    }
    case 'has': {
      const at = within(place, kind, readFields(place, [kind])[kind]);
      const type = readText(at, 40);
      if (!/^[a-z][a-z_]{1,39}$/.test(type)) throw faultAt(at, 'a type of identifier, as email or phone');
      return { kind: 'identifier', type };
    }
    case 'segment':
    case 'goal':
      return { kind, id: readId(within(place, kind, readFields(place, [kind])[kind])) };
    default:
      return readEvents(place, kind);
  }
}

function readId(place: Place): string {
  const id = readText(place, 36);
  if (!UUID.test(id)) throw faultAt(place, 'an id, as 0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f');
  return id.toLowerCase();
}

function readNames(place: Place, fields: Fields, name: string): readonly string[] | null {
  if (fields[name] === undefined) return null;
  const at = within(place, name, fields[name]);
  return typeof at.value === 'string' ? [readText(at)] : readList(at, MOST_NAMES, (item) => readText(item));
}

function readProperty(place: Place): { readonly path: readonly string[]; readonly test: ValueTest } {
  const fields = readFields(place, ['property', ...TEST_FIELDS]);
  const { test, isTurned } = readTest(place, fields);
  if (isTurned) throw faultAt(within(place, 'exists', false), 'true; for events without a property, say not');
  return { path: readPath(within(place, 'property', fields['property'])), test };
}

function readEvents(place: Place, kind: string): Rule {
  const counts = kind === 'did' || kind === 'seenIn' ? COUNTS : [];
  const filters = kind === 'seenIn' ? FILTERS.filter((name) => name !== 'channel') : FILTERS;
  const fields = readFields(place, [kind, ...filters, ...WINDOW_FIELDS, ...counts]);
  const properties =
    fields['properties'] === undefined
      ? []
      : readList(within(place, 'properties', fields['properties']), 20, readProperty);
  const did: Did = {
    event: kind === 'seenIn' ? null : readText(within(place, kind, fields[kind])),
    atLeast: 1,
    window: readWindow(place, fields),
    channels: readNames(place, fields, kind === 'seenIn' ? kind : 'channel'),
    sources: readNames(place, fields, 'source'),
    products: readNames(place, fields, 'product'),
    properties,
  };
  if (kind === 'never') return { kind: 'not', of: { kind: 'did', did } };
  if (kind === 'first' || kind === 'last') return onlyWithin(place, kind, did);
  return counted(place, fields, did);
}

/** Counts are written as "at least" alone: at most n is not at least n + 1. */
function counted(place: Place, fields: Fields, did: Did): Rule {
  const given = COUNTS.filter((name) => fields[name] !== undefined);
  if (given.includes('exactly') && given.length > 1) throw faultAt(place, 'exactly, or atLeast and atMost');
  const times = (name: string, least: number): number | undefined =>
    fields[name] === undefined ? undefined : readWhole(within(place, name, fields[name]), least, MOST_TIMES);
  const exactly = times('exactly', 0);
  const most = exactly ?? times('atMost', 0);
  // "At most twice" is also true of somebody who never did.
  const least = exactly ?? times('atLeast', 1) ?? (most === undefined ? 1 : 0);
  if (most !== undefined && least > most) throw faultAt(place, 'atLeast that is not more than atMost');
  const parts: Rule[] = [];
  if (least > 0) parts.push({ kind: 'did', did: { ...did, atLeast: least } });
  if (most !== undefined) parts.push({ kind: 'not', of: { kind: 'did', did: { ...did, atLeast: most + 1 } } });
  const [first, second] = parts;
  return first !== undefined && second === undefined ? first : { kind: 'all', of: parts };
}

/** The first, or the last, of a kind lies within a window when there is one in it and none before, or none after. */
function onlyWithin(place: Place, kind: 'first' | 'last', did: Did): Rule {
  const edge: Edge | null = kind === 'first' ? did.window.from : did.window.to;
  if (did.window.from === null && did.window.to === null) throw faultAt(place, 'a window: within, since or until');
  const once: Rule = { kind: 'did', did };
  if (edge === null) return once;
  const outside: Window = kind === 'first' ? { from: null, to: edge } : { from: edge, to: null };
  return { kind: 'all', of: [once, { kind: 'not', of: { kind: 'did', did: { ...did, window: outside } } }] };
}
