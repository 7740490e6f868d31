import { type Static, Type } from 'typebox';
import { Amount, ChannelId, Currency, ProductId, Time } from '../kernel/contract.ts';

export const PriorPriceQuerySchema = Type.Object({ product: ProductId });

export const PriorPriceLineSchema = Type.Object({
  points: Type.Array(
    Type.Object({
      at: Time,
      currency: Currency,
      amount: Amount,
      channel: ChannelId,
    }),
    {
      description:
        'the lowest price of the 30 days before each of the last 400 days and before now, of all our channels, where it is another than the day before',
    },
  ),
});
export type PriorPriceLine = Static<typeof PriorPriceLineSchema>;
