import { type Static, Type } from 'typebox';
import { ShortText, Time, Uuid } from '../../kernel/contract.ts';
import {
  Description,
  EventName,
  Mode,
  orNull,
  PlanSettingsSchema,
  PlanVersionSchema,
  Schema,
  TypeOfCall,
  violationCodes,
  planStatuses,
} from './plan.contract.ts';

/** What travels of how the plan is kept to, of what is learnt, and of the plan as a file. */
const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });

/** One name of the list: what is planned of it, and what came of it. */
export const PlanEntrySchema = Type.Object({
  type: TypeOfCall,
  name: EventName,
  isPlanned: Type.Boolean(),
  live: Type.Union([Type.Integer(), Type.Null()], { description: 'the live version' }),
  mode: Type.Union([Mode, Type.Null()]),
  versions: Count,
  drafts: Count,
  description: orNull(Type.String()),
  owner: orNull(Type.String()),
  events: Count,
  violating: Count,
  lastSeenAt: Type.Union([Time, Type.Null()]),
});
export type PlanEntry = Static<typeof PlanEntrySchema>;

export const PlanViewSchema = Type.Object({
  settings: PlanSettingsSchema,
  days: Type.Integer(),
  entries: Type.Array(PlanEntrySchema),
});
export type PlanView = Static<typeof PlanViewSchema>;

export const ViolationSchema = Type.Object({
  code: Type.Enum([...violationCodes]),
  path: Type.String(),
  place: Type.String(),
  found: Type.String(),
  allowed: Type.String(),
});

/** What one name violated, counted. */
export const ViolationGroupSchema = Type.Object({
  violation: Type.String({ description: 'code and path, as `required price`' }),
  source: Type.String(),
  mode: Mode,
  events: Count,
  firstAt: Time,
  lastAt: Time,
});
export type ViolationGroup = Static<typeof ViolationGroupSchema>;

export const ViolatingEventSchema = Type.Object({
  messageId: Type.String(),
  customerId: Uuid,
  at: Time,
  source: Type.String(),
  channel: Type.String(),
  version: Type.Integer(),
  mode: Mode,
  violations: Type.Array(ViolationSchema),
});
export type ViolatingEvent = Static<typeof ViolatingEventSchema>;

export const PlanDetailSchema = Type.Object({
  type: TypeOfCall,
  name: EventName,
  days: Type.Integer(),
  events: Count,
  violating: Count,
  versions: Type.Array(PlanVersionSchema),
  groups: Type.Array(ViolationGroupSchema),
});
export type PlanDetail = Static<typeof PlanDetailSchema>;

const Days = Type.Optional(Type.Integer({ minimum: 1, maximum: 400 }));
const MostEvents = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }));

export const PlanQuerySchema = Type.Object({ days: Days });
export const PlanNameQuerySchema = Type.Object({ type: TypeOfCall, name: EventName, days: Days });
export const ViolatingQuerySchema = Type.Object({
  type: TypeOfCall,
  name: EventName,
  days: Days,
  violation: Type.Optional(Type.String({ maxLength: 500 })),
  source: Type.Optional(Type.String({ maxLength: 300 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
export const ViolatingEventsSchema = Type.Object({ events: Type.Array(ViolatingEventSchema) });

export const LearnInputSchema = Type.Object(
  { type: TypeOfCall, name: EventName, days: Days, most: MostEvents },
  { additionalProperties: false },
);

export const EvidenceSchema = Type.Object({
  path: Type.String(),
  events: Count,
  share: Share,
  isRequired: Type.Boolean(),
  missing: Type.Integer({ description: 'how many of the events would violate by lacking it' }),
  kinds: Type.Record(Type.String(), Count),
  format: orNull(Type.String()),
  distinct: Type.Union([Count, Type.Null()], { description: 'different values; null is more than were counted' }),
  least: Type.Union([Type.Number(), Type.Null()]),
  largest: Type.Union([Type.Number(), Type.Null()]),
  examples: Type.Array(Type.String(), {
    description: 'values met at several customers; others only by their shape, as Xxxx 00',
  }),
});
export type Evidence = Static<typeof EvidenceSchema>;

export const LearntSchema = Type.Object({
  sampled: Count,
  days: Type.Integer(),
  schema: Schema,
  evidence: Type.Array(EvidenceSchema),
});
export type Learnt = Static<typeof LearntSchema>;

export const DryRunInputSchema = Type.Object(
  { type: TypeOfCall, name: EventName, schema: Schema, days: Days, most: MostEvents },
  { additionalProperties: false },
);
export const DryRunSchema = Type.Object({
  events: Count,
  violating: Count,
  days: Type.Integer(),
  sources: Type.Array(Type.Object({ source: Type.String(), events: Count, violating: Count })),
  groups: Type.Array(
    Type.Object({ violation: Type.String(), events: Count, found: Type.String(), allowed: Type.String() }),
  ),
});
export type DryRun = Static<typeof DryRunSchema>;

export const SchemaChangeSchema = Type.Object({
  path: Type.String(),
  change: Type.String(),
  way: Type.Enum(['stricter', 'looser', 'unsure']),
  before: Type.String(),
  after: Type.String(),
});
export const DiffInputSchema = Type.Object({ before: Schema, after: Schema }, { additionalProperties: false });
export const DiffSchema = Type.Object({
  isCompatible: Type.Boolean({ description: 'whatever held under the first holds under the second' }),
  changes: Type.Array(SchemaChangeSchema),
});

/** The plan as a file, as a company keeps it with its code. */
export const PlanFileSchema = Type.Object(
  {
    samspelPlan: Type.Literal(1),
    settings: PlanSettingsSchema,
    events: Type.Array(
      Type.Object(
        {
          type: TypeOfCall,
          name: EventName,
          version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
          status: Type.Enum([...planStatuses]),
          mode: Mode,
          description: Type.Optional(orNull(Description)),
          owner: Type.Optional(orNull(ShortText)),
          schema: Schema,
        },
        { additionalProperties: false },
      ),
      { maxItems: 5000 },
    ),
  },
  { additionalProperties: false },
);
export type PlanFile = Static<typeof PlanFileSchema>;

export const ImportReceiptSchema = Type.Object({ added: Count, changed: Count, unchanged: Count });
export type ImportReceipt = Static<typeof ImportReceiptSchema>;
