import { type Static, Type } from 'typebox';
import { ShortText, Uuid } from '../../kernel/contract.ts';
import { MappingName } from '../import.contract.ts';

/** What a column can be in an event. Each but `property` and `none` is had by one column at most, as the screen shows it. */
export const columnRoles = [
  'none',
  'time',
  'time-of-day',
  'user_id',
  'email',
  'phone',
  'loyalty',
  'case',
  'receipt',
  'event',
  'channel',
  'product_id',
  'product_name',
  'quantity',
  'price',
  'total',
  'property',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** What the address says of a file that is handed in as the body. */
export const UploadQuerySchema = Type.Object({
  fileName: { ...ShortText, description: 'its ending tells what kind of file it is' },
  source: Type.Optional(ShortText),
  mapping: Type.Optional({ ...MappingName, description: 'a saved mapping of events: the import starts at once' }),
});

export const UploadedSchema = Type.Object({
  id: Uuid,
  isKnown: Type.Boolean({ description: 'the same file was imported before in the same way: nothing is added' }),
});
export type Uploaded = Static<typeof UploadedSchema>;

const MappingInput = Type.Union(
  [MappingName, Type.Object({ kind: Type.Literal('events') }, { additionalProperties: true })],
  {
    description: 'the name of a saved mapping, or a mapping of events itself',
  },
);
export const PreviewInputSchema = Type.Object(
  { mapping: Type.Optional(MappingInput) },
  { additionalProperties: false },
);
export const StartInputSchema = Type.Object(
  {
    mapping: MappingInput,
    source: Type.Optional(ShortText),
    saveAs: Type.Optional({ ...MappingName, description: 'the name to save the mapping under, for the next file' }),
  },
  { additionalProperties: false },
);
export type MappingInput = Static<typeof MappingInput>;

const ColumnSchema = Type.Object({
  name: Type.String(),
  samples: Type.Array(Type.String()),
  role: Type.Enum([...columnRoles]),
  isNumber: Type.Boolean(),
});

export const DraftSchema = Type.Object({
  eventName: Type.String(),
  channel: Type.String(),
  format: Type.String(),
  timeZone: Type.String(),
  decimal: Type.String(),
  prefix: Type.String(),
});

/** The first rows of a file: what its columns seem to be, and what its first events would be by the mapping. */
export const PreviewSchema = Type.Object({
  columns: Type.Array(ColumnSchema),
  draft: DraftSchema,
  lacks: Type.Array(Type.Union([Type.Literal('time'), Type.Literal('identifier')])),
  mapping: Type.Union([Type.Unknown(), Type.Null()]),
  rowsRead: Type.Integer({ description: 'how many of the first rows were looked at' }),
  events: Type.Integer({ description: 'how many events they come to' }),
  bad: Type.Integer(),
  anonymous: Type.Integer(),
  passed: Type.Record(Type.String(), Type.Integer()),
  fault: Type.Union([Type.String(), Type.Null()], { description: 'why the mapping does not fit the file' }),
  outcomes: Type.Array(
    Type.Union([
      Type.Object({
        kind: Type.Literal('call'),
        line: Type.Integer(),
        isAnonymous: Type.Boolean(),
        call: Type.Unknown(),
      }),
      Type.Object({ kind: Type.Literal('bad'), line: Type.Integer(), field: Type.String(), reason: Type.String() }),
    ]),
  ),
});
export type Preview = Static<typeof PreviewSchema>;
