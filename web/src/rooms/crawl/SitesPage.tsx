import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconWorldSearch } from '@tabler/icons-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrawlSiteView } from '../../../../src/collect/crawl/crawl-site.contract.ts';
import { session } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { SiteCard } from './SiteCard.tsx';
import { SiteForm } from './SiteForm.tsx';
import { crawlSites } from './sites.ts';

/** Where the focus goes when a site is taken away: to the next one, or the one before the end, or the title of the page. */
function useFocusAfter(sites: readonly CrawlSiteView[] | undefined) {
  const title = useRef<HTMLHeadingElement>(null);
  const heads = useRef(new Map<string, HTMLHeadingElement>());
  const leaving = useRef<{ readonly id: string; readonly at: number }>(null);
  useEffect(() => {
    const left = leaving.current;
    if (left === null || sites === undefined || sites.some(({ id }) => id === left.id)) return;
    leaving.current = null;
    const next = sites[Math.min(left.at, sites.length - 1)];
    (next === undefined ? title.current : heads.current.get(next.id))?.focus();
  }, [sites]);
  const headOf =
    (id: string) =>
    (head: HTMLHeadingElement | null): void => {
      if (head === null) heads.current.delete(id);
      else heads.current.set(id, head);
    };
  return { title, headOf, leave: (id: string, at: number) => void (leaving.current = { id, at }) };
}

/** Sidor som läses: pages of ours whose prices are read each night, how it went, and the way to read them now. */
export default function SitesPage(): ReactElement {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const mayChange = (useQuery(session).data?.member.role ?? 'reader') !== 'reader';
  const { data, dataUpdatedAt, error, refetch } = useQuery(crawlSites);
  const { title, headOf, leave } = useFocusAfter(data?.sites);
  const add = mayChange && !isAdding && (
    <Button size="xs" leftSection={<IconPlus aria-hidden size={15} />} onClick={() => setAdding(true)}>
      {t('crawl.new')}
    </Button>
  );
  const isEmpty = data?.sites.length === 0;
  return (
    <Page title={t('crawl.title')} titleRef={title} lead={t('crawl.lead')} actions={isEmpty ? undefined : add}>
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
        data.sites.map((site, at) => (
          <SiteCard
            key={site.id}
            site={site}
            now={dataUpdatedAt}
            mayChange={mayChange}
            titleRef={headOf(site.id)}
            leave={() => leave(site.id, at)}
          />
        ))
      )}
    </Page>
  );
}
