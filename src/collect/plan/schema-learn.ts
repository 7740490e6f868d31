import { type FormatName, formatNames, hasFormat } from './format.ts';
import type { Evidence } from './plan-report.contract.ts';
import { type JsonSchema, shownName } from './plan.ts';

/**
 * Learns what an event holds from events that came: a draft for somebody to look at, with what it rests on. Every event
 * learnt from holds under what was learnt, but for those that lack a property which nearly all have; how many those are
 * stands in the evidence.
 */
export type Sample = { readonly customer: string; readonly properties: unknown };

/** What nearly every event has is required; the few that lack it are what the plan is there to find. */
const REQUIRED_SHARE = 0.995;
const MOST_LEVELS = 6;
const MOST_FIELDS = 200;
const MOST_NODES = 500;
const MOST_VALUES = 200;
/** A value is shown as it is when at least as many customers have it: then it is the shop's, not somebody's. */
const PUBLIC_CUSTOMERS = 5;
const LONGEST_NAME = 200;
const LONGEST_VALUE = 60;
const ENUM_VALUES = 12;
const ENUM_EVENTS = 50;
const ENUM_REPEATS = 10;
const FORMAT_EVENTS = 10;
const EXAMPLES = 3;
/** An amount a hundred times too large is most often one in öre; ten times the largest power leaves room for the rest. */
const ROOM_ABOVE = 10;
/** Above this a number is no amount, and its limit would be no number. */
const LARGEST_AMOUNT = 1e15;

type Kind = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';
type Value = { count: number; readonly customers: Set<string> };

/** What has been seen at one place. */
type Node = {
  readonly kinds: Map<Kind, number>;
  /** How often each value came; undefined when there are too many to tell apart. */
  values: Map<string | number | boolean, Value> | undefined;
  formats: FormatName[];
  shortest: number;
  least: number;
  largest: number;
  fields: Map<string, Node> | undefined;
  items: Node | undefined;
};

type Learning = { nodes: number };

function newNode(): Node {
  return {
    kinds: new Map(),
    values: new Map(),
    formats: [...formatNames],
    shortest: Infinity,
    least: Infinity,
    largest: -Infinity,
    fields: new Map(),
    items: undefined,
  };
}

function kindOf(value: unknown): Kind | undefined {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean' || typeof value === 'string' || typeof value === 'object') return typeof value as Kind;
  return undefined;
}

function see(learning: Learning, node: Node, value: unknown, customer: string, level: number): void {
  const kind = kindOf(value);
  if (kind === undefined) return;
  node.kinds.set(kind, (node.kinds.get(kind) ?? 0) + 1);
  if (typeof value === 'string') seeText(node, value);
  if (typeof value === 'number') {
    node.least = Math.min(node.least, value);
    node.largest = Math.max(node.largest, value);
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    seeValue(node, value, customer);
  if (level >= MOST_LEVELS || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) {
      node.items ??= nodeWithin(learning);
      if (node.items === undefined) return;
      see(learning, node.items, each, customer, level + 1);
    }
  } else seeFields(learning, node, value, customer, level);
}

function nodeWithin(learning: Learning): Node | undefined {
  if (learning.nodes >= MOST_NODES) return undefined;
  learning.nodes += 1;
  return newNode();
}

function seeFields(learning: Learning, node: Node, value: object, customer: string, level: number): void {
  for (const [name, each] of Object.entries(value)) {
    if (node.fields === undefined) return;
    if (name === '__proto__' || name.length > LONGEST_NAME || shownName(name) !== name) continue;
    const field = node.fields.get(name) ?? nodeWithin(learning);
    if (field === undefined) continue;
    node.fields.set(name, field);
    see(learning, field, each, customer, level + 1);
    // So many names are no names but values: an object by product, by day or by person.
    if (node.fields.size > MOST_FIELDS) node.fields = undefined;
  }
}

function seeText(node: Node, value: string): void {
  node.shortest = Math.min(node.shortest, value.length);
  if (node.formats.length > 0) node.formats = node.formats.filter((format) => hasFormat(format, value));
}

function seeValue(node: Node, value: string | number | boolean, customer: string): void {
  if (node.values === undefined) return;
  const known = node.values.get(value) ?? { count: 0, customers: new Set<string>() };
  known.count += 1;
  if (known.customers.size < PUBLIC_CUSTOMERS) known.customers.add(customer);
  node.values.set(value, known);
  if (node.values.size > MOST_VALUES) node.values = undefined;
}

const looksPersonal = /@|\d{6}|\d[\d\s().-]{6,}\d|^(\d{1,3}\.){3}\d{1,3}$/;

function isPublic(value: string | number | boolean, { customers }: Value): boolean {
  if (typeof value === 'boolean') return true;
  const text = String(value);
  const isPlain = text.length <= LONGEST_VALUE && text.isWellFormed() && !/\p{Cc}/u.test(text);
  return isPlain && customers.size >= PUBLIC_CUSTOMERS && !looksPersonal.test(text);
}

/** The form of a text without what it says: letters become x, digits 0. */
export function shapeOf(text: string): string {
  const shape = text.replaceAll(/[\p{L}\p{N}]/gu, (sign) =>
    /\p{N}/u.test(sign) ? '0' : /\p{Lu}/u.test(sign) ? 'X' : 'x',
  );
  return shape.length > LONGEST_VALUE ? `${shape.slice(0, LONGEST_VALUE - 1)}…` : shape;
}

/** A number says what it is by its limits; only as a text its shape says something more. */
function exampleOf([value, each]: readonly [string | number | boolean, Value]): string[] {
  if (isPublic(value, each)) return [String(value)];
  return typeof value === 'number' ? [] : [shapeOf(String(value))];
}

function examplesOf({ values }: Node): string[] {
  const common = [...(values ?? [])].toSorted(([, a], [, b]) => b.count - a.count).slice(0, EXAMPLES);
  return [...new Set(common.flatMap(exampleOf))];
}

const amounts =
  /price|pris|amount|belopp|total|value|revenue|tax|moms|discount|rabatt|shipping|cost|sum|rate|score|minutes/i;

/** The enumeration of a text that has few values, all of them the shop's own; undefined when it is no such text. */
function enumOf(node: Node, texts: number): (string | null)[] | undefined {
  const { values, kinds } = node;
  const isText = [...kinds.keys()].every((kind) => kind === 'string' || kind === 'null');
  // One value that always came is most often the only one so far.
  if (!isText || values === undefined || values.size < 2 || values.size > ENUM_VALUES) return undefined;
  if (texts < ENUM_EVENTS || texts < values.size * ENUM_REPEATS) return undefined;
  if (![...values].every(([value, each]) => isPublic(value, each))) return undefined;
  const texted = [...values.keys()].map(String).toSorted();
  return kinds.has('null') ? [...texted, null] : texted;
}

function formatOf(node: Node, texts: number): FormatName | undefined {
  return texts < FORMAT_EVENTS ? undefined : node.formats[0];
}

/** The kinds as a schema says them. An amount that has been whole so far need not be so tomorrow. */
function typesOf(kinds: ReadonlyMap<Kind, number>, name: string): Kind[] {
  const isDecimal = kinds.has('number') || amounts.test(name);
  const found = [...kinds.keys()].map((kind) => (kind === 'integer' && isDecimal ? 'number' : kind));
  return [...new Set(found)].toSorted();
}

type Place = { readonly name: string; readonly path: string; readonly seen: number; readonly of: number };

function schemaOf(node: Node, place: Place, evidence: Evidence[]): JsonSchema {
  const types = typesOf(node.kinds, place.name);
  const texts = node.kinds.get('string') ?? 0;
  const format = formatOf(node, texts);
  const values = format === undefined ? enumOf(node, texts) : undefined;
  if (place.path !== '') evidence.push(evidenceOf(node, place, format));
  const [only] = types;
  return {
    ...(types.length === 0 ? {} : { type: types.length === 1 ? only : types }),
    ...(format === undefined ? {} : { format }),
    ...(values === undefined ? {} : { enum: values }),
    ...(format === undefined && values === undefined && texts >= ENUM_EVENTS && node.shortest > 0
      ? { minLength: 1 }
      : {}),
    ...rangeOf(node, place.name),
    ...(types.includes('object') ? fieldsOf(node, place.path, evidence) : {}),
    ...(node.items === undefined ? {} : { items: itemsOf(node.items, place.path, evidence) }),
  };
}

function itemsOf(items: Node, path: string, evidence: Evidence[]): JsonSchema {
  const seen = [...items.kinds.values()].reduce((sum, count) => sum + count, 0);
  return schemaOf(items, { name: '', path: `${path}.*`, seen, of: seen }, evidence);
}

function rangeOf({ least, largest }: Node, name: string): JsonSchema {
  if (least < 0 || largest < least) return {};
  const isCounted = amounts.test(name) || (Number.isInteger(largest) && largest < 10_000);
  if (!isCounted || largest === 0 || largest > LARGEST_AMOUNT) return { minimum: 0 };
  return { minimum: 0, maximum: ROOM_ABOVE * 10 ** Math.max(0, Math.ceil(Math.log10(largest))) };
}

function fieldsOf(node: Node, path: string, evidence: Evidence[]): JsonSchema {
  const of = node.kinds.get('object') ?? 0;
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, field] of node.fields ?? []) {
    const seen = [...field.kinds.values()].reduce((sum, count) => sum + count, 0);
    if (seen / of >= REQUIRED_SHARE) required.push(name);
    properties[name] = schemaOf(field, { name, path: path === '' ? name : `${path}.${name}`, seen, of }, evidence);
  }
  return { properties, ...(required.length > 0 ? { required } : {}) };
}

function evidenceOf(node: Node, { path, seen, of }: Place, format: FormatName | undefined): Evidence {
  const share = of === 0 ? 0 : seen / of;
  const isRequired = share >= REQUIRED_SHARE && !path.endsWith('*');
  const hasNumbers = node.largest >= node.least;
  return {
    path,
    events: seen,
    share,
    isRequired,
    missing: isRequired ? of - seen : 0,
    kinds: Object.fromEntries(node.kinds),
    format: format ?? null,
    distinct: node.values?.size ?? null,
    least: hasNumbers ? node.least : null,
    largest: hasNumbers ? node.largest : null,
    examples: examplesOf(node),
  };
}

export type LearntPlan = { readonly sampled: number; readonly schema: JsonSchema; readonly evidence: Evidence[] };

/** Gathers samples one by one, so that they need not be in memory together. */
export function startLearning(): { readonly take: (sample: Sample) => void; readonly result: () => LearntPlan } {
  const learning = { nodes: 0 };
  const root = newNode();
  let sampled = 0;
  return {
    take({ customer, properties }) {
      sampled += 1;
      see(learning, root, properties, customer, 0);
    },
    result() {
      const evidence: Evidence[] = [];
      const place = { name: '', path: '', seen: sampled, of: sampled };
      return { sampled, schema: { ...schemaOf(root, place, evidence), type: 'object' }, evidence };
    },
  };
}
