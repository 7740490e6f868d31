import { Type, type Static } from 'typebox';
import { Amount, ChannelId, Currency, PageLimit, ProductId, ShortText, Time, Uuid } from '../../kernel/contract.ts';
import { KEEPABLE } from '../../kernel/keepable.ts';

/** In UTF-16 units. A newsletter has some ten thousand with all its markup. */
export const LONGEST_TEXT = 500_000;

const Kind = Type.Enum(['newsletter', 'script', 'chat', 'page'], {
  description: 'script and page hold until they are changed, where they say no end; newsletter and chat for their day',
});
const Form = Type.Enum(['plain', 'html']);
const Language = Type.Enum(['sv', 'en']);
const Place = Type.Integer({ minimum: 0, description: 'in UTF-16 units of the text, half-open' });

/** `POST /v1/texts`. What is not said: the form and the language by what the text looks like, and that it was seen now. */
export const TextInputSchema = Type.Object(
  {
    channel: ChannelId,
    kind: Kind,
    form: Type.Optional(Form),
    language: Type.Optional(Language),
    source: Type.Unsafe<string>({
      ...ShortText,
      description: 'what it is called; a newer one of the name replaces it',
    }),
    seenAt: Type.Optional(Type.Unsafe<string>({ ...Time, description: 'when it is sent, or was shown' })),
    text: Type.String({ minLength: 1, maxLength: LONGEST_TEXT, pattern: KEEPABLE }),
  },
  { additionalProperties: false },
);
export type TextInput = Static<typeof TextInputSchema>;

/** Why a price that a text states makes no claim. */
export const notClaimedReasons = [
  'no-product',
  'per-measure',
  'asks-for-code',
  'lowest-of-several',
  'for-several',
  'of-before',
  'unlikely',
] as const;
export type NotClaimed = (typeof notClaimedReasons)[number];

/** Why a price that makes a claim is held against nothing as it stands now. */
export const notComparedReasons = ['not-ours', 'replaced', 'over', 'other-currency', 'told-by-none'] as const;

/** What makes a claim: the price of a product, where it stands, and for how long it holds. */
export const TextClaimSchema = Type.Object({
  product: ProductId,
  amount: Amount,
  currency: Currency,
  onSale: Type.Union([Type.Boolean(), Type.Null()]),
  holdsFrom: Time,
  holdsTo: Type.Union([Time, Type.Null()], { description: 'null: until it is changed' }),
  from: Place,
  to: Place,
  line: Type.Integer(),
  quote: Type.String({ maxLength: 200 }),
  notCompared: Type.Union([Type.Enum([...notComparedReasons]), Type.Null()], {
    description: 'why it is held against nothing as it stands now; null: it is compared',
  }),
});
export type TextClaim = Static<typeof TextClaimSchema>;

/** What was read: everything that was found stated, and the prices that make no claim, with the reason. */
export const ReadingSchema = Type.Object({
  terms: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'price, prior-price, percent-off, code, valid-to …' }),
      reads: Type.String({ description: 'in words, as "price 599.00 SEK"' }),
      product: Type.Union([ProductId, Type.Null()]),
      from: Place,
      to: Place,
      line: Type.Integer(),
      notClaimed: Type.Optional(
        Type.Enum([...notClaimedReasons], { description: 'of a price that makes no claim, why' }),
      ),
    }),
    { description: 'the first 1000, in order' },
  ),
  notClaimed: Type.Array(Type.Object({ line: Type.Integer(), field: Type.String(), reason: Type.String() }), {
    description: 'the first 100',
  }),
});
export type Reading = Static<typeof ReadingSchema>;

const summary = {
  id: Uuid,
  channel: ChannelId,
  kind: Kind,
  form: Form,
  language: Type.Union([Language, Type.Null()]),
  source: Type.String(),
  seenAt: Time,
  receivedAt: Time,
  replacedFrom: Type.Union([Time, Type.Null()], {
    description: 'from when a newer text of the source stands in its place',
  }),
  masked: Type.Integer({ description: 'addresses, telephone numbers and personal numbers masked before it was kept' }),
};

export const TextSummarySchema = Type.Object({ ...summary, claims: Type.Integer() });
export type TextSummary = Static<typeof TextSummarySchema>;
export const TextSchema = Type.Object({
  ...summary,
  text: Type.String(),
  claims: Type.Array(TextClaimSchema),
  reading: ReadingSchema,
});
export type TextView = Static<typeof TextSchema>;
export const TextQuerySchema = Type.Object({ channel: Type.Optional(ChannelId), limit: PageLimit });
export const TextListSchema = Type.Object({ texts: Type.Array(TextSummarySchema) });
