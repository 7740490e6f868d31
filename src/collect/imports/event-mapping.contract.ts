import { Type, type Static } from 'typebox';
import { ShortText, Time } from '../../kernel/contract.ts';
import { Cell, closed, Column, DateFormatSchema, tableForm } from '../mapping.contract.ts';

const Columns = Type.Array(Column, { minItems: 1, maxItems: 10 });
const Words = Type.Record(Type.String(), Type.String({ maxLength: 300 }));

/** What a cell must hold for a rule to apply. */
const TestSchema = Type.Union(
  [
    Cell,
    Type.Array(Cell, { minItems: 1, maxItems: 200 }),
    Type.Object({ startsWith: ShortText }, closed),
    Type.Object({ below: Type.Number() }, closed),
    Type.Object({ above: Type.Number() }, closed),
    Type.Object({ empty: Type.Boolean() }, closed),
  ],
  { description: 'a value, a list of values, {"startsWith"}, {"below"}, {"above"} or {"empty": true}' },
);
export type CellTest = Static<typeof TestSchema>;

/** All of the columns must hold what is said of them. */
const When = Type.Record(Type.String(), TestSchema, {
  description: 'columns and what each must hold, as {"quantity": {"below": 0}}',
});
export type When = Static<typeof When>;

/** A word that is the same for every row, stands in a column, or depends on what the row holds. */
const Choice = Type.Union(
  [
    ShortText,
    Type.Object({ column: Column, values: Type.Optional(Words), otherwise: Type.Optional(ShortText) }, closed),
    Type.Object(
      {
        cases: Type.Array(Type.Object({ when: When, is: ShortText }, closed), { minItems: 1, maxItems: 50 }),
        otherwise: Type.Optional(ShortText),
      },
      closed,
    ),
  ],
  { description: 'a text, {"column", "values", "otherwise"} or {"cases": [{"when", "is"}], "otherwise"}' },
);
export type Choice = Static<typeof Choice>;

const IdentifierOf = Type.Object(
  {
    type: Type.String({ pattern: '^[a-z][a-z_]{1,39}$', description: 'user_id, email, phone, loyalty, receipt …' }),
    column: Column,
    prefix: Type.Optional(
      Type.String({ maxLength: 60, description: 'put before the value, so that two files differ' }),
    ),
  },
  closed,
);
export type IdentifierOf = Static<typeof IdentifierOf>;

const TimeSchema = Type.Union(
  [
    Type.Object(
      { column: Column, format: DateFormatSchema, values: Type.Optional(Words) },
      { ...closed, description: 'values turn what stands in the column into a date, as a campaign into its first day' },
    ),
    Type.Object(
      { columns: Columns, join: Type.Optional(Type.String({ maxLength: 5 })), format: DateFormatSchema },
      closed,
    ),
    Type.Object({ at: Time }, closed),
  ],
  { description: '{"column", "format"}, {"columns", "join", "format"} or {"at"}' },
);
export type TimeOf = Static<typeof TimeSchema>;

const ValueSchema = Type.Union(
  [
    Column,
    Type.Object(
      {
        column: Column,
        as: Type.Optional(
          Type.Union([Type.Literal('text'), Type.Literal('number'), Type.Literal('flag')], {
            description: 'text, number or flag',
          }),
        ),
        values: Type.Optional(Words),
        absolute: Type.Optional(Type.Boolean({ description: 'without its sign, as the pieces of a return' })),
      },
      closed,
    ),
    Type.Object({ value: Cell }, closed),
  ],
  { description: 'a column, {"column", "as", "values", "absolute"} or {"value"}' },
);
export type ValueOf = Static<typeof ValueSchema>;
const Values = Type.Record(Type.String({ minLength: 1, maxLength: 200 }), ValueSchema);

const TotalSchema = Type.Union(
  [
    Type.Object({ sum: Columns, absolute: Type.Optional(Type.Boolean()) }, closed),
    Type.Object({ product: Columns, absolute: Type.Optional(Type.Boolean()) }, closed),
  ],
  { description: '{"sum": [columns]} or {"product": [columns]} of each row, added up over the rows of the event' },
);
export type TotalOf = Static<typeof TotalSchema>;

/** The most rows that may lie between two of one event: so many are held in memory. */
export const MOST_ROWS_APART = 200_000;

const GroupSchema = Type.Object(
  {
    by: Columns,
    within: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_ROWS_APART,
        description: 'how many rows apart two of one event may stand; without it 10,000',
      }),
    ),
    products: Type.Optional(Values),
    totals: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 200 }), TotalSchema)),
  },
  closed,
);

/** How the rows of a table become events. Written as JSON or YAML. */
export const EventMappingSchema = Type.Object(
  {
    kind: Type.Literal('events', { description: 'events' }),
    name: Type.Optional(ShortText),
    about: Type.Optional(Type.String({ maxLength: 2000 })),
    ...tableForm,
    timeZone: Type.Optional(Type.String({ maxLength: 60, description: "as UTC; without it, the deployment's" })),
    where: Type.Optional(When),
    passOver: Type.Optional(
      Type.Array(Type.Object({ when: When, because: ShortText }, closed), {
        maxItems: 50,
        description: 'rows that tell of no customer, with the reason that they are counted under',
      }),
    ),
    type: Type.Optional(
      Type.Union([Type.Literal('track'), Type.Literal('identify')], {
        description: 'track (something happened; the default) or identify (what is known of a customer)',
      }),
    ),
    id: Type.Optional(
      Type.Object(
        { columns: Columns, join: Type.Optional(Type.String({ maxLength: 5 })), prefix: Type.Optional(ShortText) },
        { ...closed, description: "the event's own number; without it, the file and the row" },
      ),
    ),
    at: TimeSchema,
    identifiers: Type.Array(IdentifierOf, { minItems: 1, maxItems: 10 }),
    otherwise: Type.Optional(IdentifierOf),
    event: Type.Optional(Choice),
    channel: Choice,
    properties: Type.Optional(Values),
    otherProperties: Type.Optional(
      Type.Boolean({ description: 'true: every column that is not named becomes a property' }),
    ),
    group: Type.Optional(GroupSchema),
  },
  closed,
);
export type EventMapping = Static<typeof EventMappingSchema>;
