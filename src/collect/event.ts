import type { Static } from 'typebox';
import type { IdentifierSchema } from '../kernel/contract.ts';
import { isSecretType, PROTECTED } from '../kernel/identifier-settings.ts';
import type { Instant } from '../kernel/period.ts';
import type { Call, CallType } from './event.contract.ts';
import { type Held, violationKey } from './plan/plan.ts';

/**
 * An event is one thing that a customer did or met, in a channel, at a time. This file reads from a call of the
 * Segment spec what the house calls things: when it was, in which channel, about which products, about whom.
 */
export type EventIdentifier = Static<typeof IdentifierSchema>;
type Fields = Readonly<Record<string, unknown>>;

/** An event as the history keeps it. */
export type HistoryEvent = {
  readonly customerId: string;
  /** The identifier by which it found its customer; where none is said, the event stays with the customer for good. */
  readonly subject?: string;
  readonly at: Instant;
  readonly messageId: string;
  readonly type: CallType;
  readonly name: string;
  readonly channel: string;
  readonly source: string;
  readonly identifiers: readonly EventIdentifier[];
  readonly properties: Fields;
  readonly context: Fields;
  readonly products: readonly string[];
  readonly receivedAt: Instant;
  /** In what it does not keep to the tracking plan; nothing when it does. */
  readonly held?: Held | undefined;
};

/**
 * One line of NDJSON in the columns of the history, without the customer, who is known last. ClickHouse reads no half of
 * a surrogate pair, and one line that it cannot read would hold up the segment of all the others.
 */
export function lineWithoutCustomer(event: Omit<HistoryEvent, 'customerId' | 'subject'>): string {
  const { held } = event;
  return JSON.stringify({
    // First the two that say which message it is: see `linesIn`.
    message_id: event.messageId,
    source: event.source,
    at: new Date(event.at).toISOString(),
    type: event.type,
    name: event.name.toWellFormed(),
    channel: event.channel,
    // What stands beside a secret identifier is for the customer's own tables only, and so is its hash.
    identifiers: event.identifiers.map(bareIdentifier),
    properties: event.properties,
    context: event.context,
    products: event.products.map((each) => each.toWellFormed()),
    received_at: new Date(event.receivedAt).toISOString(),
    ...(held === undefined ? {} : violationColumns(held)),
  });
}

function violationColumns({ mode, version, violations }: Held) {
  return {
    violations: [...new Set(violations.map((each) => violationKey(each).toWellFormed()))],
    violation_details: JSON.stringify({ version, violations }),
    violation_mode: mode,
  };
}

function bareIdentifier({ type, value }: EventIdentifier): EventIdentifier {
  return { type, value: isSecretType(type) ? PROTECTED : value };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

export function lineOf(customerId: string, lineWithout: string, subject: string = NOBODY): string {
  return `{"customer":"${customerId}","subject":"${subject}",${lineWithout.slice(1)}\n`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fieldsIn(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** Clocks of telephones are wrong; the time between happening and sending is right by the same clock. */
export function correctedTime(
  receivedAt: Instant,
  original: Instant | undefined,
  sentAt: Instant | undefined,
): Instant {
  if (original === undefined) return receivedAt;
  return sentAt === undefined ? original : receivedAt - (sentAt - original);
}

const channelPattern = /^[a-z][a-z0-9-]{0,39}$/;
// What other clients call things: a library's word for where it runs is not always a channel of ours.
const channelByForeignName = new Map([
  ['mobile', 'app'],
  ['browser', 'web'],
  ['server', ''],
]);

function channelIn(value: unknown): string | undefined {
  const word = text(value)?.trim().toLowerCase();
  if (word === undefined) return undefined;
  const channel = channelByForeignName.get(word) ?? word;
  return channelPattern.test(channel) ? channel : undefined;
}

/** The channel that the event names, else the key's, else what the kind of call tells. */
export function channelOf(call: Call, keyChannel: string | null): string {
  return (
    channelIn(call.context?.['channel']) ??
    channelIn(call.properties?.['channel']) ??
    keyChannel ??
    (call.type === 'screen' ? 'app' : 'web')
  );
}

// An invoice of a wholesaler has more than a thousand lines.
const MOST_PRODUCTS = 5000;
const LONGEST_PRODUCT = 200;

function productsIn(fields: Fields): string[] {
  return [fields['product_id'], fields['sku']]
    .map((value) => (typeof value === 'number' ? String(value) : text(value)))
    .filter((id) => id !== undefined && id.length <= LONGEST_PRODUCT) as string[];
}

/** Products that the event names, in the words of Segment's e-commerce spec. */
export function productsOf(properties: Fields): string[] {
  const list = Array.isArray(properties['products']) ? properties['products'].slice(0, MOST_PRODUCTS) : [];
  const found = [...productsIn(properties), ...list.flatMap((each) => productsIn(fieldsIn(each)))];
  return found.length < 2 ? found : [...new Set(found)];
}

/** What a list of events shows. */
export function nameOf(call: Call): string {
  if (call.type === 'track') return call.event ?? '';
  if (call.type !== 'page' && call.type !== 'screen') return call.type;
  const title = text(call.name) ?? text(call.properties?.['name']) ?? text(call.properties?.['title']) ?? call.type;
  return title.slice(0, 300);
}

/** What an identify tells of the customer. RudderStack's client in browsers tells it in the context. */
export function traitsOf({ traits, context }: Pick<Call, 'traits' | 'context'>): Fields {
  return traits && Object.keys(traits).length > 0 ? traits : fieldsIn(context?.['traits']);
}

/** The free part of the call: what is told of the event, of the customer or of the group. */
export function propertiesOf(call: Call): Fields {
  const { type, properties, traits, groupId, previousId } = call;
  if (type === 'identify') return traitsOf(call);
  if (type === 'group') return { ...traits, groupId };
  return type === 'alias' ? { previousId } : (properties ?? {});
}

const typePattern = /^[a-z][a-z_]{1,39}$/;
const MOST_EXTERNAL_IDS = 10;

function externalIds(context: Fields): EventIdentifier[] {
  const given: unknown[] = Array.isArray(context['externalIds']) ? context['externalIds'] : [];
  return given.slice(0, MOST_EXTERNAL_IDS).flatMap((each) => {
    const { type, id } = fieldsIn(each);
    // A user id is given in its own field only: there the guard of the spec stands.
    const isOurs = typeof type === 'string' && typePattern.test(type) && type !== 'user_id';
    return isOurs && text(id) !== undefined ? [{ type, value: String(id) }] : [];
  });
}

/** Everything in the call that says who the customer is, as it was written. */
export function identifiersOf(call: Call): EventIdentifier[] {
  const context = call.context ?? {};
  const traits = call.type === 'identify' ? traitsOf(call) : fieldsIn(context['traits']);
  const given: (readonly [string, unknown])[] = [
    ['user_id', call.userId],
    ['anonymous_id', call.anonymousId],
    ['anonymous_id', call.type === 'alias' ? call.previousId : undefined],
    ['email', traits['email']],
    ['phone', traits['phone']],
  ];
  const found = given.flatMap(([type, value]) => {
    const written = text(value);
    return written === undefined ? [] : [{ type, value: written }];
  });
  return context['externalIds'] === undefined ? found : [...found, ...externalIds(context)];
}

// PostgreSQL's jsonb takes neither the zero character nor half a surrogate pair; both are noise.
const unstorable = /\\u(?:0000|d[89a-f])/i;

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '');
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storable(key) as string, storable(each)]));
}

/** What an identify tells of the customer; `undefined` for any other call. A first and a last name make a name. */
export function attributesOf(call: Call): Fields | undefined {
  if (call.type !== 'identify') return undefined;
  const traits = traitsOf(call);
  const parts = [text(traits['firstName']), text(traits['lastName'])].filter((each) => each !== undefined);
  const name = text(traits['name']) ?? (parts.length > 0 ? parts.join(' ') : undefined);
  const told = name === undefined ? traits : { ...traits, name };
  return unstorable.test(JSON.stringify(told)) ? (storable(told) as Fields) : told;
}
