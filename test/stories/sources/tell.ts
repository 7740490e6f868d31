import type { OfferView } from '../../../src/speak/offer.contract.ts';
import { DAY_MS } from '../../../src/kernel/period.ts';
import type { OpenShop } from './open-shop.ts';
import type { Shown, Side, SourceKind, Speaker } from './source-kind.ts';
import { api } from './words.ts';

/** What a story comes to: the one contradiction that is to be found, and how it is put right at the source. */
export type Told = {
  readonly kind: 'unequal' | 'missing' | 'undeliverable';
  readonly channels: readonly [string, string];
  readonly sides: readonly [Side, Side];
  /** Pairs of channels that differ, and have their answer in a live offer. */
  readonly answered?: readonly (readonly [string, string])[];
  readonly putRight: () => Promise<void>;
};

type Product = Pick<Required<Shown>, 'product' | 'name' | 'price' | 'was'>;

/** A story of one product that costs `was` and is offered for `price`, told to a server. */
export type Story = (shop: OpenShop, product: Product) => Promise<Told>;

/** What a channel says, and by which kind of source it is handed in. */
type Teller = { readonly channel: string; readonly by?: SourceKind };

/** Shown everywhere at one price, so that each source holds something that nobody minds. */
const hat: Shown = { product: '7310000000017', name: 'Mössan Drev', price: 199 };

function ordinary({ product, name, was }: Product): Shown {
  return { product, name, price: was };
}

function speakerOf({ channel }: Teller, { product }: Shown): Speaker {
  const speaker = { channel, name: `${product}-${channel}` };
  return channel === 'store' ? { ...speaker, place: 'Umeå' } : speaker;
}

/** One channel says the lower price, another the ordinary one; `mends` comes round to the other. */
export function differ(low: Teller, high: Teller, mends: 'low' | 'high'): Story {
  return async (shop, product) => {
    await seenYesterday(shop, product, high);
    const [dear] = await (high.by ?? api).show(shop, speakerOf(high, product), [ordinary(product), hat]);
    const [cheap] = await (low.by ?? api).show(shop, speakerOf(low, product), [product, hat]);
    const [first, second] = low.channel < high.channel ? [cheap, dear] : [dear, cheap];
    const [wrong, right] = mends === 'low' ? [low, ordinary(product)] : [high, product];
    return {
      kind: 'unequal',
      channels: [demand(first).channel, demand(second).channel],
      sides: [demand(first), demand(second)],
      async putRight() {
        await (wrong.by ?? api).show(shop, speakerOf(wrong, product), [right, hat]);
      },
    };
  };
}

/** An offer for two channels; the one shows it, and the other is read and has nothing of the product. */
export function absent(shown: Teller, silent: Teller, right: 'shown' | 'ended' = 'shown'): Story {
  return async (shop, product) => {
    await seenYesterday(shop, product, silent);
    const offer = await goLive(shop, product, [shown.channel, silent.channel]);
    await (shown.by ?? api).show(shop, speakerOf(shown, product), [product, hat]);
    const reading = silent.by ?? api;
    await reading.show(shop, speakerOf(silent, product), [hat]);
    const nothing = { place: null, amount: null, source: 'nothing shown', sourceRow: null, offerId: null };
    return {
      kind: 'missing',
      channels: [shown.channel, silent.channel],
      sides: [sideOfOffer(offer, product, shown), { channel: silent.channel, ...nothing }],
      async putRight() {
        if (right === 'shown') await reading.show(shop, speakerOf(silent, product), [product, hat]);
        else await shop.send('POST', `/v1/offers/${offer.id}/ending`, { asMember: true });
      },
    };
  };
}

/** An offer for two channels; the one shows it, and the other still says the ordinary price. */
export function unheeded(shown: Teller, heedless: Teller): Story {
  return async (shop, product) => {
    await seenYesterday(shop, product, heedless);
    const offer = await goLive(shop, product, [shown.channel, heedless.channel]);
    await (shown.by ?? api).show(shop, speakerOf(shown, product), [product, hat]);
    const [seen] = await (heedless.by ?? api).show(shop, speakerOf(heedless, product), [ordinary(product), hat]);
    const [first = '', second = ''] = [shown.channel, heedless.channel].toSorted();
    return {
      kind: 'unequal',
      channels: [heedless.channel, heedless.channel],
      sides: [sideOfOffer(offer, product, heedless), demand(seen)],
      answered: [[first, second]],
      async putRight() {
        await (heedless.by ?? api).show(shop, speakerOf(heedless, product), [product, hat]);
      },
    };
  };
}

/** An offer for two channels; both show it, and the second is out of the product. */
export function soldOut(shown: Teller, out: Teller): Story {
  return async (shop, product) => {
    await seenYesterday(shop, product, out);
    const offer = await goLive(shop, product, [shown.channel, out.channel]);
    await (shown.by ?? api).show(shop, speakerOf(shown, product), [product, hat]);
    const [seen] = await (out.by ?? api).show(shop, speakerOf(out, product), [{ ...product, isSoldOut: true }, hat]);
    return {
      kind: 'undeliverable',
      channels: [out.channel, out.channel],
      sides: [sideOfOffer(offer, product, out), demand(seen)],
      async putRight() {
        await (out.by ?? api).show(shop, speakerOf(out, product), [product, hat]);
      },
    };
  };
}

/** The product is known, and what it costs otherwise: the channel was seen to say so the day before. */
async function seenYesterday(shop: OpenShop, product: Product, { channel }: Teller): Promise<void> {
  const seenAt = new Date(shop.given.clock.now() - DAY_MS).toISOString();
  const said = { product: product.product, productName: product.name, amount: product.was * 100, currency: 'SEK' };
  const { place } = speakerOf({ channel }, product);
  const where = { channel, ...(place !== undefined && { place }) };
  const sighting = { ...said, ...where, priceType: 'regular', seenAt, source: 'igår' };
  await shop.see('/v1/sightings', { body: { sightings: [sighting] } });
}

async function goLive(shop: OpenShop, product: Product, channels: readonly string[]): Promise<OfferView> {
  const body = {
    name: `${product.name} för ${product.price} kr`,
    terms: { kind: 'fixed-price', amount: product.price * 100, currency: 'SEK' },
    products: [product.product],
    channels,
    validFrom: new Date(shop.given.clock.now() - DAY_MS).toISOString(),
  };
  const { id } = await shop.send<OfferView>('POST', '/v1/offers', { body });
  await shop.send('POST', `/v1/offers/${id}/approval`, { asMember: true });
  const offer = await shop.send<OfferView>('POST', `/v1/offers/${id}/publication`, { asMember: true });
  shop.pass();
  return offer;
}

function sideOfOffer(offer: OfferView, { price }: Shown, { channel }: Teller): Side {
  return { channel, place: null, amount: price * 100, source: offer.name, sourceRow: null, offerId: offer.id };
}

function demand(side: Side | undefined): Side {
  if (side === undefined) throw new Error('nothing was shown');
  return side;
}
