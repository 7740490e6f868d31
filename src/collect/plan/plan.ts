import type { CallType } from '../event.contract.ts';
import type { PlanMode, PlanStatus, UnknownRule, ViolationCode } from './plan.contract.ts';

/**
 * The tracking plan says what each event holds: a JSON Schema for each event name and version, and what is done with an
 * event that does not keep to it. This file knows the plan's words and holds an event against it; what makes a check of
 * a schema is `schema-compile.ts`.
 */
export type JsonSchema = { readonly [keyword: string]: unknown };
type Fields = Readonly<Record<string, unknown>>;

/** Which event of the plan: for `page` and `screen` the name `*` is every one that has no entry of its own. */
export type PlanName = { readonly type: CallType; readonly name: string };

/** One version of what an event holds, as the intake needs it. */
export type PlanVersion = PlanName & {
  readonly id: string;
  readonly version: number;
  readonly status: PlanStatus;
  readonly mode: PlanMode;
  readonly schema: JsonSchema;
};

export type PlanSettings = { readonly unknownNames: UnknownRule; readonly unknownProperties: UnknownRule };

/** In what an event does not keep to its plan. It never holds a value of the event, only of the plan. */
export type Violation = {
  readonly code: ViolationCode;
  /** The property in the plan's words: `products.*.price`. */
  readonly path: string;
  /** The same in this event: `products.3.price`. */
  readonly place: string;
  readonly found: string;
  readonly allowed: string;
};
/** What came of holding an event against the plan, when it did not hold. */
export type Held = {
  readonly mode: PlanMode;
  /** The version it was held against; 0 when there is none. */
  readonly version: number;
  readonly violations: readonly Violation[];
};

/** Holds the properties of an event against a schema; `undefined` when they hold. */
export type SchemaCheck = {
  readonly violations: (properties: unknown) => readonly Violation[] | undefined;
  /** The properties that the schema names at its top. */
  readonly names: ReadonlySet<string>;
};

/** Holds one event against the plan; `undefined` when it holds. */
export type PlanCheck = (
  call: { readonly type: CallType; readonly context?: Fields | null },
  name: string,
  properties: Fields,
) => Held | undefined;

/** Every page of a site has a name of its own; an entry under this name is for those that have none. */
export const ANY_NAME = '*';
const typesWithAnyName: ReadonlySet<CallType> = new Set(['page', 'screen']);

/** Whether the plan may have an entry of this name: only pages and screens have one for all. */
export function isPlanName({ type, name }: PlanName): boolean {
  if (type === 'track') return name !== '' && name !== ANY_NAME;
  return typesWithAnyName.has(type) ? name !== '' : name === type;
}

type Entry = { live: PlanVersion | undefined; readonly byVersion: Map<number, PlanVersion> };

function keyOf(type: CallType, name: string): string {
  return `${type} ${name}`;
}

/** The version that the event says it is of, as Segment's clients (`context.protocols`) or its properties tell it. */
export function saidVersion(context: Fields | null | undefined, properties: Fields): number | undefined {
  const protocols = context?.['protocols'];
  const said =
    (typeof protocols === 'object' && protocols !== null ? (protocols as Fields)['event_version'] : undefined) ??
    properties['schema_version'];
  if (typeof said === 'number') return Number.isInteger(said) ? said : undefined;
  if (typeof said !== 'string' || said.length > 40) return undefined;
  const [, major] = /^v?(\d{1,6})(?:[.-]|$)/.exec(said) ?? [];
  return major === undefined ? undefined : Number(major);
}

const strength: Readonly<Record<PlanMode, number>> = { observe: 0, warn: 1, block: 2 };

function stronger(a: PlanMode, b: PlanMode): PlanMode {
  return strength[a] >= strength[b] ? a : b;
}

// Read by the intake itself, so no plan has to name them.
const namesOfOurs: ReadonlySet<string> = new Set(['channel', 'schema_version']);
const MOST_UNPLANNED = 20;

/** A name may itself be somebody's address, where a source writes values as names. */
export function shownName(name: string): string {
  return /^[\p{L}_$][\p{L}\d_$ .:-]{0,59}$/u.test(name) && !/\d{4}/.test(name) ? name : '(a name that is not shown)';
}

function unplannedIn(properties: Fields, names: ReadonlySet<string>): Violation[] {
  const found: Violation[] = [];
  for (const name of Object.keys(properties)) {
    if (names.has(name) || namesOfOurs.has(name)) continue;
    found.push({
      code: 'unplanned',
      path: '(properties)',
      place: shownName(name),
      found: 'a property that is not planned',
      allowed: 'only planned properties',
    });
    if (found.length === MOST_UNPLANNED) break;
  }
  return found;
}

function unknownName(rule: UnknownRule): Held | undefined {
  if (rule === 'allow') return undefined;
  const violation = { code: 'name-unknown', path: '(event)', place: '(event)', found: 'a name that is not planned' };
  return { mode: rule, version: 0, violations: [{ ...violation, code: 'name-unknown', allowed: 'a planned name' }] };
}

/**
 * The plan as one check. `checkOf` is asked for each event, so it keeps what it compiled; one that gives nothing lets
 * everything pass. An empty plan gives `undefined`: then nothing is asked of any event.
 */
export function planCheck(
  versions: readonly PlanVersion[],
  settings: PlanSettings,
  checkOf: (version: PlanVersion) => SchemaCheck | undefined,
): PlanCheck | undefined {
  const entries = new Map<string, Entry>();
  for (const version of versions) {
    if (version.status === 'draft') continue;
    const key = keyOf(version.type, version.name);
    const entry: Entry = entries.get(key) ?? { live: undefined, byVersion: new Map() };
    entry.byVersion.set(version.version, version);
    if (version.status === 'live') entry.live = version;
    entries.set(key, entry);
  }
  if (entries.size === 0 && settings.unknownNames === 'allow') return undefined;
  return ({ type, context }, name, properties) => {
    const own = entries.get(keyOf(type, name));
    const entry = own ?? (typesWithAnyName.has(type) ? entries.get(keyOf(type, ANY_NAME)) : undefined);
    // Only track events are named by us; the names of pages are their titles.
    if (entry === undefined) return type === 'track' ? unknownName(settings.unknownNames) : undefined;
    return heldAgainst(entry, saidVersion(context, properties), properties, { settings, checkOf });
  };
}

type Rules = {
  readonly settings: PlanSettings;
  readonly checkOf: (version: PlanVersion) => SchemaCheck | undefined;
};

function heldAgainst(
  { live, byVersion }: Entry,
  said: number | undefined,
  properties: Fields,
  { settings, checkOf }: Rules,
): Held | undefined {
  const named = said === undefined ? undefined : byVersion.get(said);
  const version = named ?? live;
  const isUnknownVersion = said !== undefined && named === undefined;
  if (version === undefined) return isUnknownVersion ? undefined : unknownName(settings.unknownNames);
  const check = checkOf(version);
  const violations: Violation[] = [...(check?.violations(properties) ?? [])];
  if (isUnknownVersion)
    violations.push({
      code: 'version-unknown',
      path: '(event)',
      place: '(event)',
      found: `version ${said}`,
      allowed: `version ${[...byVersion.keys()].join(', ')}`,
    });
  let mode: PlanMode | undefined = violations.length > 0 ? version.mode : undefined;
  const isOpen = version.schema['additionalProperties'] === undefined;
  if (settings.unknownProperties !== 'allow' && isOpen && check !== undefined) {
    const unplanned = unplannedIn(properties, check.names);
    if (unplanned.length > 0) {
      violations.push(...unplanned);
      mode = stronger(mode ?? 'observe', settings.unknownProperties);
    }
  }
  return mode === undefined ? undefined : { mode, version: version.version, violations };
}

/** How a violation stands in the history and is counted: what, and where in the plan. */
export function violationKey({ code, path }: Violation): string {
  return `${code} ${path}`;
}
