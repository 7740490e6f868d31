import { type Static, Type } from 'typebox';
import { ProductId, ProductNames } from '../kernel/contract.ts';

/** How the rule of the prior price is kept to here. */
export const PriceRuleSchema = Type.Object(
  {
    priorPrice: Type.Union([Type.Literal('all-channels'), Type.Literal('own-channel')], {
      description: 'the lowest price of all our channels, which is the stricter and the usual; or of the channel alone',
    }),
    exempt: Type.Array(ProductId, {
      maxItems: 10_000,
      uniqueItems: true,
      description: 'products that spoil or age fast, for which the rule does not hold',
    }),
  },
  { additionalProperties: false },
);
export type PriceRule = Static<typeof PriceRuleSchema>;

/** The rule with what the products outside are called. */
export const NamedPriceRuleSchema = Type.Object({ ...PriceRuleSchema.properties, productNames: ProductNames });
export type NamedPriceRule = Static<typeof NamedPriceRuleSchema>;
