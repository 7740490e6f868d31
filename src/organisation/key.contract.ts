import { Type, type Static } from 'typebox';
import { ChannelId, ShortText, Time, Uuid } from '../kernel/contract.ts';
import { Origins, SourceId } from './source.contract.ts';

export const KeyKindSchema = Type.Union([Type.Literal('channel'), Type.Literal('write')], {
  description: 'channel: may ask and promise. write: may only hand in events; fit for a web page',
});

/** `POST /v1/keys`. A write key is made with a source of its name; `POST /v1/sources/{id}/keys` makes one for a source there is. */
export const KeyInputSchema = Type.Object(
  {
    name: ShortText,
    kind: KeyKindSchema,
    channel: Type.Optional(ChannelId),
    origins: Type.Optional(Origins),
  },
  { additionalProperties: false, examples: [{ name: 'Kassan i Umeå', kind: 'channel', channel: 'store' }] },
);
export type KeyInput = Static<typeof KeyInputSchema>;

/** What tells the keys of one source from each other; without it the source's name. */
export const KeyNameSchema = Type.Object(
  { name: Type.Optional(ShortText) },
  { additionalProperties: false, examples: [{ name: 'produktion' }] },
);

const timeOrNull = (description: string) => Type.Union([Time, Type.Null()], { description });

export const KeySchema = Type.Object({
  id: Uuid,
  name: Type.String(),
  kind: KeyKindSchema,
  channel: Type.Union([ChannelId, Type.Null()]),
  source: Type.Union([SourceId, Type.Null()], { description: 'the source that a write key belongs to' }),
  startsWith: Type.Union([Type.String(), Type.Null()], {
    description: 'its first characters; null for keys from before these were kept',
  }),
  createdAt: Time,
  createdBy: Type.Union([Type.String(), Type.Null()]),
  lastUsedAt: timeOrNull('when it was last used, to the hour'),
  stopsAt: timeOrNull('until when a key that has been rotated is good'),
  replacedBy: Type.Union([Uuid, Type.Null()]),
  revokedAt: timeOrNull('since when it lets nobody in'),
});
export type KeyView = Static<typeof KeySchema>;
export const KeyListSchema = Type.Object({ keys: Type.Array(KeySchema) });

const secret = Type.String({ description: 'the key itself, shown this once' });
const shownOnce = { id: '019aaab4-77f0-7c41-a4a1-0d6e8b1f0a11', key: 'wk_4f9...', source: 'web-shop' };

/** The only answer that holds the key itself. */
export const NewKeySchema = Type.Object(
  { id: Uuid, key: secret, source: Type.Union([SourceId, Type.Null()]) },
  { examples: [shownOnce] },
);
export type NewKey = Static<typeof NewKeySchema>;

/** `POST /v1/keys/{id}/rotation`. */
export const RotationInputSchema = Type.Object(
  {
    oldUntil: Type.Optional({
      ...Time,
      description: 'until when the old key is good beside the new one; a time that has passed is now',
    }),
    overlapDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 365,
        description: 'the same as days from now, by the clock of the server: 7',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ overlapDays: 7 }, { oldUntil: '2026-12-01T08:00:00Z' }] },
);
export type RotationInput = Static<typeof RotationInputSchema>;
export const RotatedSchema = Type.Object(
  { ...NewKeySchema.properties, replaces: Uuid, oldUntil: Time },
  {
    examples: [
      { ...shownOnce, replaces: '019aaab4-0000-7c41-a4a1-0d6e8b1f0a11', oldUntil: '2026-12-01T08:00:00.000Z' },
    ],
  },
);
export type Rotated = Static<typeof RotatedSchema>;
