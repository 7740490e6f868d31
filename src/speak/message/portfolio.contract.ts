import { Type, type Static } from 'typebox';
import { ChannelId, ShortText, Uuid } from '../../kernel/contract.ts';
import { KEEPABLE } from '../../kernel/keepable.ts';

const TouchpointName = Type.String({
  maxLength: 200,
  pattern: KEEPABLE,
  description: 'one place in the channel, as "start page, top"; empty is the channel as a whole',
});
/** What a place is for: being found, reminding, selling, answering, helping, or keeping the customer. */
const RoleSchema = Type.Enum(['finds', 'reminds', 'sells', 'answers', 'helps', 'keeps']);

const about = {
  channel: ChannelId,
  touchpoint: TouchpointName,
  role: RoleSchema,
  owner: Type.Union([ShortText, Type.Null()]),
  themes: Type.Array(ShortText, {
    maxItems: 2,
    uniqueItems: true,
    description: 'what it is meant to carry, at most two',
  }),
};
const PlaceInputSchema = Type.Object(about, { additionalProperties: false });
export type PlaceInput = Static<typeof PlaceInputSchema>;

/** `PUT /v1/portfolio`: the whole of it. */
export const PortfolioInputSchema = Type.Object(
  { places: Type.Array(PlaceInputSchema, { maxItems: 500 }) },
  { additionalProperties: false },
);

const CarriedThemeSchema = Type.Object({
  theme: Type.String(),
  messages: Type.Array(Type.Object({ id: Uuid, name: Type.String() })),
});
export type CarriedTheme = Static<typeof CarriedThemeSchema>;

export const PortfolioSchema = Type.Object({
  places: Type.Array(
    Type.Object({
      ...about,
      carries: Type.Array(CarriedThemeSchema),
      onSale: Type.Integer({ description: 'products that the place was last seen to sell at a reduced price' }),
      drift: Type.Object({
        absent: Type.Array(Type.String(), { description: 'themes that it is meant to carry, and does not' }),
        unmeant: Type.Array(Type.String(), { description: 'themes that it carries without being meant to' }),
        isCrowded: Type.Boolean({ description: 'it carries more than two themes' }),
        unsaid: Type.Array(Type.String(), {
          description: 'reduced products that no live message there names, at most 20',
        }),
      }),
    }),
  ),
});
export type Portfolio = Static<typeof PortfolioSchema>;
