import { Type, type Static } from 'typebox';
import { ChannelId, ShortText, Time, Uuid } from '../kernel/contract.ts';

export const KeyKindSchema = Type.Union([Type.Literal('channel'), Type.Literal('write')], {
  description: 'channel: may ask and promise. write: may only hand in events; fit for a web page',
});

const MOST_ORIGINS = 50;

export const KeyInputSchema = Type.Object(
  {
    name: ShortText,
    kind: KeyKindSchema,
    channel: Type.Optional(ChannelId),
    origins: Type.Optional(
      Type.Array(Type.String({ maxLength: 300 }), {
        maxItems: MOST_ORIGINS,
        description: 'the pages that a write key may be used from, as https://shop.example; none: any page',
      }),
    ),
  },
  { additionalProperties: false },
);
export type KeyInput = Static<typeof KeyInputSchema>;

export const KeySchema = Type.Object({
  id: Uuid,
  name: Type.String(),
  kind: KeyKindSchema,
  channel: Type.Union([ChannelId, Type.Null()]),
  origins: Type.Array(Type.String()),
  createdAt: Time,
  revokedAt: Type.Union([Time, Type.Null()]),
});
export type KeyView = Static<typeof KeySchema>;
export const KeyListSchema = Type.Object({ keys: Type.Array(KeySchema) });

/** The only answer that holds the key itself. */
export const NewKeySchema = Type.Object({ id: Uuid, key: Type.String() });
export type NewKey = Static<typeof NewKeySchema>;
