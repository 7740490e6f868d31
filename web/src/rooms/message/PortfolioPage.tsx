import { useQuery } from '@tanstack/react-query';
import { IconLayoutDashboard, IconPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { portfolio } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { MessageTabs } from './MessageTabs.tsx';
import { PlaceForm } from './PlaceForm.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import classes from './Portfolio.module.css';
import { useMayWrite } from './useMessage.ts';
import { usePortfolio } from './usePortfolio.ts';

/** What each channel and each place in it is for and is meant to carry, beside what it carries. */
export default function PortfolioPage(): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(portfolio);
  const mayWrite = useMayWrite();
  const { save } = usePortfolio();
  const [isNew, setNew] = useState(false);
  const places = data?.places ?? [];
  return (
    <Page
      title={t('message.place.title')}
      lead={t('message.place.what')}
      actions={
        mayWrite &&
        !isNew && (
          <Button leftSection={<IconPlus aria-hidden size={16} />} onClick={() => setNew(true)}>
            {t('message.place.new')}
          </Button>
        )
      }
    >
      <MessageTabs />
      {isNew && (
        <PlaceForm
          place={undefined}
          send={(place) => save.mutate(place, { onSuccess: () => setNew(false) })}
          cancel={() => setNew(false)}
          isSending={save.isPending}
          error={save.error}
        />
      )}
      {data === undefined && (error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />)}
      {data !== undefined && places.length === 0 && !isNew && (
        <EmptyState icon={IconLayoutDashboard} title={t('message.place.empty')}>
          {t('message.place.emptyWhat')}
        </EmptyState>
      )}
      {places.length > 0 && (
        <Section title={t('message.place.count', { count: places.length })}>
          <ul className={classes.list}>
            {places.map((place) => (
              <PlaceRow key={`${place.channel} ${place.touchpoint}`} place={place} mayWrite={mayWrite} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
