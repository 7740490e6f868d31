import { type Instant, overlapOf } from '../../kernel/period.ts';
import { type Claim, UNDECLARED_ZONE } from '../claim.ts';
import { readForm } from './light-rules.ts';
import type { Form, MessageBody, ReferenceFact } from './message.contract.ts';

/** Whom a message to some customers is for is not needed to compare prices; that it is not for everyone is. */
const somePeople: ReadonlySet<string> = new Set(['someone']);

type Said = {
  readonly name: string;
  readonly body: Pick<MessageBody, 'forms' | 'validFrom' | 'validTo'> & {
    readonly audience: { readonly kind: string };
  };
  /** From when it has been live. */
  readonly liveAt: Instant;
};

function endOf(to: string | null | undefined): Instant {
  return to == null ? Infinity : Date.parse(to);
}

function claimIn(form: Form, fact: ReferenceFact, { name, body, liveAt }: Said): Claim[] {
  const { product, price, offer } = fact;
  if (product === null || price === null) return [];
  const said = { from: Math.max(Date.parse(body.validFrom), liveAt), to: endOf(body.validTo) };
  const holds = offer === null ? said : { from: Date.parse(offer.validFrom), to: endOf(offer.validTo) };
  const period = overlapOf(said, holds);
  if (period === undefined) return [];
  const isForAll = body.audience.kind === 'everyone' && (offer?.audience ?? 'everyone') === 'everyone';
  return [
    {
      subject: product,
      channel: form.channel,
      place: null,
      zone: UNDECLARED_ZONE,
      ...price,
      ...period,
      audience: isForAll ? null : somePeople,
      onSale: offer !== null,
      priceType: offer === null ? 'regular' : 'sale',
      seenAt: period.from,
      source: name,
      sourceRow: null,
      offerId: offer?.id ?? null,
    },
  ];
}

/**
 * What a live message claims: one claim per channel and product whose price its forms name, for as long as both the
 * message and the offer hold. Several forms in one channel say the same, and count once.
 */
export function claimsOfMessage(said: Said, facts: ReadonlyMap<string, ReferenceFact>): Claim[] {
  const claims = said.body.forms.flatMap((form) => {
    const named = new Set(readForm(form, facts).uses.flatMap(({ word, name }) => (word === 'price' ? name : [])));
    return [...named].flatMap((name) => {
      const fact = facts.get(name);
      return fact === undefined ? [] : claimIn(form, fact, said);
    });
  });
  return [
    ...new Map(claims.map((claim) => [JSON.stringify([claim.channel, claim.subject, claim.offerId]), claim])).values(),
  ];
}
