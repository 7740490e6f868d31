import { isUtf8 } from 'node:buffer';
import { createGunzip, createInflate } from 'node:zlib';
import { Transform, type Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/errors.ts';

/** The largest body in bytes, also after unpacking. Routes set a lower limit by `bodyLimit`. */
export const BODY_LIMIT_BYTES = 5_000_000;

function tooLarge(limit: number): DomainError {
  return new DomainError(
    'body-too-large',
    `The body holds more than ${limit} bytes when unpacked. Send it in smaller parts.`,
    [{ field: '(body)', found: `more than ${limit} bytes`, allowed: `at most ${limit} bytes` }],
  );
}

/** Stops a stream that grows past the limit, so that a small packed body cannot fill the memory. */
function boundedTo(limit: number): Transform & { receivedEncodedLength?: number } {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (passed > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
}

/** Accepts gzip and deflate bodies, bounded when unpacked. */
export function acceptPackedBodies(app: FastifyInstance): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding']?.toLowerCase();
    if (encoding === undefined || encoding === 'identity') return done(null, payload);
    if (encoding !== 'gzip' && encoding !== 'deflate') {
      return done(
        new DomainError(
          'media-type-unsupported',
          `The content encoding is ${encoding}, allowed are gzip and deflate.`,
          [{ field: 'content-encoding', found: encoding, allowed: 'gzip, deflate' }],
        ),
      );
    }
    const limit = request.routeOptions.bodyLimit ?? BODY_LIMIT_BYTES;
    const unpack = encoding === 'gzip' ? createGunzip() : createInflate();
    const bounded = boundedTo(limit);
    let received = 0;
    payload.on('data', (chunk: Buffer) => {
      received += chunk.length;
      bounded.receivedEncodedLength = received;
    });
    payload.on('error', (error: Error) => bounded.destroy(error));
    unpack.on('error', () => {
      bounded.destroy(
        new DomainError('body-invalid', `The body is not ${encoding}, though its header says so.`, [
          { field: '(body)', found: 'bytes that do not unpack', allowed: `a ${encoding} stream` },
        ]),
      );
    });
    bounded.on('error', () => {
      payload.unpipe(unpack);
      payload.resume();
      unpack.destroy();
    });
    done(null, (payload as Readable).pipe(unpack).pipe(bounded));
  });
}

/** How a body is read. */
export type BodyParser = (
  request: FastifyRequest,
  body: Buffer,
  done: (error: Error | null, body?: unknown) => void,
) => void;

/**
 * Reads a body as JSON. Bytes that are no UTF-8 are refused: read with a sign of replacement, two different identifiers
 * would become the same. `onPrototype` says what becomes of names that reach an object's prototype: the whole body is
 * refused (`error`), or whoever judges its parts refuses those that hold one (`ignore`).
 */
export function jsonParser(app: FastifyInstance, onPrototype: 'error' | 'ignore'): BodyParser {
  const parseJson = app.getDefaultJsonParser(onPrototype, onPrototype);
  return (request, body, done) => {
    if (isUtf8(body)) return void parseJson(request, body.toString('utf8'), done);
    const fault = { field: '(body)', found: 'bytes that are no UTF-8', allowed: 'JSON in UTF-8' };
    return done(new DomainError('body-invalid', 'The body is not UTF-8, and JSON is always UTF-8.', [fault]));
  };
}

/** Reads JSON, and takes an empty body as none: clients send the header also where an address needs no body. */
export function acceptEmptyJson(app: FastifyInstance): void {
  const parseJson = jsonParser(app, 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parseJson(request, body, done);
  });
}
