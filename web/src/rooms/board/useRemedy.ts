import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Money } from '../../../../src/kernel/money.ts';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import type { OfferInput, OfferView } from '../../../../src/speak/offer.contract.ts';
import { tell } from '../../api/client.ts';
import { contradiction, today } from '../../api/queries.ts';
import { offerOf, type Remediable, type Remedy } from './remedy.ts';

/** The channels are compared anew by a worker; for so long it is asked whether that has been done. */
const ASK_AGAIN_MS = 500;
const ASK_AT_MOST = 20;

const pathOf = (id: string): string => `/v1/offers/${encodeURIComponent(id)}`;

/** Waits until the contradiction stands otherwise than it did, then has every screen ask again. */
async function followStatus(client: QueryClient, found: Contradiction): Promise<void> {
  await client.invalidateQueries();
  for (let asked = 0; asked < ASK_AT_MOST; asked += 1) {
    const now = await client.fetchQuery({ ...contradiction(found.id), staleTime: 0 });
    if (now.status !== found.status) break;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  await client.invalidateQueries();
}

/** A random key: `crypto.randomUUID` is missing where the page is not served over TLS. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Takes an offer from wherever a broken attempt left it to live. */
async function makeLive(input: OfferInput, key: string): Promise<OfferView> {
  let offer = await tell<OfferView>('/v1/offers', input, key);
  if (offer.state === 'draft') offer = await tell<OfferView>(`${pathOf(offer.id)}/approval`);
  if (offer.state === 'approved') offer = await tell<OfferView>(`${pathOf(offer.id)}/publication`);
  return offer;
}

type Attempt = { readonly form: string; readonly input: OfferInput; readonly key: string };

/**
 * Makes the offer that answers a contradiction, and ends it. The same form sent again is the same offer: it carries
 * the same key and the same beginning, which is the server's clock and not this computer's.
 */
export function useRemedy(found: Contradiction) {
  const client = useQueryClient();
  const attempt = useRef<Attempt>(null);
  const [made, setMade] = useState<string>();
  const follow = (): void => void followStatus(client, found).catch(() => undefined);
  const make = useMutation({
    networkMode: 'always',
    mutationFn: async ({ remedy, about, price }: { remedy: Remedy; about: Remediable; price: Money }) => {
      const form = JSON.stringify([remedy, price]);
      if (attempt.current?.form !== form) {
        const { now } = await client.fetchQuery(today);
        attempt.current = { form, input: offerOf(remedy, about, price, Date.parse(now)), key: newKey() };
      }
      return makeLive(attempt.current.input, attempt.current.key);
    },
    onSuccess: ({ id }) => {
      attempt.current = null;
      setMade(id);
      follow();
    },
  });
  const end = useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => tell<OfferView>(`${pathOf(id)}/ending`),
    onSuccess: () => {
      setMade(undefined);
      follow();
    },
  });
  return { make, end, made };
}
