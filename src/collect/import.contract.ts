import { Type, type Static } from 'typebox';
import { PageLimit, ShortText, Time, Uuid } from '../kernel/contract.ts';
import { RejectedRowSchema } from './sighting.contract.ts';

export const importStates = ['draft', 'waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** One file or batch that was handed in. `finishedAt` is null while its rows are still coming in. */
export const ImportSchema = Type.Object({
  id: Uuid,
  kind: Type.Union([Type.Literal('sightings'), Type.Literal('events')]),
  state: Type.Enum([...importStates], { description: 'draft: the file is here and waits for its mapping' }),
  fileName: Type.String(),
  source: Type.Union([Type.String(), Type.Null()]),
  mapping: Type.Union([Type.String(), Type.Null()]),
  startedAt: Time,
  finishedAt: Type.Union([Time, Type.Null()]),
  accepted: Type.Integer(),
  repeated: Type.Integer(),
  rejected: Type.Integer(),
  anonymous: Type.Integer({ description: 'events that name no customer' }),
  passed: Type.Record(Type.String(), Type.Integer(), { description: 'rows passed over, by the reason' }),
  rowsRead: Type.Integer(),
  bytesRead: Type.Integer(),
  bytesTotal: Type.Integer(),
  rowsPerSecond: Type.Number(),
  secondsLeft: Type.Union([Type.Number(), Type.Null()]),
  fault: Type.Union([Type.String(), Type.Null()], { description: 'why it failed' }),
  mayResume: Type.Boolean({ description: 'the file is kept here, so that the work can be taken up again' }),
});
export type ImportView = Static<typeof ImportSchema>;
export const ImportQuerySchema = Type.Object({ limit: PageLimit });
export const ImportListSchema = Type.Object({ imports: Type.Array(ImportSchema) });
export const ImportDetailSchema = Type.Object({
  ...ImportSchema.properties,
  rejectedRows: Type.Array(Type.Object({ ...RejectedRowSchema.properties, body: Type.String() }), {
    description: 'the first 1000, with the row as it came',
  }),
});
export type ImportDetail = Static<typeof ImportDetailSchema>;

/** A name that a mapping is saved under. */
export const MappingName = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,79}$', description: 'as prices-2026' });
export const MappingListSchema = Type.Object({
  mappings: Type.Array(Type.Object({ name: Type.String(), savedAt: Time })),
});
export const SavedMappingSchema = Type.Object({ name: Type.String(), savedAt: Time, definition: Type.Unknown() });
export type SavedMapping = Static<typeof SavedMappingSchema>;

/** Places and the price zone that each belongs to: prices may differ between zones, not within one. */
export const PriceZonesSchema = Type.Object(
  { zones: Type.Record(Type.String({ minLength: 1, maxLength: 300 }), ShortText) },
  { additionalProperties: false },
);
