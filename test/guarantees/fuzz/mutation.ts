import { deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../../../src/example/random.ts';
import type { Draft, Drawing } from './corpus.ts';
import { hostileKey, hostileValue, writeJson } from './hostile.ts';

/** A request as it is sent, and who it says it comes from. */
export type Sent = {
  readonly draft: Draft;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly isChunked: boolean;
  readonly caller: Caller;
};

/** Which key the request shows and how. */
export type Caller = 'bearer' | 'basic' | 'in body' | 'unknown' | 'none' | 'garbled';

type Place = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string };

/** Every place in the tree that can be changed. */
function placesOf(value: unknown): Place[] {
  const found: Place[] = [];
  const walk = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const key of Object.keys(holder)) {
      found.push({ holder: holder as Place['holder'], key });
      walk((holder as Record<string, unknown>)[key]);
    }
  };
  walk(value);
  return found;
}

function setAt({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function valueAt({ holder, key }: Place): unknown {
  return (holder as Record<string, unknown>)[key];
}

/** Changes one place of the tree. Ids of events keep their end, so that each stays its own. */
function mutateTree(tree: { root: unknown }, { random, now }: Drawing): void {
  const place = placesOf(tree).at(random.whole(0, placesOf(tree).length - 1));
  if (place === undefined) return;
  const before = valueAt(place);
  const isId = ['messageId', 'id', 'product'].includes(place.key) && typeof before === 'string';
  switch (random.pick(['replace', 'replace', 'remove', 'wrap', 'add', 'add', 'double', 'text', 'rename'])) {
    case 'replace': {
      const value = hostileValue(random, place.key, now);
      const keepsEnd = isId && typeof value === 'string' && !value.startsWith('@') && value !== '';
      return setAt(place, keepsEnd ? value.slice(0, 190) + before : value);
    }
    case 'remove':
      if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
      else delete place.holder[place.key];
      return undefined;
    case 'wrap':
      return setAt(place, random.chance(0.5) ? [before] : { wrapped: before });
    case 'add': {
      const target = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : place.holder;
      const key = hostileKey(random);
      if (Array.isArray(target)) target.push(hostileValue(random, '', now));
      else setAt({ holder: target as Record<string, unknown>, key }, hostileValue(random, key, now));
      return undefined;
    }
    case 'double':
      // What has an id of its own is not doubled: sent twice it stands once, which another test holds.
      return setAt(place, Array.isArray(before) || isId ? before : [before, before]);
    case 'text':
      return setAt(place, typeof before === 'string' ? before.toUpperCase() : JSON.stringify(before));
    case 'rename':
      if (!Array.isArray(place.holder)) {
        delete place.holder[place.key];
        setAt({ holder: place.holder, key: `${place.key}X` }, before);
      }
      return undefined;
  }
}

/** Breaks the text as lines and careless programs do. */
function mutateBytes(random: Random, bytes: Buffer): Buffer {
  const at = random.whole(0, Math.max(0, bytes.length - 1));
  const insert = (part: Buffer | string): Buffer =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from(part as string), bytes.subarray(at)]);
  switch (random.whole(0, 11)) {
    case 0:
      return bytes.subarray(0, at);
    case 1: {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.whole(0, 7));
      return flipped;
    }
    case 2:
      return insert(Buffer.from([0]));
    case 3:
      return insert(Buffer.from([0xff]));
    case 4:
      return insert(Buffer.from([0xc0, 0xaf]));
    case 5:
      return insert(Buffer.from([0xed, 0xa0, 0x80]));
    case 6:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 7:
      return Buffer.from(`﻿${bytes.toString('utf8')}`, 'utf16le');
    case 8:
      return Buffer.concat([bytes, Buffer.from(random.pick(['}', ',', '{}', '\0', ' ', '\n// no', 'null']))]);
    case 9:
      return Buffer.from(bytes.toString('utf8').replace('{', '{"userId":{"twice":1},"type":"nothing",'));
    case 10:
      return Buffer.from(bytes.toString('utf8').replaceAll('"', "'"));
    default:
      return Buffer.concat([Buffer.from(' \n\t\r'.repeat(random.whole(1, 50))), bytes]);
  }
}

const encodings: Readonly<Record<string, (body: Buffer, random: Random) => { body: Buffer; encoding: string }>> = {
  gzip: (body) => ({ body: gzipSync(body), encoding: 'gzip' }),
  'GZIP in capitals': (body) => ({ body: gzipSync(body), encoding: 'GZIP' }),
  deflate: (body) => ({ body: deflateSync(body), encoding: 'deflate' }),
  identity: (body) => ({ body, encoding: 'identity' }),
  'cut off': (body, random) => {
    const packed = gzipSync(body);
    return { body: packed.subarray(0, random.whole(0, packed.length - 1)), encoding: 'gzip' };
  },
  'bit turned': (body, random) => {
    const packed = gzipSync(body);
    const at = random.whole(0, packed.length - 1);
    packed[at] = (packed[at] ?? 0) ^ 1;
    return { body: packed, encoding: 'gzip' };
  },
  'not packed': (body) => ({ body, encoding: 'gzip' }),
  'the other one': (body) => ({ body: deflateSync(body), encoding: 'gzip' }),
  'twice packed': (body) => ({ body: gzipSync(gzipSync(body)), encoding: 'gzip' }),
  unknown: (body) => ({ body, encoding: 'br' }),
  bomb: (body) => ({
    body: gzipSync(Buffer.concat([body, Buffer.alloc(5_200_000, ' ')]), { level: 1 }),
    encoding: 'gzip',
  }),
};

const contentTypes = [
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-8',
  'application/json;charset=utf-16',
  'APPLICATION/JSON',
  'text/html',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application',
  '/',
  '',
  ';;;',
] as const;

/** One request: drawn, broken in none to three ways, and dressed for the wire. */
export function mutate(drawing: Drawing, draft: Draft): Sent {
  const { random } = drawing;
  const tree = { root: structuredClone(draft.body) };
  const caller = random.chance(0.9)
    ? 'bearer'
    : random.pick<Caller>(['basic', 'in body', 'unknown', 'none', 'garbled']);
  if (random.chance(0.7)) for (let n = random.whole(1, 3); n > 0; n -= 1) mutateTree(tree, drawing);
  if (caller === 'in body' && typeof tree.root === 'object' && tree.root !== null && !Array.isArray(tree.root))
    setAt({ holder: tree.root as Record<string, unknown>, key: 'writeKey' }, drawing.key);
  let body: Buffer = Buffer.from(writeJson(tree.root));
  if (random.chance(0.2)) body = Buffer.from(mutateBytes(random, body));
  const headers: Record<string, string> = { 'content-type': draft.contentType };
  if (random.chance(0.06)) headers['content-type'] = random.pick(contentTypes);
  if (random.chance(0.12)) {
    const names = Object.keys(encodings);
    const packed = encodings[names[random.whole(0, names.length - 1)] ?? '']?.(body, random);
    if (packed !== undefined) {
      body = packed.body;
      headers['content-encoding'] = packed.encoding;
    }
  }
  return { draft, headers, body, isChunked: random.chance(0.15), caller };
}
