import { type Instant, overlapOf } from '../../kernel/period.ts';
import { aimOf, listOf } from '../audience.ts';
import type { StatedOffer } from '../claim.ts';
import type { Plan } from '../plan-pairs.ts';
import { readForm } from './light-rules.ts';
import type { MessageBody, Reference } from './message.contract.ts';

/** A message as customers meet it: its live version, and since when. */
export type LiveMessage = {
  readonly id: string;
  readonly body: MessageBody;
  readonly audienceSet: string | null;
  readonly liveAt: Instant;
};

/** Whom a message to some is for is not needed here: `aim` says how they are looked up. */
const somePeople: ReadonlySet<string> = new Set(['someone']);

/**
 * What a live message plans: for each offer that its forms name, the offer's terms to those whom both the message and
 * the offer are for, in the channels of the forms that name it, for as long as both hold.
 */
export function plansOfMessage(message: LiveMessage, offerOf: (named: string) => StatedOffer | undefined): Plan[] {
  const { body } = message;
  const uses = body.forms.flatMap((form) =>
    readForm(form, new Map(Object.entries(body.references))).uses.map(({ name }) => ({ name, channel: form.channel })),
  );
  return [...Map.groupBy(uses, ({ name }) => name)].flatMap(([name, used]) => {
    const reference = body.references[name];
    const offer = reference && 'offer' in reference ? offerOf(reference.offer.toLowerCase()) : undefined;
    if (reference === undefined || offer === undefined) return [];
    return planOf(message, { name, reference, channels: [...new Set(used.map(({ channel }) => channel))] }, offer);
  });
}

type Told = { readonly name: string; readonly reference: Reference; readonly channels: readonly string[] };

function planOf({ id, body, audienceSet, liveAt }: LiveMessage, told: Told, offer: StatedOffer): Plan[] {
  const said = {
    from: Math.max(Date.parse(body.validFrom), liveAt),
    to: body.validTo === undefined ? Infinity : Date.parse(body.validTo),
  };
  const period = overlapOf(said, offer);
  const { product } = told.reference;
  const products = product === undefined ? offer.products : offer.products.filter((each) => each === product);
  if (period === undefined || products.length === 0) return [];
  const own = aimOf(body.audience, listOf('message', audienceSet ?? ''));
  const aims = [own, offer.aim].flatMap((aim) => aim ?? []);
  return [
    {
      id: `${id} ${told.name}`,
      ofOffer: offer.id,
      name: body.name,
      terms: offer.terms,
      products,
      channels: told.channels,
      audience: own === undefined ? offer.audience : somePeople,
      ...(aims.length === 0
        ? {}
        : { aim: { rules: aims.flatMap(({ rules }) => rules), lists: aims.flatMap(({ lists }) => lists) } }),
      ...period,
    },
  ];
}
