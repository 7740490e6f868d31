import { Type, type Static } from 'typebox';
import { ChannelId, Currency, ShortText, Time } from '../kernel/contract.ts';
import { AvailabilitySchema, PriceTypeSchema } from './sighting.contract.ts';

export const closed = { additionalProperties: false };
export const Column = Type.String({ minLength: 1, maxLength: 200, description: 'the name of a column' });
const FromColumn = Type.Object({ column: Column }, closed);
export const Cell = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

/** How a table may write a day or an instant. `iso` is RFC 3339, with or without its offset; 22.11.2026 is a D/M/YYYY. */
const dateFormats = [
  'M/D/YYYY',
  'D/M/YYYY',
  'YYYY-MM-DD',
  'YYYYMMDD',
  'YYYY-MM-DD HH:mm:ss',
  'M/D/YYYY HH:mm:ss',
  'D/M/YYYY HH:mm:ss',
  'unix seconds',
  'unix milliseconds',
  'iso',
] as const;
export type DateFormat = (typeof dateFormats)[number];

export const DateFormatSchema = Type.Enum([...dateFormats], { description: `one of ${dateFormats.join(', ')}` });

const SeenAt = Type.Union(
  [Type.Object({ column: Column, format: DateFormatSchema }, closed), Type.Object({ at: Time }, closed)],
  { description: '{"column", "format"}, or {"at"} for one instant; without it, the instant given for the file' },
);
const Holds = Type.Union(
  [
    Type.Literal('day'),
    Type.Literal('week'),
    Type.Literal('until-next'),
    Type.Object({ days: Type.Integer({ minimum: 1, maximum: 3660 }) }, closed),
  ],
  { description: 'day, week (ISO, from Monday), until-next (the next sighting of the same speaker) or {"days": n}' },
);
const Place = Type.Union([FromColumn, Type.Object({ value: ShortText }, closed)], {
  description: '{"column"} or {"value"}; without it the channel speaks everywhere',
});
const CurrencyOf = Type.Union([Currency, FromColumn], { description: 'a code of ISO 4217, or {"column"}' });

/** What may be said for all sightings of a row, and again for one of them. */
const shared = {
  seenAt: Type.Optional(SeenAt),
  holds: Type.Optional(Holds),
  place: Type.Optional(Place),
  currency: Type.Optional(CurrencyOf),
};

const MappedSightingSchema = Type.Object(
  {
    channel: Type.Union(
      [
        ChannelId,
        Type.Object({ column: Column, values: Type.Optional(Type.Record(Type.String(), ChannelId)) }, closed),
      ],
      { description: 'a channel, or {"column", "values"}' },
    ),
    ours: Type.Optional(
      Type.Boolean({ description: 'false for a channel that is not ours; it is kept, not compared' }),
    ),
    price: Type.Union([Column, Type.Object({ sum: Type.Array(Column, { minItems: 1, maxItems: 20 }) }, closed)], {
      description: 'a column, or {"sum": [columns]}; an empty price is no sighting',
    }),
    onSale: Type.Optional(
      Type.Object({ column: Column, yes: Type.Optional(Type.Array(Cell, { maxItems: 50 })) }, closed),
    ),
    priceType: Type.Optional(
      Type.Union(
        [
          Type.Object({ column: Column, values: Type.Record(Type.String(), PriceTypeSchema) }, closed),
          Type.Object({ value: PriceTypeSchema }, closed),
        ],
        { description: '{"column", "values"} or {"value"}' },
      ),
    ),
    availability: Type.Optional(
      Type.Object({ column: Column, values: Type.Record(Type.String(), AvailabilitySchema) }, closed),
    ),
    ...shared,
  },
  closed,
);

/** What a mapping may say of how the table is written. */
export const tableForm = {
  delimiter: Type.Optional(
    Type.Union([Type.Literal(','), Type.Literal(';'), Type.Literal('\t'), Type.Literal('|')], {
      description: 'comma, semicolon, tab or bar; without it, found from the header line',
    }),
  ),
  decimal: Type.Optional(
    Type.Union([Type.Literal('.'), Type.Literal(',')], { description: '. or ,; without it, found from the numbers' }),
  ),
};

/** How one row of a table becomes sightings. Written as JSON or YAML. */
export const MappingSchema = Type.Object(
  {
    name: Type.Optional(ShortText),
    about: Type.Optional(Type.String({ maxLength: 2000 })),
    ...tableForm,
    timeZone: Type.Optional(
      Type.String({ maxLength: 60, description: "as Europe/Stockholm; without it, the deployment's" }),
    ),
    where: Type.Optional(
      Type.Record(Type.String(), Type.Union([Cell, Type.Array(Cell, { maxItems: 200 })]), {
        description: 'only rows whose columns hold these values: {"quantity": 1}',
      }),
    ),
    product: Type.Union(
      [
        Column,
        Type.Object(
          {
            columns: Type.Array(Column, { minItems: 1, maxItems: 10 }),
            join: Type.Optional(Type.String({ maxLength: 5 })),
          },
          closed,
        ),
      ],
      { description: 'a column, or {"columns": [...], "join": ":"}' },
    ),
    productName: Type.Optional(Column),
    ...shared,
    owners: Type.Optional(Type.Record(Type.String(), ShortText, { description: 'who answers for each channel' })),
    sightings: Type.Array(MappedSightingSchema, { minItems: 1, maxItems: 40 }),
  },
  closed,
);
export type Mapping = Static<typeof MappingSchema>;
export type MappedSighting = Static<typeof MappedSightingSchema>;
