import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { FindActor } from '../http/auth.ts';
import type { BodyParser } from '../http/body.ts';
import type { App } from '../http/server.ts';
import { DomainError } from '../kernel/errors.ts';
import { cloudEvents, structuredOf } from './cloud-event.ts';
import { BATCH_LIMIT_EVENTS, ReceiptSchema, REQUEST_LIMIT_BYTES } from './event.contract.ts';
import { fromOf, sourceOf } from './ingest-door.routes.ts';
import { ingest } from './ingest.service.ts';
import type { Intake } from './intake.service.ts';

const structuredType = 'application/cloudevents+json';
const batchType = 'application/cloudevents-batch+json';

function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function isJson(mediaType: string): boolean {
  return /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(mediaType);
}

/** In the binary form the body may be of any type: JSON is read, text is text, the rest is kept as base64. */
function acceptEverything(scope: App, parseJson: BodyParser): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, body, done) => {
    const type = mediaTypeOf(request);
    if (body.length === 0) done(null, undefined);
    else if (isJson(type)) parseJson(request, body, done);
    else done(null, type.startsWith('text/') ? body.toString('utf8') : body);
  });
}

function dataOf(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  return Buffer.isBuffer(body) ? { data_base64: body.toString('base64') } : { data: body };
}

/** The events of the request in the structured form, whichever of the three it has. */
function eventsOf(request: FastifyRequest): readonly unknown[] {
  const type = mediaTypeOf(request);
  if (type === structuredType) return [request.body];
  if (type !== batchType) return [structuredOf(request.headers, dataOf(request.body))];
  if (Array.isArray(request.body) && request.body.length <= BATCH_LIMIT_EVENTS) return request.body;
  const allowed = `a list of at most ${BATCH_LIMIT_EVENTS} events`;
  const found = Array.isArray(request.body) ? `a list of ${request.body.length}` : 'no list';
  throw new DomainError('field-invalid', `A batch is ${allowed}; this is ${found}.`, [
    { field: '(body)', found, allowed },
  ]);
}

/** The door for CloudEvents 1.0, in the binary, the structured and the batch form. */
export function cloudEventRoutes(scope: App, intake: Intake, findActor: FindActor, parseJson: BodyParser): void {
  acceptEverything(scope, parseJson);
  scope.post(
    '/v1/cloudevents',
    {
      config: { access: 'write', door: 'cloudevents' },
      bodyLimit: REQUEST_LIMIT_BYTES,
      schema: {
        summary: 'Hand in CloudEvents 1.0: binary, structured or batch',
        tags: ['events'],
        consumes: [structuredType, batchType, 'application/json'],
        body: Type.Unknown(),
        response: { 200: ReceiptSchema },
      },
    },
    async (request) => {
      const source = await sourceOf(request, findActor, undefined);
      const calls = eventsOf(request);
      const isBatch = mediaTypeOf(request) === batchType;
      const from = fromOf(source);
      // The specification allows a batch of none.
      if (calls.length > 0) await ingest(intake, { calls, isBatch, form: cloudEvents, ...from });
      return { success: true };
    },
  );
}
