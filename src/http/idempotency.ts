import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/errors.ts';
import { actorOf } from './auth.ts';

const LONGEST_KEY = 200;

/** The `Idempotency-Key` of a request, from its header or else from its body; `undefined` when it carries none. */
export function idempotencyKeyOf(request: FastifyRequest, inBody?: string): string | undefined {
  const header = request.headers['idempotency-key'];
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined || key === '') return inBody;
  if (key.length > LONGEST_KEY) {
    throw new DomainError('field-invalid', `The idempotency key has ${key.length} characters, allowed are 200.`, [
      { field: 'idempotency-key', found: `${key.length} characters`, allowed: `at most ${LONGEST_KEY} characters` },
    ]);
  }
  return key;
}

/** The same, as its caller's own: names of keys and members are not unique, so two callers of one name have the same keys. */
export function ownIdempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = idempotencyKeyOf(request);
  const { kind, id } = actorOf(request);
  return key === undefined ? undefined : `${kind} ${id} ${key}`;
}

/** The idempotency key of a request that may not come without one. */
export function demandIdempotencyKey(request: FastifyRequest, inBody?: string): string {
  const key = idempotencyKeyOf(request, inBody);
  if (key !== undefined) return key;
  throw new DomainError(
    'idempotency-key-missing',
    'Send an Idempotency-Key header with a value of your own, the same when you try again: it keeps the call from counting twice.',
    [{ field: 'idempotency-key', found: 'nothing', allowed: 'a text of 1 to 200 characters' }],
  );
}

function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, inOneOrder(each)]));
}

/** What a request asked for, as 32 bytes: the same whatever the order of its fields. */
export function hashRequest(body: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(inOneOrder(body)))
    .digest();
}

/** Throws when a key that has been used comes again with another request. */
export function demandSameRequest(before: Buffer | null, now: Buffer): void {
  if (before?.equals(now) === true) return;
  throw new DomainError(
    'idempotency-key-reused',
    'This idempotency key came before with another request. Send a new key for a new request, or the same request again.',
    [
      {
        field: 'idempotency-key',
        found: 'a key that came with another request',
        allowed: 'a new key, or the same request',
      },
    ],
  );
}
