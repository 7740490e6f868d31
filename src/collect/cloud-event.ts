import type { FieldFault } from '../kernel/errors.ts';
import type { EventForm } from './event-form.ts';

/**
 * An event as CloudEvents 1.0 writes it, in one of three forms over HTTP: its attributes in headers and its data in the
 * body (binary), both in one JSON object (structured), or many of those in a list (batch).
 */
export type CloudEvent = {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  /** Whatever else the event carries besides its data, by name. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly data: unknown;
};

export type BadCloudEvent = { readonly faults: readonly FieldFault[] };

type Fields = Readonly<Record<string, unknown>>;

const known = new Set(['specversion', 'id', 'source', 'type', 'subject', 'time', 'data', 'data_base64']);
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const requiredNames = ['id', 'source', 'type'] as const;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object') return 'no text';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function faultsIn(attributes: Fields): FieldFault[] {
  const faults: FieldFault[] = [];
  const { specversion, source } = attributes;
  if (specversion !== '1.0') faults.push({ field: 'specversion', found: shown(specversion), allowed: '1.0' });
  for (const field of requiredNames)
    if (!isText(attributes[field]))
      faults.push({ field, found: shown(attributes[field]), allowed: 'a text: every CloudEvent has one' });
  for (const field of ['subject', 'time'] as const) {
    const value = attributes[field];
    if (value !== undefined && value !== null && !isText(value))
      faults.push({ field, found: shown(value), allowed: 'a text, or nothing' });
  }
  const packed = attributes['data_base64'];
  if (packed !== undefined && packed !== null && !(typeof packed === 'string' && base64Pattern.test(packed)))
    faults.push({ field: 'data_base64', found: shown(packed), allowed: 'bytes as base64' });
  if (isText(packed) && attributes['data'] !== undefined && attributes['data'] !== null)
    faults.push({ field: 'data', found: 'data and data_base64', allowed: 'one of the two' });
  if (isText(source) && /\s/.test(source))
    faults.push({ field: 'source', found: shown(source), allowed: 'a URI reference, which holds no space' });
  return faults;
}

function eventOf(attributes: Fields, data: unknown): CloudEvent | BadCloudEvent {
  const faults = faultsIn(attributes);
  const { id, source, type, subject, time } = attributes;
  if (faults.length > 0 || !isText(id) || !isText(source) || !isText(type)) return { faults };
  return {
    id,
    source,
    type,
    ...(isText(subject) ? { subject } : {}),
    ...(isText(time) ? { time } : {}),
    extensions: Object.fromEntries(Object.entries(attributes).filter(([name]) => !known.has(name))),
    data,
  };
}

/** Reads an event in the structured form; each of a batch has it too. */
export function readStructured(raw: unknown): CloudEvent | BadCloudEvent {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { faults: [{ field: '(event)', found: Array.isArray(raw) ? 'a list' : shown(raw), allowed: 'an object' }] };
  const attributes = raw as Fields;
  const packed = attributes['data_base64'];
  return eventOf(attributes, isText(packed) ? { data_base64: packed } : attributes['data']);
}

/** A header's text: characters beyond ASCII come percent-encoded as UTF-8; what is no such code stands as it is. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The binary form, rewritten as the structured one; `data` is the body as its content type was read. */
export function structuredOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  data: Fields,
): Fields {
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce-') && typeof value === 'string' ? [[name.slice('ce-'.length), unescaped(value)] as const] : [],
  );
  const type = headers['content-type'];
  return { ...Object.fromEntries(attributes), ...(typeof type === 'string' ? { datacontenttype: type } : {}), ...data };
}

const identifierPattern = /^([a-z][a-z_]{1,39}):(.+)$/s;

/** `email:asa@example.se` is that identifier; a subject without a type is a user id. */
function customerOf(subject: string | undefined): Fields {
  const [, type, id] = identifierPattern.exec(subject ?? '') ?? [];
  if (type === undefined || id === undefined) return { userId: subject };
  if (type === 'user_id') return { userId: id };
  if (type === 'anonymous_id') return { anonymousId: id };
  return { context: { externalIds: [{ type, id }] } };
}

function propertiesOf(data: unknown): Fields {
  if (data === undefined || data === null) return {};
  return typeof data === 'object' && !Array.isArray(data) ? (data as Fields) : { data };
}

/** The track call that says the same. Source and id together are its message id, for only together they are one event's. */
export function callOf(event: CloudEvent): Fields {
  const { id, source, type, subject, time, extensions, data } = event;
  const { context, ...customer } = customerOf(subject);
  const { channel } = extensions;
  return {
    type: 'track',
    event: type,
    messageId: `${source} ${id}`,
    timestamp: time,
    ...customer,
    properties: propertiesOf(data),
    context: {
      ...(context as Fields | undefined),
      ...(isText(channel) ? { channel } : {}),
      cloudEvent: { id, source, ...(subject === undefined ? {} : { subject }), ...extensions },
    },
  };
}

const fieldByCallField = new Map([
  ['event', 'type'],
  ['messageId', 'source, id'],
  ['userId', 'subject'],
  ['anonymousId', 'subject'],
  ['timestamp', 'time'],
  ['properties', 'data'],
]);

/** A fault of the call, in the words of the CloudEvent that the call was made of. */
export function faultInWords(fault: FieldFault, raw: unknown): FieldFault {
  const field = fieldByCallField.get(fault.field) ?? fault.field.replace(/^properties\./, 'data.');
  if (field === 'source, id')
    return { ...fault, field, allowed: 'at most 199 characters together, none a control character' };
  if (field !== 'subject') return { ...fault, field };
  const { subject } = raw as Fields;
  return { field, found: shown(subject), allowed: 'a user id, or an identifier as email:asa@example.se' };
}

/** CloudEvents as a form that events may be handed in. */
export const cloudEvents: EventForm = {
  name: 'cloudevents',
  callOf(raw) {
    const event = readStructured(raw);
    return 'faults' in event ? event : { call: callOf(event) };
  },
  faultInWords,
};
