/**
 * The one registry of faults that a person or a program outside can meet. `http/` turns the kind into a status,
 * the command line into an exit code; `docs/errors.md` lists them and a test holds the two together.
 */
export const errorRegistry = {
  'body-invalid': { kind: 'invalid', sentence: 'The body could not be read as what this address takes.' },
  'body-too-large': { kind: 'too-large', sentence: 'The body is larger than this address takes.' },
  'field-invalid': { kind: 'invalid', sentence: 'A field does not hold what it must.' },
  'identifiers-missing': { kind: 'invalid', sentence: 'No identifier says which customer this is about.' },
  'media-type-unsupported': { kind: 'unsupported', sentence: 'The content type is not one that this address takes.' },
  'key-missing': { kind: 'unauthenticated', sentence: 'The call carries no key and no session.' },
  'key-unknown': { kind: 'unauthenticated', sentence: 'The key or session is unknown, revoked or out of date.' },
  'not-permitted': { kind: 'forbidden', sentence: 'The key or member may not do this.' },
  'source-paused': { kind: 'forbidden', sentence: 'The source is paused, so nothing of it is taken in.' },
  'not-found': { kind: 'not-found', sentence: 'There is nothing at this address.' },
  'state-conflict': { kind: 'conflict', sentence: 'This cannot be done in the state that the thing is in.' },
  'promise-spent': { kind: 'conflict', sentence: 'The promise has been redeemed as many times as it allows.' },
  'promise-not-open': { kind: 'conflict', sentence: 'The promise is not open at this time.' },
  'idempotency-key-reused': { kind: 'conflict', sentence: 'The idempotency key was used for another request.' },
  'idempotency-key-missing': { kind: 'invalid', sentence: 'The request must carry an idempotency key.' },
  'login-link-spent': { kind: 'unauthenticated', sentence: 'The login link has been used or is out of date.' },
  'too-busy': { kind: 'too-busy', sentence: 'The server takes no more just now.' },
  'engine-unavailable': { kind: 'unavailable', sentence: 'A database does not answer just now.' },
  'file-unreadable': { kind: 'invalid', sentence: 'The file could not be read.' },
  'mapping-invalid': { kind: 'invalid', sentence: 'The mapping does not say how to read the file.' },
  'plan-violated': { kind: 'invalid', sentence: 'The event is not what the tracking plan says it holds.' },
  'plan-schema-invalid': { kind: 'invalid', sentence: 'The schema is none that the tracking plan takes.' },
  'customer-erased': { kind: 'conflict', sentence: 'The event is of somebody who was erased after it.' },
  'config-invalid': { kind: 'invalid', sentence: 'The configuration holds a fault.' },
  'folder-in-use': { kind: 'conflict', sentence: 'The data folder belongs to another running process.' },
  'port-in-use': { kind: 'conflict', sentence: 'The port is taken by another process.' },
  'schema-mismatch': { kind: 'conflict', sentence: 'The database and this version do not belong together.' },
  internal: { kind: 'internal', sentence: 'Something went wrong on our side.' },
} as const satisfies Record<string, { kind: string; sentence: string }>;

export type ErrorCode = keyof typeof errorRegistry;
export type ErrorKind = (typeof errorRegistry)[ErrorCode]['kind'];

/** One field of a request that is at fault: where it is, what was found and what is allowed. */
export type FieldFault = { readonly field: string; readonly found: string; readonly allowed: string };

/** A fault in the words of whoever caused it. `detail` says what was found, what is allowed and what to do. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly detail: string;
  readonly faults: readonly FieldFault[];

  constructor(code: ErrorCode, detail: string, faults: readonly FieldFault[] = []) {
    super(detail);
    this.name = 'DomainError';
    this.code = code;
    this.kind = errorRegistry[code].kind;
    this.detail = detail;
    this.faults = faults;
  }
}

/**
 * The fault that nothing has the id. `kind` is the thing with its article, as "an offer"; its list is where things of
 * the kind are listed, as GET /v1/offers.
 */
export function notListed(kind: `${'a' | 'an'} ${string}`, id: string): DomainError {
  const thing = kind.slice(kind.indexOf(' ') + 1);
  const detail = `There is no ${thing} with the id ${id}. GET /v1/${thing}s lists the ${thing}s.`;
  return new DomainError('not-found', detail, [{ field: 'id', found: id, allowed: `the id of ${kind}` }]);
}
