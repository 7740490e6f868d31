import { typeByDoor } from './corpus.ts';
import type { Circumstances, Verdict } from './oracle.ts';
import type { Sent } from './mutation.ts';
import { type Fields, isAbsent, isFields, isTextOf, readIso, scan, somebody } from './oracle-value.ts';

/** What must become of a call of the Segment spec, and of a CloudEvent. */
export type EventVerdict =
  | { readonly isGood: true; readonly id: string | undefined; readonly userId: string | undefined }
  | { readonly isGood: false; readonly why: string };

const EVENT_BYTES = 32_768;
const DAY_MS = 86_400_000;
const LEVELS = 32;

export function bad(why: string): EventVerdict {
  return { isGood: false, why };
}

const longest: Readonly<Record<string, number>> = {
  name: 300,
  userId: 320,
  anonymousId: 320,
  previousId: 320,
  groupId: 320,
  messageId: 200,
  timestamp: 64,
  originalTimestamp: 64,
  sentAt: 64,
};
const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'];

function faultOfForm(call: Fields): string | undefined {
  if (!callTypes.includes(call['type'] as string)) return 'type';
  if (call['event'] !== undefined && !isTextOf(call['event'], 1, 200)) return 'event';
  for (const [field, most] of Object.entries(longest))
    if (!isAbsent(call[field]) && !isTextOf(call[field], 0, most)) return field;
  for (const field of ['properties', 'traits', 'context'])
    if (!isAbsent(call[field]) && !isFields(call[field])) return field;
  const needs: Readonly<Record<string, readonly string[]>> = {
    track: ['event'],
    group: ['groupId'],
    alias: ['previousId', 'userId'],
  };
  for (const field of needs[call['type'] as string] ?? []) if (!call[field]) return field;
  const { messageId } = call;
  if (typeof messageId === 'string' && (/\p{Cc}/u.test(messageId) || !messageId.isWellFormed())) return 'messageId';
  return undefined;
}

/** What is kept of a call, in bytes. Fields that its type does not have are passed over. */
function keptBytes(call: Fields): number {
  const { type, properties, traits, context } = call;
  const free = type === 'identify' || type === 'group' ? traits : type === 'alias' ? {} : properties;
  return Buffer.byteLength(JSON.stringify([free, context, call['userId'], call['anonymousId'], call['name']]));
}

function timeFault(call: Fields, sentAtOfRequest: number | undefined, now: number): string | undefined {
  const times: Record<string, number> = {};
  for (const field of ['timestamp', 'originalTimestamp', 'sentAt']) {
    const written = call[field];
    if (typeof written !== 'string' || written === '') continue;
    const at = readIso(written);
    if (at === undefined) return field;
    times[field] = at;
  }
  const original = times['originalTimestamp'] ?? times['timestamp'];
  const sent = times['sentAt'] ?? sentAtOfRequest;
  if (original === undefined) return undefined;
  const at = sent === undefined ? original : now - (sent - original);
  return at >= 0 && at <= now + DAY_MS ? undefined : 'timestamp out of range';
}

function judgeCall(
  raw: unknown,
  sentAt: number | undefined,
  { now }: Circumstances,
  identifier: (call: Fields) => string | undefined,
): EventVerdict {
  if (!isFields(raw)) return bad('no object');
  const { levels, pollutes } = scan(raw);
  if (levels > LEVELS) return bad('too many levels');
  if (pollutes) return bad('a name that reaches the prototype');
  const fault = faultOfForm(raw) ?? timeFault(raw, sentAt, now);
  if (fault !== undefined) return bad(fault);
  if (identifier(raw) === undefined) return bad('nobody');
  const bytes = keptBytes(raw);
  if (bytes > EVENT_BYTES) return bad('too large');
  if (bytes > EVENT_BYTES * 0.8) throw new Error(`an event of ${bytes} bytes is too near the limit to be judged here`);
  return { isGood: true, id: (raw['messageId'] as string | undefined) || undefined, userId: somebody(raw['userId']) };
}

function ofSegment(call: Fields): string | undefined {
  return (
    somebody(call['userId']) ??
    somebody(call['anonymousId']) ??
    (call['type'] === 'alias' ? somebody(call['previousId']) : undefined)
  );
}

export function judgeSingle(sent: Sent, value: unknown, circumstances: Circumstances): Verdict {
  if (!isFields(value)) return { kind: 'refused', why: 'no object' };
  const call = { ...value, type: typeByDoor.get(sent.draft.path) };
  return { kind: 'events', events: [judgeCall(call, undefined, circumstances, ofSegment)] };
}

export function judgeBatch(value: unknown, circumstances: Circumstances): Verdict {
  if (!isFields(value)) return { kind: 'refused', why: 'no object' };
  const { batch, sentAt, context, writeKey } = value;
  const holds =
    Array.isArray(batch) &&
    batch.length >= 1 &&
    batch.length <= 2500 &&
    (isAbsent(sentAt) || isTextOf(sentAt, 0, 64)) &&
    (isAbsent(context) || isFields(context)) &&
    (writeKey === undefined || isTextOf(writeKey, 0, 200));
  if (!holds) return { kind: 'refused', why: 'no batch' };
  const sent = typeof sentAt === 'string' && sentAt !== '' ? readIso(sentAt) : undefined;
  if (typeof sentAt === 'string' && sentAt !== '' && sent === undefined) return { kind: 'refused', why: 'sentAt' };
  const events = batch.map((each: unknown) =>
    judgeCall(isFields(context) && isFields(each) ? { context, ...each } : each, sent, circumstances, ofSegment),
  );
  return { kind: 'events', events };
}

export function judgeCloudEvent(raw: unknown, circumstances: Circumstances): EventVerdict {
  if (!isFields(raw)) return bad('no object');
  const { specversion, id, source, type, subject, time, data } = raw;
  const packed = raw['data_base64'];
  if (specversion !== '1.0') return bad('specversion');
  for (const each of [id, source, type]) if (typeof each !== 'string' || each === '') return bad('id, source or type');
  for (const each of [subject, time])
    if (!isAbsent(each) && (typeof each !== 'string' || each === '')) return bad('subject or time');
  if (/\s/.test(source as string)) return bad('source');
  if (
    !isAbsent(packed) &&
    (typeof packed !== 'string' || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed))
  )
    return bad('data_base64');
  if (!isAbsent(packed) && packed !== '' && !isAbsent(data)) return bad('data twice');
  const [, kind, value] = /^([a-z][a-z_]{1,39}):(.+)$/s.exec((subject as string | undefined) ?? '') ?? [];
  const userId = kind === undefined ? subject : kind === 'user_id' ? value : undefined;
  const call = {
    type: 'track',
    event: type,
    messageId: `${source as string} ${id as string}`,
    timestamp: time,
    ...(kind === 'anonymous_id' ? { anonymousId: value } : {}),
    userId,
    properties: isFields(data) ? data : { data },
    context: { cloudEvent: raw },
  };
  const judged = judgeCall(call, undefined, circumstances, ({ userId: named }) => somebody(named) ?? somebody(value));
  // Its levels are counted from its own outside.
  return judged;
}
