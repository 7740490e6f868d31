import { type Static, Type } from 'typebox';

/** Which of its names a product goes by: the seller's own, the number on the goods, or the group of its variants. */
export const productNames = ['id', 'gtin', 'group'] as const;
export const ProductBySchema = Type.Enum([...productNames], {
  description: 'which name of a feed or page a product goes by: id, gtin or group',
});
export type ProductBy = Static<typeof ProductBySchema>;
