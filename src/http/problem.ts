import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { inSentences } from '../kernel/fault-list.ts';
import { jsonText } from '../kernel/plain-text.ts';
import { type SchemaFault, clearFaults } from '../kernel/union-fault.ts';
import { DomainError, type ErrorCode, type ErrorKind, errorRegistry, type FieldFault } from '../kernel/errors.ts';

/** The one place where a kind of fault becomes an HTTP status. */
export const statusByKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  'too-busy': 429,
  internal: 500,
  unavailable: 503,
};

/** RFC 9457 problem details: one error shape for every answer that is not a success. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly errors?: readonly FieldFault[];
};

export function problemOf(error: DomainError): Problem {
  return {
    type: `urn:samspel:error:${error.code}`,
    title: errorRegistry[error.code].sentence,
    status: statusByKind[error.kind],
    detail: error.detail,
    code: error.code,
    ...(error.faults.length > 0 ? { errors: error.faults } : {}),
  };
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = jsonText(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  return value;
}

/** "must be integer", as the validator puts it, as what is allowed: "integer". */
function asAllowed(demand: string): string {
  return demand
    .replace(/^must be /, '')
    .replace(/^must NOT have /, 'not ')
    .replace(/^must match /, 'a text that matches ');
}

/** What a JSON Schema fault says to a person: the field, what stood there, what may stand there. */
export function fieldFault(fault: SchemaFault, root: unknown): FieldFault {
  const path = fault.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (fault.keyword === 'required') {
    const missing = String(fault.params['missingProperty']);
    return { field: [...path, missing].join('.'), found: 'nothing', allowed: 'a value: the field is required' };
  }
  if (fault.keyword === 'additionalProperties') {
    const extra = String(fault.params['additionalProperty']);
    return {
      field: [...path, extra].join('.'),
      found: 'a field with this name',
      allowed: 'only the documented fields',
    };
  }
  const allowed =
    fault.keyword === 'enum'
      ? `one of ${(fault.params['allowedValues'] as unknown[]).join(', ')}`
      : (fault.message ?? fault.keyword);
  return {
    field: path.join('.') || '(body)',
    found: shown(valueAt(root, path)),
    allowed: asAllowed(allowed),
  };
}

const codeByFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'body-invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-invalid',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-unsupported',
};

/** PostgreSQL keeps no text with a NUL; where no schema said so before, its own refusal does. */
function holdsNul(error: { code?: string }): boolean {
  return error.code === '22021' || error.code === '22P05';
}

function databaseIsAway(error: { code?: string; message: string }): boolean {
  const codes = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08001'];
  return (
    codes.includes(error.code ?? '') ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}

// SQLSTATEs for text that holds a zero byte or half a surrogate pair, and for times beyond what PostgreSQL's calendar has.
const refusedValues = ['22021', '22P05', '22007', '22008'];

/** Turns whatever was thrown into a fault that may be shown. */
export function asDomainError(error: Error & Partial<FastifyError>, request: FastifyRequest): DomainError {
  if (error instanceof DomainError) return error;
  if (error.validation !== undefined) {
    const part = error.validationContext ?? 'body';
    const root = part === 'body' ? request.body : part === 'params' ? request.params : request.query;
    const faults = clearFaults(error.validation as readonly SchemaFault[]).map((fault) => fieldFault(fault, root));
    return new DomainError('field-invalid', inSentences(faults), faults);
  }
  const known = codeByFastify[error.code ?? ''];
  if (known !== undefined) {
    return new DomainError(known, `${error.message}.`.replace(/\.\.$/, '.'), [
      { field: '(body)', found: error.message, allowed: errorRegistry[known].sentence },
    ]);
  }
  if (holdsNul(error))
    return new DomainError('field-invalid', 'A text in the request holds a NUL character, which no text may.', [
      { field: '(request)', found: 'a NUL character', allowed: 'texts without it' },
    ]);
  if (refusedValues.includes(error.code ?? '')) {
    return new DomainError('field-invalid', 'A text or a time in the request cannot be kept. Nothing was changed.', [
      {
        field: '(body)',
        found: 'a zero byte, a broken character or an impossible time',
        allowed: 'text that can be kept',
      },
    ]);
  }
  // A caller that hung up has the code of a connection that broke, but it is not a database's.
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new DomainError('body-invalid', error.message, [
      { field: '(body)', found: error.message, allowed: 'a well-formed request' },
    ]);
  }
  if (databaseIsAway(error))
    return new DomainError(
      'engine-unavailable',
      'A database does not answer just now. Nothing was changed; try again in a few seconds.',
    );
  return new DomainError('internal', `The request ${request.id} failed; the log of the server says why.`);
}

/** Fastify's error handler: logs what is our fault, answers with a problem. */
export function answerProblem(
  error: Error & Partial<FastifyError>,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const domainError = asDomainError(error, request);
  const problem = problemOf(domainError);
  if (problem.status >= 500) request.log.error({ event: 'request_failed', err: error });
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer, Basic realm="samspel"');
  if (problem.status === 429 || problem.status === 503) void reply.header('retry-after', '2');
  return reply.status(problem.status).type('application/problem+json').send(problem);
}
