import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Money } from '../../../../src/kernel/money.ts';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import type { OfferInput, OfferView } from '../../../../src/speak/offer.contract.ts';
import { tell } from '../../api/client.ts';
import { newKey } from '../../api/new-key.ts';
import { today } from '../../api/queries.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { followStatus } from './follow.ts';
import { offerOf, type Remediable, type Remedy } from './remedy.ts';

const pathOf = (id: string): string => `/v1/offers/${encodeURIComponent(id)}`;

/** Takes an offer from wherever a broken attempt left it to live, or as far as whoever does it may: others may have to approve it. */
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
  const { timeZone } = useLocale();
  const attempt = useRef<Attempt>(null);
  const [made, setMade] = useState<OfferView>();
  const follow = (): void => void followStatus(client, found).catch(() => undefined);
  const make = useMutation({
    networkMode: 'always',
    mutationFn: async ({ remedy, about, price }: { remedy: Remedy; about: Remediable; price: Money }) => {
      const form = JSON.stringify([remedy, price]);
      if (attempt.current?.form !== form) {
        const { now } = await client.fetchQuery(today);
        const here = { now: Date.parse(now), timeZone };
        attempt.current = { form, input: offerOf(remedy, about, price, here), key: newKey() };
      }
      return makeLive(attempt.current.input, attempt.current.key);
    },
    onSuccess: (offer) => {
      attempt.current = null;
      setMade(offer);
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
