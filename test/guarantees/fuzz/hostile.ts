import type { Random } from '../../../src/example/random.ts';

/**
 * Values that break what reads them carelessly. A text that begins with `@raw:` is put into the JSON as it stands, for
 * what `JSON.stringify` cannot write: numbers out of range, levels without end, words that are no JSON.
 */
const DAY_MS = 86_400_000;

const plainValues: readonly unknown[] = [
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  1e308,
  true,
  false,
  null,
  '',
  ' ',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0000-0000',
  'anonymous',
  '[object Object]',
  '\ud800',
  'a\udc00b',
  '\u0000',
  'x\u0000y',
  'line\nbreak',
  '\u202Egnp.exe',
  '😀👩‍👩‍👧‍👦',
  'é',
  '%s%n%x',
  "'; drop table events; --",
  '{x:Type}',
  '=cmd|calc',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  [],
  {},
  [[]],
  [[1, [2]]],
  [null],
  { a: { b: {} } },
  'a'.repeat(201),
  'b'.repeat(321),
  'å'.repeat(2000),
  'c'.repeat(60_000),
  '@raw:1e999',
  '@raw:-1e999',
  '@raw:1e-999',
  '@raw:-0',
  '@raw:123456789012345678901234567890',
  '@raw:0.1234567890123456789012345678901234567890',
  '@raw:NaN',
  '@raw:Infinity',
  '@raw:01',
  '@raw:undefined',
  '@deep:20',
  '@deep:45',
  '@deep:4000',
  '@deep:60000',
];

/** Times at the edges of what there is, around the moment `now`. None lies so near an edge that a slow machine moves it. */
function times(now: number): readonly unknown[] {
  const at = (ms: number): string => new Date(now + ms).toISOString();
  return [
    at(0),
    at(DAY_MS / 2),
    at(2 * DAY_MS),
    at(-400 * DAY_MS),
    at(0).replace('T', ' ').replace('Z', '+00:00'),
    at(0).replace('Z', '+0200'),
    at(0).slice(0, 10),
    at(0).slice(0, 16),
    `${at(0)} `,
    '1970-01-02T00:00:00Z',
    '1969-12-30T23:59:59.999Z',
    '0000-00-00T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '+275760-09-13T00:00:00.001Z',
    '-000001-01-01T00:00:00Z',
    '2026-02-30T10:00:00Z',
    '2025-02-29',
    '2024-02-29T10:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-10-22T24:00:00Z',
    '2026-10-22T25:00:00Z',
    '2026-10-22T10:60:00Z',
    '2026-10-22T10:00:00+25:00',
    '2026-10-22 (yesterday)',
    '2026-10-22 10:00 PM',
    '2026-10-22T10:00:00Z; drop',
    '22/11/2026',
    'yesterday',
    now,
    Math.floor(now / 1000),
  ];
}

const hostileKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  '',
  'a.b',
  '$where',
  'x\u0000',
  '\ud800',
  'k'.repeat(2000),
] as const;

export function hostileKey(random: Random): string {
  return random.pick(hostileKeys);
}

/** Any value, and for what is called a time more often a time. */
export function hostileValue(random: Random, key: string, now: number): unknown {
  const isTime = /timestamp|time|sentAt|seenAt|holds/i.test(key);
  const from = isTime && random.chance(0.8) ? times(now) : plainValues;
  // A copy, because the next mutation may change it.
  return structuredClone(from[random.whole(0, from.length - 1)]);
}

/** The JSON text, with the marked values written as they stand. */
export function writeJson(value: unknown): string {
  // Nothing at all is a body too.
  return (JSON.stringify(value) ?? '')
    .replaceAll(/"@raw:([^"\\]*)"/g, (_, raw: string) => raw)
    .replaceAll(/"@deep:(\d+)"/g, (_, levels: string) => '['.repeat(Number(levels)) + ']'.repeat(Number(levels)));
}
