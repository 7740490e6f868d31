import type { Statement } from '../../../src/speak/contradiction.contract.ts';
import type { OpenShop } from './open-shop.ts';

/** What a source shows of a product, in whole kronor; `was` is the ordinary price of one that is reduced. */
export type Shown = {
  readonly product: string;
  readonly name: string;
  readonly price: number;
  readonly was?: number;
  readonly isSoldOut?: boolean;
};

/** Whose words they are, and a name that the source goes by. */
export type Speaker = { readonly channel: string; readonly place?: string; readonly name: string };

/** One side of a witness: who says what, and where that stands. `words` are those a text is pointed at by. */
export type Side = Pick<Statement, 'channel' | 'place' | 'amount' | 'source' | 'sourceRow' | 'offerId'> & {
  readonly words?: string | undefined;
};

/** A kind of source: hands in all that its speaker shows now, and says how a witness is to name each of it. */
export type SourceKind = {
  readonly kind: string;
  readonly show: (shop: OpenShop, speaker: Speaker, shown: readonly Shown[]) => Promise<Side[]>;
};

/** What a witness is to say of something shown at a row of a source. */
export function sideOf({ channel, place }: Speaker, { price }: Shown, source: string, sourceRow: number | null): Side {
  return { channel, place: place ?? null, amount: price * 100, source, sourceRow, offerId: null };
}

/** A statement of a witness as it is compared. */
export function sideIn(shop: OpenShop, statement: Statement): Side {
  const { channel, place, amount, source, sourceRow, offerId, text } = statement;
  const side = { channel, place, amount, source, sourceRow, offerId };
  return text === undefined ? side : { ...side, words: shop.wordsOf(text) };
}
