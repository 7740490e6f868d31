import type { FindActor } from '../http/auth.ts';
import type { App } from '../http/server.ts';
import { deadLetterRoutes } from './dead-letters/dead-letter.routes.ts';
import { BatchBodySchema, callTypes, ReceiptSchema, REQUEST_LIMIT_BYTES, SingleBodySchema } from './event.contract.ts';
import { cloudEventRoutes } from './cloud-event.routes.ts';
import { fromOf, openDoors, sourceOf } from './ingest-door.routes.ts';
import { settingsRoutes } from './ingest-settings.routes.ts';
import { healthRoutes } from './inflow/health.routes.ts';
import { liveRoutes } from './inflow/live.routes.ts';
import { ingest } from './ingest.service.ts';
import type { Intake } from './intake.service.ts';

// Segment's client in browsers writes only the first letter of what it sends.
const singleDoors = callTypes.flatMap((type) => [
  { type, address: type },
  { type, address: type.slice(0, 1) },
]);
const batchAddresses = ['batch', 'import', 'b'];

function singleRoutes(app: App, intake: Intake, findActor: FindActor): void {
  for (const { type, address } of singleDoors) {
    app.post(
      `/v1/${address}`,
      {
        config: { access: 'write', door: type },
        bodyLimit: REQUEST_LIMIT_BYTES,
        schema: {
          summary: `Hand in one ${type} call (Segment spec)`,
          tags: ['events'],
          body: SingleBodySchema,
          response: { 200: ReceiptSchema },
        },
      },
      async (request) => {
        const source = await sourceOf(request, findActor, request.body['writeKey']);
        const call = { ...request.body, type };
        await ingest(intake, { calls: [call], isBatch: false, ...fromOf(source) });
        return { success: true };
      },
    );
  }
}

function batchRoutes(app: App, intake: Intake, findActor: FindActor): void {
  for (const address of batchAddresses) {
    app.post(
      `/v1/${address}`,
      {
        config: { access: 'write', door: 'batch' },
        bodyLimit: REQUEST_LIMIT_BYTES,
        schema: {
          summary: 'Hand in many calls at once (Segment spec)',
          tags: ['events'],
          body: BatchBodySchema,
          response: { 200: ReceiptSchema },
        },
      },
      async (request) => {
        const { batch, sentAt, context, writeKey } = request.body;
        const source = await sourceOf(request, findActor, writeKey);
        await ingest(intake, {
          calls: batch,
          isBatch: true,
          ...fromOf(source),
          sentAt,
          context,
        });
        return { success: true };
      },
    );
  }
}

export type IngestOptions = {
  readonly findActor: FindActor;
  /** How browsers reach this server, where it stands behind a proxy. */
  readonly publicUrl?: string | undefined;
};

/** The doors for events by the Segment spec, and the drawer of what was not taken in. */
export function ingestRoutes(app: App, intake: Intake, { findActor, publicUrl }: IngestOptions): void {
  openDoors(app, intake, (scope) => {
    singleRoutes(scope, intake, findActor);
    batchRoutes(scope, intake, findActor);
    settingsRoutes(scope, findActor, publicUrl);
  });
  openDoors(app, intake, (scope, parseJson) => cloudEventRoutes(scope, intake, findActor, parseJson));
  deadLetterRoutes(app, intake);
  healthRoutes(app, intake);
  liveRoutes(app, intake);
}
