import { Type, type Static } from 'typebox';
import { Time, Uuid } from '../kernel/contract.ts';

const Counts = Type.Record(Type.String(), Type.Integer(), { description: 'how much was deleted, by what it was' });

/** That somebody was erased, and what was deleted. Holds nothing of whom it was. */
export const ErasureSchema = Type.Object({
  id: Uuid,
  customerId: Uuid,
  madeBy: Type.String(),
  erasedAt: Time,
  counts: Type.Object({ postgres: Counts, clickhouse: Counts, log: Counts, hashes: Type.Integer() }),
  proof: Type.String({ description: 'SHA-256 of this, and of the proof before it' }),
  purgedAt: Type.Union([Time, Type.Null()], { description: 'when the last byte was gone from the databases' }),
});
export type ErasureView = Static<typeof ErasureSchema>;
export const ErasureListSchema = Type.Object({ erasures: Type.Array(ErasureSchema) });

/** What an erasure would delete, to be shown before it is asked for. */
export const ErasureReachSchema = Type.Object({
  identifiers: Type.Integer(),
  events: Type.Integer(),
  promises: Type.Integer(),
  decisions: Type.Integer(),
});
export type ErasureReach = Static<typeof ErasureReachSchema>;
