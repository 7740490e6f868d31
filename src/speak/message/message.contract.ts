import { Type, type Static } from 'typebox';
import { Amount, ChannelId, Currency, ProductId, ShortText, Time, Uuid } from '../../kernel/contract.ts';
import { KEEPABLE } from '../../kernel/keepable.ts';
import { AudienceSchema, AudienceViewSchema, KeptAudienceSchema } from '../audience.contract.ts';
import { OfferStateSchema } from '../offer.contract.ts';
import { After, VersionNumber, VersionSchema } from '../version.contract.ts';

const LONGEST_MJML = 60_000;
const LONGEST_TEXT = 10_000;

const Line = Type.String({ maxLength: 500, pattern: KEEPABLE });
const Text = Type.String({ maxLength: LONGEST_TEXT, pattern: KEEPABLE });

function form<K extends string, P extends Record<string, ReturnType<typeof Type.String>>>(kind: K, parts: P) {
  return Type.Object(
    { kind: Type.Literal(kind), channel: ChannelId, language: LanguageSchema, ...parts },
    { additionalProperties: false },
  );
}

export const LanguageSchema = Type.Enum(['sv', 'en']);
export type Language = Static<typeof LanguageSchema>;

/** What a message looks like in one channel. Texts are Liquid; a price is a reference, as `{{ price.jacket }}`. */
export const FormSchema = Type.Union([
  form('email', {
    subject: Line,
    preheader: Line,
    mjml: Type.String({ maxLength: LONGEST_MJML, pattern: KEEPABLE, description: 'MJML with Liquid inside' }),
  }),
  form('sms', { text: Text }),
  form('push', { title: Line, text: Text }),
  form('app', { title: Line, text: Text }),
  form('web', { slot: Line, title: Line, text: Text }),
  form('chat', { text: Text }),
  Type.Object(
    {
      kind: Type.Literal('call'),
      channel: ChannelId,
      language: LanguageSchema,
      steps: Type.Array(Text, { maxItems: 30 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('till'),
      channel: ChannelId,
      language: LanguageSchema,
      text: Text,
      width: Type.Integer({ minimum: 16, maximum: 80, description: 'characters on a line of the receipt' }),
    },
    { additionalProperties: false },
  ),
  form('letter', { title: Line, text: Text }),
]);
export type Form = Static<typeof FormSchema>;

/** What a name in the texts stands for: an offer (of one of its products), or a product at its regular price. */
export const ReferenceSchema = Type.Union([
  Type.Object({ offer: Uuid, product: Type.Optional(ProductId) }, { additionalProperties: false }),
  Type.Object({ product: ProductId }, { additionalProperties: false }),
]);
export type Reference = Static<typeof ReferenceSchema>;

const REFERENCE_NAME = '^[a-z][a-z0-9_]{0,39}$';
const PurposeSchema = Type.Enum(['marketing', 'service']);

const parts = {
  name: ShortText,
  theme: Type.String({ maxLength: 300, pattern: KEEPABLE, description: 'what it is about, as "Christmas gifts"' }),
  purpose: PurposeSchema,
  channels: Type.Array(ChannelId, { minItems: 1, maxItems: 40, uniqueItems: true }),
  validFrom: Time,
  validTo: Type.Optional(Time),
  references: Type.Record(Type.String({ pattern: REFERENCE_NAME }), ReferenceSchema, {
    maxProperties: 50,
    additionalProperties: false,
  }),
  forms: Type.Array(FormSchema, { maxItems: 60 }),
};

/** A message as it is written. An audience that is left out is the one of the version before, and at first everyone. */
export const MessageInputSchema = Type.Object(
  { ...parts, audience: Type.Optional(AudienceSchema) },
  { additionalProperties: false },
);
export type MessageInput = Static<typeof MessageInputSchema>;

/** A version as it is kept: whom a list names stands with the customers, never in the text of the version. */
export const MessageBodySchema = Type.Object({
  ...parts,
  audience: KeptAudienceSchema,
});
export type MessageBody = Static<typeof MessageBodySchema>;

const StateSchema = Type.Enum(['draft', 'review', 'approved', 'live', 'ended']);
export type MessageState = Static<typeof StateSchema>;
export const MessageQuerySchema = Type.Object({ state: Type.Optional(StateSchema) });

const PlaceSchema = Type.Object({
  channel: Type.Union([ChannelId, Type.Null()]),
  kind: Type.Union([Type.String(), Type.Null()]),
  language: Type.Union([Type.String(), Type.Null()]),
  field: Type.String(),
  line: Type.Union([Type.Integer(), Type.Null()]),
});

/** One thing that a check found. A fault keeps the message from going live; a warning does not. */
export const LightSchema = Type.Object({
  code: Type.String(),
  severity: Type.Enum(['fault', 'warning']),
  place: PlaceSchema,
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  says: Type.String({ description: 'the same in English' }),
});
export type Light = Static<typeof LightSchema>;

const ApprovalSchema = Type.Object({
  by: Type.String(),
  at: Time,
  note: Type.Union([Type.String(), Type.Null()]),
});
const MessageChannelSchema = Type.Object({
  channel: ChannelId,
  owner: Type.Union([Type.String(), Type.Null()]),
  approval: Type.Union([ApprovalSchema, Type.Null()]),
});
export type MessageChannel = Static<typeof MessageChannelSchema>;

const summary = {
  id: Uuid,
  name: Type.String(),
  theme: Type.String(),
  state: StateSchema,
  version: Type.Integer(),
  liveVersion: Type.Union([Type.Integer(), Type.Null()]),
  validFrom: Time,
  validTo: Type.Union([Time, Type.Null()]),
  savedAt: Time,
  savedBy: Type.String(),
  channels: Type.Array(MessageChannelSchema),
  audience: AudienceViewSchema,
};
const MessageSummarySchema = Type.Object(summary);
export type MessageSummary = Static<typeof MessageSummarySchema>;
export const MessageListSchema = Type.Object({ messages: Type.Array(MessageSummarySchema) });
export type MessageList = Static<typeof MessageListSchema>;

/** What a reference comes to at this moment: the offer as it stands, and the prices that are known. */
export const ReferenceFactSchema = Type.Object({
  name: Type.String(),
  product: Type.Union([Type.String(), Type.Null()]),
  productName: Type.Union([Type.String(), Type.Null()]),
  offer: Type.Union([
    Type.Object({
      id: Uuid,
      name: Type.String(),
      state: OfferStateSchema,
      channels: Type.Array(ChannelId),
      products: Type.Array(Type.String()),
      audience: Type.String(),
      validFrom: Time,
      validTo: Type.Union([Time, Type.Null()]),
    }),
    Type.Null(),
  ]),
  price: Type.Union([Type.Object({ amount: Amount, currency: Currency }), Type.Null()]),
  prior: Type.Union([Type.Object({ amount: Amount, currency: Currency }), Type.Null()]),
});
export type ReferenceFact = Static<typeof ReferenceFactSchema>;

export const MessageSchema = Type.Object({
  ...summary,
  body: MessageBodySchema,
  versions: Type.Array(VersionSchema),
  facts: Type.Array(ReferenceFactSchema),
  lights: Type.Array(LightSchema),
});
export type MessageView = Static<typeof MessageSchema>;

export const DraftSchema = Type.Object(
  {
    message: MessageInputSchema,
    after: After,
  },
  { additionalProperties: false },
);
export const ApprovalInputSchema = Type.Object(
  { channel: ChannelId, version: VersionNumber, note: Type.Optional(ShortText) },
  { additionalProperties: false },
);

export const PreviewInputSchema = Type.Object(
  {
    channel: ChannelId,
    kind: Type.Optional(Type.String({ maxLength: 20 })),
    language: Type.Optional(LanguageSchema),
    customerId: Type.Optional(Uuid),
    message: Type.Optional(MessageInputSchema),
  },
  { additionalProperties: false },
);
export type PreviewInput = Static<typeof PreviewInputSchema>;

/** One form as one customer meets it. What a form of this kind does not have is null. */
export const PreviewSchema = Type.Object({
  channel: ChannelId,
  kind: Type.String(),
  language: LanguageSchema,
  subject: Type.Union([Type.String(), Type.Null()]),
  preheader: Type.Union([Type.String(), Type.Null()]),
  html: Type.Union([Type.String(), Type.Null()]),
  text: Type.String(),
  steps: Type.Array(Type.String()),
  sms: Type.Union([
    Type.Object({
      encoding: Type.Enum(['GSM-7', 'UCS-2']),
      units: Type.Integer(),
      parts: Type.Integer(),
      costly: Type.Array(Type.String(), { description: 'the signs that made it UCS-2' }),
    }),
    Type.Null(),
  ]),
  customer: Type.Union([Type.Object({ id: Uuid, name: Type.Union([Type.String(), Type.Null()]) }), Type.Null()]),
  lights: Type.Array(LightSchema),
});
export type Preview = Static<typeof PreviewSchema>;

export const DifferenceSchema = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  fields: Type.Array(
    Type.Object({
      field: Type.String(),
      lines: Type.Array(Type.Object({ sign: Type.Enum(['same', 'added', 'removed']), text: Type.String() })),
    }),
  ),
});
export type Difference = Static<typeof DifferenceSchema>;
