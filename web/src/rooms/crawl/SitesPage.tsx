import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconWorldSearch } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { SiteCard } from './SiteCard.tsx';
import { SiteForm } from './SiteForm.tsx';
import { crawlSites } from './sites.ts';

/** Sidor som läses: pages of ours whose prices are read each night, how it went, and the way to read them now. */
export default function SitesPage(): ReactElement {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const mayChange = (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
  const { data, dataUpdatedAt, error, refetch } = useQuery(crawlSites);
  const add = mayChange && !isAdding && (
    <Button size="xs" leftSection={<IconPlus aria-hidden size={15} />} onClick={() => setAdding(true)}>
      {t('crawl.new')}
    </Button>
  );
  const isEmpty = data?.sites.length === 0;
  return (
    <Page title={t('crawl.title')} lead={t('crawl.lead')} actions={isEmpty ? undefined : add}>
      {isAdding && <SiteForm close={() => setAdding(false)} />}
      {data === undefined ? (
        error === null ? (
          <Loading rows={4} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : isEmpty ? (
        !isAdding && (
          <EmptyState icon={IconWorldSearch} title={t('crawl.empty')} action={add}>
            {t('crawl.emptyWhat')}
          </EmptyState>
        )
      ) : (
        data.sites.map((site) => <SiteCard key={site.id} site={site} now={dataUpdatedAt} mayChange={mayChange} />)
      )}
    </Page>
  );
}
