/**
 * The contradictions that are planted in Fjällro, so that there is something to find: what a channel (or one store)
 * says that the others do not, since when, and how many customers meet the product.
 */
export type Planted = {
  readonly product: string;
  /** Where the deviating price stands: a channel, or `store` with a place. */
  readonly where: readonly { readonly channel: string; readonly place?: string }[];
  readonly kronor: number;
  readonly isReduced: boolean;
  readonly sinceDays: number;
  readonly forDays: number;
  /** Customers who look at the product in the last weeks. */
  readonly viewers: number;
};

export const SWEATER = 'ulltroja-gran';
export const PHONE_TENT = 'turtalt-skog-tva-personer';
export const JEANS = 'friluftsjeans-rot-dam';
export const JEANS_KRONOR = 629;
/** How long before now the offer on the jeans began, and how long after now it ends. */
export const JEANS_DAYS = { since: 4, left: 10 };

const reduced = { isReduced: true, sinceDays: 6, forDays: 21 };
const wrong = { isReduced: false, sinceDays: 20, forDays: 60 };

export const planted: readonly Planted[] = [
  { product: SWEATER, where: [{ channel: 'web' }, { channel: 'app' }], kronor: 699, ...reduced, viewers: 260 },
  { product: PHONE_TENT, where: [{ channel: 'phone' }], kronor: 3995, ...reduced, viewers: 90 },
  { product: 'skaljacka-blast-dam', where: [{ channel: 'newsletter' }], kronor: 1799, ...reduced, viewers: 150 },
  { product: 'ryggsack-led-45-liter', where: [{ channel: 'print' }], kronor: 1299, ...wrong, viewers: 120 },
  { product: 'vandringskanga-sten-herr', where: [{ channel: 'app' }], kronor: 1399, ...reduced, viewers: 140 },
  { product: 'regnjacka-droppe-barn', where: [{ channel: 'sms' }], kronor: 499, ...reduced, viewers: 45 },
  { product: 'sovsack-tre-arstider-normal', where: [{ channel: 'chat' }], kronor: 1799, ...wrong, viewers: 70 },
  {
    product: 'stormkok-glod-litet',
    where: [{ channel: 'store', place: 'Malmö' }],
    kronor: 749,
    ...wrong,
    viewers: 60,
  },
  {
    product: 'hyra-av-talt-dygn',
    where: [{ channel: 'store', place: 'Kiruna' }],
    kronor: 320,
    ...wrong,
    viewers: 6,
  },
];
