import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferCheck } from '../../../../src/speak/contradiction.contract.ts';
import type { OfferView } from '../../../../src/speak/offer.contract.ts';
import { addressOf, type Query, tell } from '../../api/client.ts';
import { session } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { listText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { EndPart } from '../board/EndPart.tsx';
import { approvableBy } from './approvable.ts';
import classes from './offer.module.css';

/** A step with the version that is looked at. */
type Step = { readonly address: string; readonly query?: Query };

/** The steps of an offer's life that may be taken now. Publishing in spite of what it contradicts is said in so many words. */
export function OfferSteps({
  offer,
  findings,
}: {
  offer: OfferView;
  findings: OfferCheck['findings'] | undefined;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const channelName = useChannelName();
  const client = useQueryClient();
  const step = useMutation({
    networkMode: 'always',
    mutationFn: ({ address, query = {} }: Step) =>
      tell<OfferView>(
        addressOf(`/v1/offers/${encodeURIComponent(offer.id)}/${address}`, { ...query, version: offer.version }),
      ),
    onSettled: () => client.invalidateQueries(),
  });
  const publish = (contradictions: 'block' | 'warn'): void =>
    step.mutate({ address: 'publication', query: { contradictions } });
  const unmeant = findings?.filter(({ exceptedBy }) => exceptedBy === null).length ?? 0;
  const { state } = offer;
  const me = useQuery(session).data?.member;
  const mine = me === undefined ? [] : approvableBy(offer, me);
  return (
    <Section title={t('offer.next')}>
      <div className={classes.stack}>
        <p className={classes.what}>
          {state === 'approved' && unmeant > 0
            ? t('offer.heldBy', { count: unmeant })
            : state === 'draft' && mine.length === 0
              ? t('offer.notYours')
              : t(`offer.stands.${state === 'ended' ? 'live' : state}`)}
        </p>
        {step.error !== null && <ProblemNote error={step.error} />}
        <div className={classes.buttons}>
          {state === 'draft' && mine.length > 0 && (
            <Button loading={step.isPending} onClick={() => step.mutate({ address: 'approval' })}>
              {mine.length === offer.channels.length
                ? t('offer.approve')
                : t('offer.approveFor', { channels: listText(mine.map(channelName), language) })}
            </Button>
          )}
          {state === 'approved' && findings !== undefined && unmeant === 0 && (
            <Button loading={step.isPending} onClick={() => publish('block')}>
              {t('message.publish')}
            </Button>
          )}
          {state === 'approved' && unmeant > 0 && (
            <Button color="red.9" loading={step.isPending} onClick={() => publish('warn')}>
              {t('offer.publishAnyway')}
            </Button>
          )}
          <EndPart
            label={t('remedy.end')}
            what={t('remedy.endWhat')}
            end={() => step.mutate({ address: 'ending' })}
            isEnding={step.isPending}
          />
        </div>
      </div>
    </Section>
  );
}
