import { gunzipSync, inflateSync } from 'node:zlib';
import type { Sent } from './mutation.ts';
import { bad, type EventVerdict, judgeBatch, judgeCloudEvent, judgeSingle } from './oracle-event.ts';
import { judgeDecision, judgeSightings } from './oracle-row.ts';
import { isFields, scan } from './oracle-value.ts';

/**
 * What must become of a request, worked out from what the guides and contracts promise and from nothing that the
 * server runs: which of its events must be in the history, and how many must lie among the dead letters.
 */
export type Verdict =
  /** Answered 4xx; nothing of it is kept. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'events'; readonly events: readonly EventVerdict[] }
  | { readonly kind: 'sightings'; readonly good: number; readonly bad: number }
  /** Whether an unknown channel has become known meanwhile, by a sighting, nobody can tell beforehand. */
  | { readonly kind: 'decision'; readonly isSure: boolean };

export type Circumstances = { readonly key: string; readonly now: number; readonly channels: ReadonlySet<string> };

const REQUEST_BYTES = 512_000;
const OTHER_REQUEST_BYTES = 5_000_000;

function unpacked({ headers, body }: Sent, most: number): Buffer | undefined {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (body.length > most) return undefined;
  if (encoding === 'identity') return body;
  try {
    if (encoding === 'gzip') return gunzipSync(body, { maxOutputLength: most });
    if (encoding === 'deflate') return inflateSync(body, { maxOutputLength: most });
  } catch {
    return undefined;
  }
  return undefined;
}

function readJson(bytes: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}

const jsonTypes: Readonly<Record<string, readonly string[]>> = {
  single: ['application/json', 'text/plain', 'application/x-www-form-urlencoded'],
  batch: ['application/json', 'text/plain', 'application/x-www-form-urlencoded'],
  sightings: ['application/json'],
  decision: ['application/json'],
};

/** What must become of the request. */
export function judge(sent: Sent, circumstances: Circumstances): Verdict {
  const { kind } = sent.draft;
  const isSource = kind !== 'sightings' && kind !== 'decision';
  const mayBeInBody = kind === 'single' || kind === 'batch';
  if (sent.caller !== 'bearer' && sent.caller !== 'basic' && !(mayBeInBody && sent.caller === 'in body'))
    return { kind: 'refused', why: 'no key' };
  const bytes = unpacked(sent, isSource ? REQUEST_BYTES : OTHER_REQUEST_BYTES);
  if (bytes === undefined) return { kind: 'refused', why: 'does not unpack' };
  const mediaType = (sent.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (kind === 'cloudevent' || kind === 'cloudevents') return judgeCloudEvents(mediaType, bytes, circumstances);
  if (!(jsonTypes[kind] ?? []).includes(mediaType)) return { kind: 'refused', why: 'content type' };
  const read = readJson(bytes);
  if (read === undefined) return { kind: 'refused', why: 'no JSON' };
  const { value } = read;
  if (sent.caller === 'in body' && !(isFields(value) && value['writeKey'] === circumstances.key))
    return { kind: 'refused', why: 'no key in the body' };
  if (kind === 'single') return judgeSingle(sent, value, circumstances);
  if (kind === 'batch') return judgeBatch(value, circumstances);
  if (scan(value).pollutes) return { kind: 'refused', why: 'a name that reaches the prototype' };
  return kind === 'sightings' ? judgeSightings(value) : judgeDecision(value, circumstances.channels);
}

function judgeCloudEvents(mediaType: string, bytes: Buffer, circumstances: Circumstances): Verdict {
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(mediaType)) return { kind: 'refused', why: 'content type' };
  const isJson = /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(mediaType);
  // Without its two content types it is the binary form, whose attributes are headers; here there are none.
  const isBinary = !mediaType.startsWith('application/cloudevents');
  if (isBinary && !isJson) return { kind: 'events', events: [bad('no attributes')] };
  const parsed = bytes.length === 0 ? { value: undefined } : readJson(bytes);
  if (parsed === undefined) return { kind: 'refused', why: 'no JSON' };
  if (isBinary) return { kind: 'events', events: [bad('no attributes')] };
  if (!mediaType.includes('batch')) return { kind: 'events', events: [judgeCloudEvent(parsed.value, circumstances)] };
  if (!Array.isArray(parsed.value)) return { kind: 'refused', why: 'no list' };
  return { kind: 'events', events: parsed.value.map((each: unknown) => judgeCloudEvent(each, circumstances)) };
}
