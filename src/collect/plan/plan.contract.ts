import { type Static, Type } from 'typebox';
import { ShortText, Time, Uuid } from '../../kernel/contract.ts';
import { KEEPABLE } from '../../kernel/keepable.ts';
import { callTypes } from '../event.contract.ts';

/** What travels of the tracking plan, and its words. */
export const planModes = ['observe', 'warn', 'block'] as const;
export type PlanMode = (typeof planModes)[number];
export const planStatuses = ['draft', 'live', 'retired'] as const;
export type PlanStatus = (typeof planStatuses)[number];
export const planOrigins = ['shipped', 'learnt', 'written', 'imported'] as const;
export type PlanOrigin = (typeof planOrigins)[number];
/** What is done with what the plan does not name. */
export const unknownRules = ['allow', 'warn', 'block'] as const;
export type UnknownRule = (typeof unknownRules)[number];
export const violationCodes = [
  'name-unknown',
  'version-unknown',
  'required',
  'unplanned',
  'type',
  'enum',
  'format',
  'pattern',
  'length',
  'range',
  'count',
  'shape',
] as const;
export type ViolationCode = (typeof violationCodes)[number];

export const orNull = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);
export const TypeOfCall = Type.Enum([...callTypes], { description: `one of ${callTypes.join(', ')}` });
export const EventName = Type.String({
  minLength: 1,
  maxLength: 300,
  pattern: KEEPABLE,
  description: 'the name of a track event, the title of a page or screen (* is any), or the type itself',
});
export const Mode = Type.Enum([...planModes], {
  description:
    'observe: what does not hold is written down; warn: it is shown as well; block: it is not taken in, and kept as a dead letter',
});
export const Schema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'a JSON Schema (draft 2020-12) of the properties; of the traits for identify and group',
});
export const Description = Type.String({ maxLength: 2000, pattern: KEEPABLE });

export const PlanSettingsSchema = Type.Object(
  {
    unknownNames: Type.Enum([...unknownRules], {
      description: 'what is done with track events whose name is not planned',
    }),
    unknownProperties: Type.Enum([...unknownRules], {
      description: 'what is done with properties that a schema does not name, where it does not say itself',
    }),
  },
  { additionalProperties: false },
);

export const PlanVersionSchema = Type.Object({
  id: Uuid,
  type: TypeOfCall,
  name: EventName,
  version: Type.Integer({ minimum: 1 }),
  status: Type.Enum([...planStatuses]),
  mode: Mode,
  origin: Type.Enum([...planOrigins]),
  schema: Schema,
  description: orNull(Type.String()),
  owner: orNull(Type.String()),
  madeAt: Time,
  madeBy: Type.String(),
  changedAt: Time,
  changedBy: Type.String(),
  publishedAt: Type.Union([Time, Type.Null()]),
  retiredAt: Type.Union([Time, Type.Null()]),
});
export type PlanVersionView = Static<typeof PlanVersionSchema>;

export const DraftInputSchema = Type.Object(
  {
    type: TypeOfCall,
    name: EventName,
    schema: Schema,
    mode: Type.Optional(Mode),
    origin: Type.Optional(Type.Enum(['written', 'learnt'])),
    description: Type.Optional(orNull(Description)),
    owner: Type.Optional(orNull(ShortText)),
  },
  { additionalProperties: false },
);
export type DraftInput = Static<typeof DraftInputSchema>;

export const VersionChangeSchema = Type.Object(
  {
    schema: Type.Optional(Schema),
    mode: Type.Optional(Mode),
    description: Type.Optional(orNull(Description)),
    owner: Type.Optional(orNull(ShortText)),
  },
  { additionalProperties: false },
);
export type VersionChange = Static<typeof VersionChangeSchema>;
