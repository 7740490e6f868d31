import {
  address,
  amount,
  currency,
  holding,
  id,
  product,
  products,
  type ShippedEvent,
  text,
  track,
  whole,
} from './shape.ts';

/** The names of Segment's e-commerce spec, version 2: browsing, buying, coupons, wishlists, sharing and reviews. */
const list = { list_id: id, category: text, products };
const choice = { type: 'array', items: holding({ type: text, value: text }) } as const;
const promotion = { promotion_id: id, creative: text, name: text, position: { type: ['string', 'integer'] } };
const step = { checkout_id: id, order_id: id, step: whole, shipping_method: text, payment_method: text };
const cart = { cart_id: id };
const order = {
  checkout_id: id,
  order_id: id,
  affiliation: text,
  total: amount,
  subtotal: amount,
  value: amount,
  revenue: amount,
  shipping: amount,
  tax: amount,
  discount: amount,
  coupon: text,
  currency,
  products,
};
const coupon = { order_id: id, cart_id: id, coupon_id: id, coupon_name: text, discount: amount, reason: text };
const wishlist = { wishlist_id: id, wishlist_name: text, ...product };
const share = { share_via: text, share_message: text, recipient: text };

const onProduct = holding({ ...product, ...cart }, ['product_id']);
const onOrder = holding(order, ['order_id']);

export const commerceEvents: readonly ShippedEvent[] = [
  track('Products Searched', 'Somebody searched for products.', holding({ query: text, results: whole }, ['query'])),
  track('Product List Viewed', 'A list or category of products was shown.', holding(list)),
  track(
    'Product List Filtered',
    'A list of products was filtered or sorted.',
    holding({ ...list, filters: choice, sorts: choice }),
  ),
  track('Promotion Viewed', 'A promotion of ours was shown.', holding(promotion, ['promotion_id'])),
  track('Promotion Clicked', 'A promotion of ours was followed.', holding(promotion, ['promotion_id'])),
  track('Product Clicked', 'A product in a list was followed.', onProduct),
  track('Product Viewed', 'The page of a product was shown. Its price is what the channel says.', onProduct),
  track('Product Added', 'A product was put in the cart.', onProduct),
  track('Product Removed', 'A product was taken out of the cart.', onProduct),
  track('Cart Viewed', 'The cart was shown.', holding({ ...cart, products, value: amount, currency })),
  track('Checkout Started', 'Somebody began to pay.', holding({ ...order, ...cart })),
  track('Checkout Step Viewed', 'A step of the checkout was shown.', holding(step, ['step'])),
  track('Checkout Step Completed', 'A step of the checkout was done.', holding(step, ['step'])),
  track('Payment Info Entered', 'How it is paid was told.', holding(step)),
  track('Order Completed', 'An order was placed.', onOrder),
  track('Order Updated', 'An order was changed.', onOrder),
  track('Order Refunded', 'An order was paid back, whole or in part.', onOrder),
  track('Order Cancelled', 'An order was called off.', onOrder),
  track('Coupon Entered', 'A coupon was entered.', holding(coupon, ['coupon_id'])),
  track('Coupon Applied', 'A coupon was taken.', holding(coupon, ['coupon_id'])),
  track(
    'Coupon Denied',
    'A coupon was not taken: a promise that may have been broken.',
    holding(coupon, ['coupon_id']),
  ),
  track('Coupon Removed', 'A coupon was taken off again.', holding(coupon, ['coupon_id'])),
  track('Product Added to Wishlist', 'A product was put on a wishlist.', holding(wishlist, ['product_id'])),
  track('Product Removed from Wishlist', 'A product was taken off a wishlist.', holding(wishlist, ['product_id'])),
  track(
    'Wishlist Product Added to Cart',
    'A product went from a wishlist to the cart.',
    holding({ ...wishlist, ...cart }, ['product_id']),
  ),
  track('Product Shared', 'A product was shown to somebody else.', holding({ ...share, ...product }, ['product_id'])),
  track('Cart Shared', 'A cart was shown to somebody else.', holding({ ...share, ...cart, products })),
  track(
    'Product Reviewed',
    'Somebody said what they think of a product.',
    holding(
      {
        product_id: id,
        review_id: id,
        review_body: text,
        rating: {
          anyOf: [
            { type: 'number', minimum: 0 },
            { type: 'string', minLength: 1, maxLength: 20 },
          ],
        },
        url: address,
      },
      ['product_id'],
    ),
  ),
];
