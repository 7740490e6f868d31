import type { Decision, DecisionInput } from '../../src/decide/decision.contract.ts';
import type { OfferInput, OfferView } from '../../src/speak/offer.contract.ts';
import type { TestApp } from '../given.ts';

type Answer<T> = { readonly status: number; readonly body: T };

/** One call to the server, as a channel makes it, and what it answered. */
export async function call<T>(
  given: TestApp,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  body?: object,
  as: Readonly<Record<string, string>> = given.channelKey,
): Promise<Answer<T>> {
  const reply = await given.app.inject({
    method,
    url,
    headers: as,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: reply.statusCode, body: reply.json<T>() };
}

/** The same, where anything but a success is a fault of the story. */
export async function ask<T>(...parameters: Parameters<typeof call>): Promise<T> {
  const { status, body } = await call<T>(...parameters);
  if (status >= 300) throw new Error(`${parameters[1]} ${parameters[2]} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** What holds for this customer, here? */
export async function decide(given: TestApp, question: DecisionInput): Promise<Decision> {
  return ask<Decision>(given, 'POST', '/v1/decisions', question);
}

/** An offer that is written, approved by the owner and put live. */
export async function goLive(given: TestApp, offer: OfferInput): Promise<OfferView> {
  const { id } = await ask<OfferView>(given, 'POST', '/v1/offers', offer);
  await ask(given, 'POST', `/v1/offers/${id}/approval`, undefined, given.member);
  return ask<OfferView>(given, 'POST', `/v1/offers/${id}/publication`, undefined, given.member);
}
