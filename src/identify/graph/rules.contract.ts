import { Type, type Static } from 'typebox';

const TypeName = Type.String({ pattern: '^[a-z][a-z_]{1,39}$', description: 'a type of identifier, as email' });
const Types = Type.Array(TypeName, { maxItems: 50 });
const LimitSchema = Type.Object(
  {
    most: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    withinDays: Type.Union([Type.Integer({ minimum: 1, maximum: 36_500 }), Type.Null()], {
      description: 'counted within so many days of each other; null counts everything',
    }),
  },
  { additionalProperties: false },
);
const Limits = Type.Record(TypeName, LimitSchema);

/** The rules of who is who, as they are read and written. */
export const RulesSchema = Type.Object(
  {
    priority: Types,
    devices: Types,
    registers: Types,
    limits: Limits,
    otherwise: LimitSchema,
    caps: Limits,
    nobody: Type.Array(Type.String({ minLength: 1, maxLength: 320 }), { maxItems: 10_000 }),
  },
  { additionalProperties: false },
);
export type RulesView = Static<typeof RulesSchema>;
export const NewRulesSchema = Type.Object({ version: Type.Integer() });
