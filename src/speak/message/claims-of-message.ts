import { type Instant, overlapOf } from '../../kernel/period.ts';
import { type Claim, UNDECLARED_ZONE } from '../claim.ts';
import { readForm } from './light-rules.ts';
import type { MessageBody } from './message.contract.ts';

/** A message as customers meet it: what its live version says, and since when. */
export type SaidMessage = {
  readonly body: Pick<MessageBody, 'name' | 'forms' | 'references' | 'validFrom' | 'validTo'> & {
    readonly audience: { readonly kind: string };
  };
  readonly liveAt: Instant;
};

/** That a message tells the price of a product, without an offer, in a channel. Which price it is, it is told as it is sent. */
export type ToldPrice = {
  readonly product: string;
  readonly channel: string;
  readonly message: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly isForAll: boolean;
};

/** Whom a message to some customers is for is not needed to compare prices; that it is not for everyone is. */
const somePeople: ReadonlySet<string> = new Set(['someone']);

/**
 * The prices that a live message tells: one for each channel and product whose price its forms name without an offer.
 * What it tells of an offer is the offer's own claim. Several forms in one channel say the same, and count once.
 */
export function toldPricesOf({ body, liveAt }: SaidMessage): ToldPrice[] {
  const names = new Map(Object.entries(body.references));
  const told = body.forms.flatMap((form) =>
    readForm(form, names).uses.flatMap(({ word, name }): ToldPrice[] => {
      const reference = names.get(name);
      if (word !== 'price' || reference === undefined || 'offer' in reference) return [];
      return [
        {
          product: reference.product,
          channel: form.channel,
          message: body.name,
          from: Math.max(Date.parse(body.validFrom), liveAt),
          to: body.validTo === undefined ? Infinity : Date.parse(body.validTo),
          isForAll: body.audience.kind === 'everyone',
        },
      ];
    }),
  );
  return [...new Map(told.map((each) => [JSON.stringify([each.channel, each.product]), each])).values()];
}

/**
 * What messages claim of a product whose regular price was last seen as `regular`: that price, for as long as both it
 * and the message hold. What they said before that price was another.
 */
export function claimsOfTold(told: readonly ToldPrice[], regular: Claim | undefined): Claim[] {
  if (regular === undefined) return [];
  return told.flatMap(({ product, channel, message, from, to, isForAll }) => {
    const period = overlapOf({ from, to }, regular);
    if (period === undefined) return [];
    return [
      {
        subject: product,
        channel,
        place: null,
        zone: UNDECLARED_ZONE,
        amount: regular.amount,
        currency: regular.currency,
        ...period,
        audience: isForAll ? null : somePeople,
        onSale: false,
        priceType: 'regular',
        seenAt: period.from,
        source: message,
        sourceRow: null,
        offerId: null,
      } satisfies Claim,
    ];
  });
}
