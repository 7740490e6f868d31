import { Type, type Static } from 'typebox';
import { ChannelId, ShortText, Uuid } from '../kernel/contract.ts';

export const SessionSchema = Type.Object({
  member: Type.Object({
    id: Uuid,
    name: Type.String(),
    role: Type.Union([Type.Literal('owner'), Type.Literal('editor'), Type.Literal('reader')]),
  }),
  deployment: Type.Object({
    name: Type.String(),
    isExample: Type.Boolean(),
    timeZone: Type.String({ description: 'Where days begin and end, as Europe/Stockholm' }),
  }),
});
export type Session = Static<typeof SessionSchema>;

/** A channel with who answers for it. */
export const ChannelSchema = Type.Object({
  id: ChannelId,
  nameSv: Type.String(),
  nameEn: Type.String(),
  isOurs: Type.Boolean(),
  department: Type.Union([Type.String(), Type.Null()]),
  owner: Type.Union([Type.String(), Type.Null()]),
});
export type Channel = Static<typeof ChannelSchema>;
export const ChannelListSchema = Type.Object({ channels: Type.Array(ChannelSchema) });

/** `PUT /v1/channels/{id}`: the whole of it. A department or an owner that is not known yet is made. */
export const ChannelInputSchema = Type.Object(
  {
    nameSv: ShortText,
    nameEn: ShortText,
    isOurs: Type.Boolean(),
    department: Type.Union([ShortText, Type.Null()]),
    owner: Type.Union([ShortText, Type.Null()]),
  },
  { additionalProperties: false },
);
