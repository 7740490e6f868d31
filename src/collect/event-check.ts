import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ErrorCode, FieldFault } from '../kernel/errors.ts';
import { DAY_MS, type Instant } from '../kernel/period.ts';
import { type Call, CallSchema, EVENT_LIMIT_BYTES } from './event.contract.ts';
import {
  attributesOf,
  channelOf,
  correctedTime,
  type EventIdentifier,
  identifiersOf,
  lineWithoutCustomer,
  nameOf,
  productsOf,
  propertiesOf,
  traitsOf,
} from './event.ts';
import { readIsoTime } from './instant-text.ts';
import type { Held, PlanCheck } from './plan/plan.ts';
import { leftOutOf, mayHoldSecrets, secretIdentifiersIn, withoutNumbers, withoutSecrets } from './secret-field.ts';

/** A call that holds, ready for the history but for its customer. */
export type GoodCall = {
  readonly isGood: true;
  readonly identifiers: readonly EventIdentifier[];
  readonly attributes: Readonly<Record<string, unknown>> | undefined;
  readonly at: Instant;
  readonly line: string;
};
export type BadCall = { readonly isGood: false; readonly code: ErrorCode; readonly faults: readonly FieldFault[] };

/** What is known of a call besides itself. */
export type Circumstances = {
  readonly receivedAt: Instant;
  readonly sentAt: Instant | undefined;
  readonly source: string;
  readonly keyChannel: string | null;
  readonly newId: () => string;
  /** Whether any identifier will do. The Segment spec wants a user id or an anonymous id. */
  readonly takesAnyIdentifier: boolean;
  /** The most bytes of one event; without it the spec's. */
  readonly mostBytes?: number | undefined;
  /** Which of the identifiers really say who somebody is, in their one form. */
  readonly usable: (identifiers: readonly EventIdentifier[]) => readonly EventIdentifier[];
  /** The tracking plan; none when it is empty. */
  readonly plan?: PlanCheck | undefined;
  /** The secret types that are taken in; without it none is. */
  readonly takes?: ReadonlySet<string> | undefined;
};

const check = Compile(CallSchema);
// One for each field: asked for its faults the whole schema stops at the eighth.
const fieldChecks = Object.entries<TSchema & { readonly description?: string }>(CallSchema.properties).map(
  ([field, schema]) => ({
    field,
    check: Compile(schema),
    isRequired: CallSchema.required.some((each) => each === field),
    allowed: schema.description ?? 'what the spec says',
  }),
);

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const json = JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}

function bad(field: string, found: string, allowed: string, code: ErrorCode = 'field-invalid'): BadCall {
  return { isGood: false, code, faults: [{ field, found, allowed }] };
}

function schemaFaults(raw: unknown): BadCall {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return bad('(event)', shown(raw), 'an object');
  const given = raw as Readonly<Record<string, unknown>>;
  const faults = fieldChecks
    .filter(({ field, check: ofField, isRequired }) =>
      Object.hasOwn(given, field) ? !ofField.Check(given[field]) : isRequired,
    )
    .map(({ field, allowed }) => ({ field, found: shown(given[field]), allowed }));
  return { isGood: false, code: 'field-invalid', faults };
}

const MOST_LEVELS = 32;

/** Copied with care such a name is data; copied without, it changes every object of whoever copies. */
function reachesPrototype(value: object): boolean {
  if (Object.hasOwn(value, '__proto__')) return true;
  if (!Object.hasOwn(value, 'constructor')) return false;
  const { constructor: made } = value as { readonly constructor: unknown };
  return typeof made === 'object' && made !== null && Object.hasOwn(made, 'prototype');
}

/** What is wrong with the tree of the call, whatever it means. */
function treeFault(value: object, levels = MOST_LEVELS): BadCall | undefined {
  if (levels === 0)
    return bad('properties', `more than ${MOST_LEVELS} levels`, `at most ${MOST_LEVELS} levels of nesting`);
  if (reachesPrototype(value)) return bad('(event)', 'a field called __proto__', 'names that reach no prototype');
  for (const each of Object.values(value)) {
    const fault = typeof each === 'object' && each !== null ? treeFault(each as object, levels - 1) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

type TimeField = 'timestamp' | 'originalTimestamp' | 'sentAt';

function timeOf(call: Call, { receivedAt, sentAt }: Circumstances): Instant | BadCall {
  const times: Partial<Record<TimeField, Instant>> = {};
  for (const field of ['timestamp', 'originalTimestamp', 'sentAt'] as const) {
    const written = call[field];
    if (written === undefined || written === null || written === '') continue;
    const at = readIsoTime(written, 'UTC');
    if (at === undefined) return bad(field, shown(written), 'a time in ISO 8601, as 2026-11-22T08:00:00Z');
    times[field] = at;
  }
  const at = correctedTime(receivedAt, times.originalTimestamp ?? times.timestamp, times.sentAt ?? sentAt);
  if (at >= 0 && at <= receivedAt + DAY_MS) return at;
  const found = new Date(at);
  return bad(
    'timestamp',
    Number.isNaN(found.getTime()) ? String(at) : found.toISOString(),
    'a time from 1970 to a day from now',
  );
}

const requiredByType: Readonly<Partial<Record<Call['type'], 'event' | 'groupId' | 'previousId'>>> = {
  track: 'event',
  group: 'groupId',
  alias: 'previousId',
};

function missingIn(call: Call): BadCall | undefined {
  const required = requiredByType[call.type];
  if (required !== undefined && !call[required]) {
    return bad(required, shown(call[required]), `a text: ${call.type} needs it`);
  }
  if (call.type === 'alias' && !call.userId)
    return bad('userId', shown(call.userId), 'a text: alias needs it', 'identifiers-missing');
  if (call.messageId && (/\p{Cc}/u.test(call.messageId) || !call.messageId.isWellFormed())) {
    return bad('messageId', shown(call.messageId), 'a text without control characters or halves of characters');
  }
  return undefined;
}

/** An event that the plan blocks. What was found is told by its kind, never by its value. */
function blocked({ violations }: Held): BadCall {
  const faults = violations.map(({ place, found, allowed }) => ({
    field: place.startsWith('(') ? place : `properties.${place}`,
    found,
    allowed,
  }));
  return { isGood: false, code: 'plan-violated', faults };
}

/** Whether the event is larger than one may be, as it was sent. */
function sizeFault(raw: object, line: string, { mostBytes = EVENT_LIMIT_BYTES }: Circumstances): BadCall | undefined {
  // A character takes at most three bytes, so most events need not be measured.
  if (line.length <= mostBytes / 3) return undefined;
  const bytes = Buffer.byteLength(JSON.stringify(raw));
  if (bytes <= mostBytes) return undefined;
  return bad('(event)', `${bytes} bytes`, `at most ${mostBytes} bytes an event`, 'body-too-large');
}

/** Judges one call: either it holds and is ready, or every fault is named. */
export function judgeCall(raw: unknown, circumstances: Circumstances): GoodCall | BadCall {
  if (!check.Check(raw)) return schemaFaults(raw);
  const call: Call = raw;
  const missing = missingIn(call);
  if (missing !== undefined) return missing;
  const fault = treeFault(raw);
  if (fault !== undefined) return fault;
  const given = identifiersOf(call);
  const identifiers = circumstances.usable(given);
  const isSomebody = circumstances.takesAnyIdentifier
    ? identifiers.length > 0
    : identifiers.some((each) => each.type === 'user_id' || each.type === 'anonymous_id');
  if (!isSomebody) return nobody(call, given, circumstances);
  const at = timeOf(call, circumstances);
  if (typeof at !== 'number') return at;
  const held = circumstances.plan?.(call, nameOf(call), propertiesOf(call));
  if (held?.mode === 'block') return blocked(held);
  const known = { at, messageId: call.messageId || circumstances.newId(), held };
  const line = lineFor({ call, identifiers, ...known }, circumstances);
  const tooLarge = sizeFault(raw, line, circumstances);
  if (tooLarge !== undefined) return tooLarge;
  if (mayHoldSecrets(line)) return withoutItsSecrets({ call, identifiers: given, ...known }, circumstances);
  return { isGood: true, identifiers, attributes: attributesOf(call), at, line };
}

const nothingTaken: ReadonlySet<string> = new Set();

function nobody(call: Call, given: readonly EventIdentifier[], { takes = nothingTaken }: Circumstances): BadCall {
  const found = `userId ${shown(call.userId ?? undefined)}, anonymousId ${shown(call.anonymousId ?? undefined)}`;
  const judged = bad('userId', found, 'a userId or an anonymousId that says who it is', 'identifiers-missing');
  const faults = leftOutOf(given, [], takes).map(({ type, because }) => ({
    field: 'context.externalIds',
    found: type,
    allowed: because === 'not-valid' ? 'a number with its right last digit' : 'types that are switched on',
  }));
  return { ...judged, faults: [...judged.faults, ...faults] };
}

type Writing = {
  readonly call: Call;
  readonly identifiers: readonly EventIdentifier[];
  readonly at: Instant;
  readonly messageId: string;
  readonly held: Held | undefined;
};

function lineFor({ call, ...known }: Writing, { keyChannel, source, receivedAt }: Circumstances): string {
  const properties = propertiesOf(call);
  return lineWithoutCustomer({
    ...known,
    type: call.type,
    name: nameOf(call),
    channel: channelOf(call, keyChannel),
    source,
    properties,
    context: call.context ?? {},
    products: productsOf(properties),
    receivedAt,
  });
}

/** A call that may hold personal numbers: they count as identifiers, and it is written down without them. */
function withoutItsSecrets(writing: Writing, circumstances: Circumstances): GoodCall {
  const { call, at, held } = writing;
  const given = [...writing.identifiers, ...secretIdentifiersIn(traitsOf(call))];
  const identifiers = circumstances.usable(given);
  const leftOut = leftOutOf(given, identifiers, circumstances.takes ?? nothingTaken);
  const bare = withoutSecrets(call) as Call;
  const kept = leftOut.length === 0 ? bare : { ...bare, context: { ...bare.context, leftOut } };
  // What the plan found wrong is told with what stood there.
  const told = held && (JSON.parse(withoutNumbers(JSON.stringify(held))) as Held);
  const line = lineFor({ ...writing, call: kept, identifiers, held: told }, circumstances);
  return { isGood: true, identifiers, attributes: attributesOf(bare), at, line };
}
