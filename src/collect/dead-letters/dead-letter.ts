import type { FieldFault } from '../../kernel/errors.ts';

/**
 * A dead letter is what was not taken in, kept as it came with its fault. This file reads its body, puts things right in
 * it, and says what in it cannot be read.
 */
export type ReadBody = { readonly value: unknown } | { readonly fault: FieldFault };

/** Reads the body as JSON. The fault says where the reading stopped. */
export function readBody(body: string): ReadBody {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { fault: { field: '(body)', found, allowed: 'JSON' } };
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MOST_LEVELS = 32;

/** The value with a JSON merge patch (RFC 7396) put to it: a null takes a field away, an object goes deeper. */
export function patched(value: unknown, patch: unknown, levels = MOST_LEVELS): unknown {
  if (!isFields(patch) || levels === 0) return patch;
  const fields = new Map(Object.entries(isFields(value) ? value : {}));
  for (const [name, each] of Object.entries(patch)) {
    if (each === null) fields.delete(name);
    else fields.set(name, patched(fields.get(name), each, levels - 1));
  }
  // Not by assignment: a field may be called __proto__.
  return Object.fromEntries(fields);
}

/** The calls of a request whose body could not be read when it came, and what it says for all of them. */
export type ReadRequest = {
  readonly calls: readonly unknown[];
  readonly isBatch: boolean;
  readonly sentAt?: string | null;
  readonly context?: Fields | null;
};

/** What a whole body holds, at the door that it came to. */
export function requestIn(value: unknown, door: string): ReadRequest {
  if (door === 'cloudevents') return Array.isArray(value) ? { calls: value, isBatch: true } : single(value);
  if (!isFields(value)) return single(value);
  if (door !== 'batch') return single({ ...value, type: door });
  const { batch, sentAt, context } = value;
  if (!Array.isArray(batch)) return single(value);
  return {
    calls: batch,
    isBatch: true,
    ...(typeof sentAt === 'string' ? { sentAt } : {}),
    ...(isFields(context) ? { context } : {}),
  };
}

function single(call: unknown): ReadRequest {
  return { calls: [call], isBatch: false };
}
