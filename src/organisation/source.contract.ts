import { Type, type Static } from 'typebox';
import { ChannelId, ShortText, Time } from '../kernel/contract.ts';
import { KEEPABLE } from '../kernel/keepable.ts';

export const sourceKinds = ['server', 'browser', 'import', 'example'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const LONGEST_SOURCE_ID = 60;
export const SOURCE_ID_PATTERN = `^[a-z0-9][a-z0-9-]{0,${LONGEST_SOURCE_ID - 1}}$`;

const MOST_ORIGINS = 50;

/** An id that is made now. Sources from before there were any are called by their key's old name. */
const NewSourceId = Type.String({
  pattern: SOURCE_ID_PATTERN,
  description: 'what its events carry for ever, as web-shop; without one it is made from the name',
});
export const SourceId = Type.String({ minLength: 1, maxLength: 400, pattern: KEEPABLE, description: 'a source' });

export const Origins = Type.Array(Type.String({ maxLength: 300 }), {
  maxItems: MOST_ORIGINS,
  description: 'the pages that its write keys may be used from, as https://shop.example; none: any page',
});

function orNull<T extends ReturnType<typeof Type.String>>(schema: T, description: string) {
  return Type.Union([schema, Type.Null()], { description });
}

const said = {
  name: ShortText,
  kind: Type.Enum([...sourceKinds], {
    description: 'server: a program of ours; browser: pages or apps; import: files; example: made-up data',
  }),
  channel: orNull(ChannelId, 'the channel of events that name none themselves'),
  department: orNull(ShortText, 'by name; one that is not known yet is made'),
  owner: orNull(ShortText, 'the member who answers for it, by name; one who is not known yet is made'),
  origins: Origins,
  phoneCountry: orNull(
    Type.String({ pattern: '^[A-Z]{2}$' }),
    "ISO 3166: where telephone numbers without a country code are from; null: the deployment's country",
  ),
  purpose: Type.String({ maxLength: 2000, pattern: KEEPABLE, description: 'what it is for, in words' }),
  state: Type.Enum(['active', 'paused'], { description: 'a paused source is refused, and nothing of it is kept' }),
};

/** Everything that may be said of a source and said anew. */
export const SourceFieldsSchema = Type.Object(said, { additionalProperties: false });
export type SourceFields = Static<typeof SourceFieldsSchema>;

const { name, state: _state, ...rest } = said;
const example = {
  name: 'Web shop',
  kind: 'browser',
  channel: 'web',
  department: 'E-handel',
  owner: 'Åsa Lind',
  origins: ['https://shop.example'],
  phoneCountry: 'SE',
  purpose: 'Page views and orders of the web shop',
} as const;

/** `POST /v1/sources`: a name is enough. */
export const SourceInputSchema = Type.Object(
  { id: Type.Optional(NewSourceId), name, ...Type.Partial(Type.Object(rest)).properties },
  { additionalProperties: false, examples: [example] },
);
export type SourceInput = Static<typeof SourceInputSchema>;

/** `PATCH /v1/sources/{id}`: what is to be said anew; the rest stays. */
export const SourcePatchSchema = Type.Object(Type.Partial(Type.Object(said)).properties, {
  additionalProperties: false,
  minProperties: 1,
  examples: [{ state: 'paused' }, { owner: 'Åsa Lind', department: 'E-handel' }],
});
export type SourcePatch = Static<typeof SourcePatchSchema>;

export const SourceSchema = Type.Object(
  {
    id: SourceId,
    ...said,
    createdAt: Time,
    pausedAt: Type.Union([Time, Type.Null()]),
    liveKeys: Type.Integer({ description: 'how many of its keys let in just now' }),
    lastUsedAt: Type.Union([Time, Type.Null()], { description: 'when one of its keys was last used, to the hour' }),
  },
  {
    examples: [
      {
        id: 'web-shop',
        ...example,
        state: 'active',
        createdAt: '2026-11-22T08:00:00.000Z',
        pausedAt: null,
        liveKeys: 1,
        lastUsedAt: '2026-11-22T08:00:00.000Z',
      },
    ],
  },
);
export type SourceView = Static<typeof SourceSchema>;
export const SourceListSchema = Type.Object({ sources: Type.Array(SourceSchema) });
