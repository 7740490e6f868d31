import { Type, type Static } from 'typebox';
import { Time } from '../kernel/contract.ts';

export const VersionNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
/** The version that somebody wrote on top of; another one in between is a conflict. */
export const After = Type.Integer({
  minimum: 1,
  description: 'the version that was edited; another one in between is a conflict',
});

/** The version that was looked at, of what somebody says yes to. */
export const Seen = Type.Optional(
  Type.Integer({ minimum: 1, description: 'the version that was looked at; where it is not the newest, a conflict' }),
);

/** A version of a message or an offer: a save. One that was restored says which it was. */
export const VersionSchema = Type.Object({
  version: Type.Integer(),
  savedAt: Time,
  savedBy: Type.String(),
  restoredFrom: Type.Union([Type.Integer(), Type.Null()]),
});
export type Version = Static<typeof VersionSchema>;
