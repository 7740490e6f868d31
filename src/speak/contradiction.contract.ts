import { Type, type Static } from 'typebox';
import { Amount, ChannelId, Currency, Cursor, PageLimit, ProductId, Time, Uuid } from '../kernel/contract.ts';
import { PriceTypeSchema } from '../collect/sighting.contract.ts';
import { AspectSchema, besideFields } from './aspect.contract.ts';
import { handlingFields } from './handling.contract.ts';
import { OfferSchema } from './offer.contract.ts';

/** Where in a text (`GET /v1/texts/{id}`) it stands, and what stands around it for as long as the text is kept. */
const StatedInTextSchema = Type.Object({
  id: Uuid,
  from: Type.Integer({ minimum: 0, description: 'in UTF-16 units' }),
  to: Type.Integer({ minimum: 0 }),
  quote: Type.Optional(Type.String({ maxLength: 200 })),
});

/** One side of a contradiction: what a channel said, and the row that proves it. A silent side has no price. */
export const StatementSchema = Type.Object({
  channel: ChannelId,
  place: Type.Union([Type.String(), Type.Null()]),
  amount: Type.Union([Amount, Type.Null()]),
  currency: Type.Union([Currency, Type.Null()]),
  onSale: Type.Union([Type.Boolean(), Type.Null()]),
  priceType: PriceTypeSchema,
  seenAt: Type.Union([Time, Type.Null()]),
  source: Type.String({ description: 'the file, feed, text or offer it comes from' }),
  sourceRow: Type.Union([Type.Integer(), Type.Null()]),
  offerId: Type.Union([Uuid, Type.Null()]),
  text: Type.Optional(StatedInTextSchema),
  ...besideFields,
});
export type Statement = Static<typeof StatementSchema>;

/** A list of types and not a union: the serializer of answers refuses unions inside tuples. */
const OwnerSchema = Type.Unsafe<string | null>({ type: ['string', 'null'] });

/**
 * unequal: two channels say different things. missing: a channel does not show an offer. stale: a channel still shows
 * an offer that has ended, or a price that it has left elsewhere. prior-price: a reduction that the lowest price of the
 * 30 days before it does not bear. plan-conflict: two offers to the same people at the same time, on other terms.
 * wrong-audience: two departments aim at the same people at the same time, on other terms. undeliverable: an offer of what
 * the channel was last seen to be out of. unknown: a promise that a channel which shows a worse price cannot know of, since
 * it never asks.
 */
export const ContradictionKindSchema = Type.Union([
  Type.Literal('unequal'),
  Type.Literal('missing'),
  Type.Literal('stale'),
  Type.Literal('prior-price'),
  Type.Literal('plan-conflict'),
  Type.Literal('wrong-audience'),
  Type.Literal('undeliverable'),
  Type.Literal('unknown'),
]);
export type ContradictionKind = Static<typeof ContradictionKindSchema>;

/** open: nothing is done about it. answered: a live offer covers it. excepted: a declared exception does. accepted: a member lets it stand for a time. closed: it is over. */
export const ContradictionStatusSchema = Type.Union([
  Type.Literal('open'),
  Type.Literal('answered'),
  Type.Literal('excepted'),
  Type.Literal('accepted'),
  Type.Literal('closed'),
]);
export type ContradictionStatus = Static<typeof ContradictionStatusSchema>;

/** Which rule of reductions is broken, both ways to count the prior price (minor units), and which of the two was used. */
const PriorPriceReasonSchema = Type.Object({
  rule: Type.Union([
    Type.Literal('not-lower'),
    Type.Literal('struck-above'),
    Type.Literal('never-applied'),
    Type.Literal('percent'),
    Type.Literal('endless'),
  ]),
  used: Type.Union([Type.Literal('all-channels'), Type.Literal('own-channel')]),
  allChannels: Type.Union([Amount, Type.Null()]),
  ownChannel: Type.Union([Amount, Type.Null()]),
  days: Type.Optional(
    Type.Integer({ description: 'of an endless sale: days of the last 365 in which it was reduced' }),
  ),
});
export type PriorPriceReason = Static<typeof PriorPriceReasonSchema>;

export const ContradictionSchema = Type.Object({
  id: Uuid,
  kind: ContradictionKindSchema,
  aspect: Type.Optional(AspectSchema),
  status: ContradictionStatusSchema,
  product: ProductId,
  productName: Type.Union([Type.String(), Type.Null()]),
  zone: Type.String(),
  channels: Type.Tuple([ChannelId, ChannelId]),
  owners: Type.Tuple([OwnerSchema, OwnerSchema]),
  difference: Type.Union([Type.Object({ amount: Amount, currency: Currency, percent: Type.Number() }), Type.Null()]),
  holdsFrom: Time,
  holdsTo: Type.Union([Time, Type.Null()]),
  openedAt: Time,
  closedAt: Type.Union([Time, Type.Null()]),
  answeredBy: Type.Union([Uuid, Type.Null()]),
  exceptedBy: Type.Union([Uuid, Type.Null()], { description: 'the declared exception that covers it' }),
  ...handlingFields,
  exposed: Type.Integer({
    description:
      'customers who have met the product in the last 30 days; of a wrong audience, who are in both audiences',
  }),
  harm: Type.Number({
    description:
      'exposed (at least 1) x the difference in major units; of an offer that is missing x what it takes off, and x 1 where neither is known',
  }),
  witness: Type.Object({
    at: Time,
    statements: Type.Tuple([StatementSchema, StatementSchema]),
    prior: Type.Optional(PriorPriceReasonSchema),
  }),
});
export type Contradiction = Static<typeof ContradictionSchema>;

/** What an offer would contradict if it were live now; nothing of it is kept. */
export const OfferCheckSchema = Type.Object({
  checkedAt: Time,
  findings: Type.Array(
    Type.Pick(ContradictionSchema, [
      'kind',
      'aspect',
      'product',
      'zone',
      'channels',
      'difference',
      'exceptedBy',
      'holdsFrom',
      'holdsTo',
      'witness',
    ]),
  ),
});
export type OfferCheck = Static<typeof OfferCheckSchema>;

export const ContradictionQuerySchema = Type.Object({
  status: Type.Optional(ContradictionStatusSchema),
  kind: Type.Optional(ContradictionKindSchema),
  aspect: Type.Optional(AspectSchema),
  channel: Type.Optional(ChannelId),
  product: Type.Optional(ProductId),
  assignee: Type.Optional(Uuid),
  snoozed: Type.Optional(Type.Union([Type.Literal('yes'), Type.Literal('no')])),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  cursor: Cursor,
  limit: PageLimit,
});
export const ContradictionPageSchema = Type.Object({
  contradictions: Type.Array(ContradictionSchema),
  total: Type.Integer(),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type ContradictionPage = Static<typeof ContradictionPageSchema>;

/** What a channel says of a product now. `silent`: an offer is stated for the channel, which shows nothing. */
export const CellSchema = Type.Object({
  channel: ChannelId,
  state: Type.Union([
    Type.Literal('agrees'),
    Type.Literal('contradicts'),
    Type.Literal('silent'),
    Type.Literal('stale'),
    Type.Literal('nothing'),
  ]),
  statements: Type.Array(StatementSchema, { description: 'the newest per place, at most 5' }),
  places: Type.Integer(),
  since: Type.Union([Time, Type.Null()]),
  contradictionIds: Type.Array(Uuid),
});
export const BoardRowSchema = Type.Object({
  product: ProductId,
  productName: Type.Union([Type.String(), Type.Null()]),
  offers: Type.Array(OfferSchema),
  openContradictions: Type.Integer(),
  harm: Type.Number(),
  cells: Type.Array(CellSchema),
});
export type BoardRow = Static<typeof BoardRowSchema>;
export const BoardQuerySchema = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  channel: Type.Optional(ChannelId),
  state: Type.Optional(Type.Union([Type.Literal('contradicts'), Type.Literal('silent'), Type.Literal('all')])),
  at: Type.Optional(Type.Unsafe<string>({ ...Time, description: 'as it stood then; without it, as it stands now' })),
  cursor: Cursor,
  limit: PageLimit,
});
export const BoardSchema = Type.Object({
  channels: Type.Array(ChannelId),
  rows: Type.Array(BoardRowSchema),
  total: Type.Integer(),
  next: Type.Union([Type.String(), Type.Null()]),
  checkedAt: Type.Union([Time, Type.Null()]),
});
export type Board = Static<typeof BoardSchema>;
