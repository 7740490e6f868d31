import { Type, type Static } from 'typebox';
import { ChannelId, Time, Uuid } from '../kernel/contract.ts';
import { KEEPABLE } from '../kernel/keepable.ts';
import { VersionNumber } from './version.contract.ts';

/** What a comment is on, as the addresses say it. */
export const CommentedSchema = Type.Enum(['messages', 'offers']);
export type Commented = Static<typeof CommentedSchema>;

export const CommentInputSchema = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 4000, pattern: KEEPABLE }),
    version: VersionNumber,
    channel: Type.Optional(ChannelId),
  },
  { additionalProperties: false },
);
export type CommentInput = Static<typeof CommentInputSchema>;

export const CommentSchema = Type.Object({
  id: Uuid,
  text: Type.String(),
  version: Type.Integer({ description: 'the version that was looked at' }),
  channel: Type.Union([ChannelId, Type.Null()]),
  writtenAt: Time,
  writtenBy: Type.String(),
  settledAt: Type.Union([Time, Type.Null()]),
  settledBy: Type.Union([Type.String(), Type.Null()]),
});
export type Comment = Static<typeof CommentSchema>;
export const CommentListSchema = Type.Object({ comments: Type.Array(CommentSchema) });
export type CommentList = Static<typeof CommentListSchema>;
