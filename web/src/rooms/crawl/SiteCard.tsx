import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactElement, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrawlSiteView } from '../../../../src/collect/crawl/crawl-site.contract.ts';
import { change, tell } from '../../api/client.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { EndPart } from '../board/EndPart.tsx';
import classes from './crawl.module.css';
import { isUnderWay, nameOfSite, stateOf } from './site.ts';
import { RejectedPrices, SiteFaults } from './SiteOutcome.tsx';

const sitePath = (id: string): string => `/v1/crawl-sites/${encodeURIComponent(id)}`;

function useSiteDeed<T>(act: () => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: act,
    onSuccess: () => client.invalidateQueries({ queryKey: ['/v1/crawl-sites'] }),
  });
}

/** What the last reading came to, in figures. */
function Figures({ crawl }: { crawl: NonNullable<CrawlSiteView['lastCrawl']> }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const many = (count: number) => ({ count, number: numberText(count, language) });
  return (
    <>
      <p className={classes.facts}>
        <span>{t('crawl.pages', many(crawl.pages))}</span>
        {crawl.unchanged > 0 && <span>{t('crawl.unchanged', many(crawl.unchanged))}</span>}
        <span>{t('crawl.prices', many(crawl.accepted))}</span>
      </p>
      {crawl.pages > 0 && crawl.accepted + crawl.rejected === 0 && <p className={classes.sub}>{t('crawl.noPrices')}</p>}
      {crawl.rejected > 0 && crawl.importId !== null && (
        <RejectedPrices importId={crawl.importId} count={crawl.rejected} />
      )}
      <SiteFaults crawl={crawl} />
    </>
  );
}

/** How it stands: not read yet, waiting, being read and how far it has come, or read with what came of it. */
function Standing({ site, now }: { site: CrawlSiteView; now: number }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { lastCrawl } = site;
  const state = stateOf(site, now);
  const pages = { count: lastCrawl?.pages ?? 0, number: numberText(lastCrawl?.pages ?? 0, language) };
  return (
    <>
      <output className={classes.state}>
        {t(`crawl.state.${state}`)}
        {state === 'reading' && <> {t('crawl.soFar', pages)}</>}
        {state === 'read' && lastCrawl !== null && (
          <>
            {' '}
            <When at={lastCrawl.finishedAt ?? lastCrawl.startedAt} form="both" />
          </>
        )}
      </output>
      {lastCrawl !== null && lastCrawl.finishedAt !== null && <Figures crawl={lastCrawl} />}
    </>
  );
}

/** One site of ours: where it is read from, how that went, and the ways to read it now and to take it away. */
export function SiteCard({
  site,
  now,
  mayChange,
  titleRef,
  leave,
}: {
  site: CrawlSiteView;
  now: number;
  mayChange: boolean;
  titleRef: Ref<HTMLHeadingElement>;
  /** Called when it is to be taken away, and the focus with it. */
  leave: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const read = useSiteDeed(() => tell<CrawlSiteView>(`${sitePath(site.id)}/crawl`));
  const remove = useSiteDeed(() => change<undefined>('DELETE', sitePath(site.id)));
  const error = read.error ?? remove.error;
  const state = stateOf(site, now);
  const name = nameOfSite(site);
  return (
    <Section
      title={name}
      titleRef={titleRef}
      aside={
        mayChange && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh aria-hidden size={15} />}
            loading={read.isPending}
            disabled={isUnderWay(state)}
            onClick={() => read.mutate()}
          >
            {t('crawl.now')}
            <span className="sr-only"> {name}</span>
          </Button>
        )
      }
    >
      <div className={classes.card}>
        <div className={classes.facts}>
          <ChannelBadge channel={site.channel} />
          <span className={classes.sub}>{t('crawl.knownBy', { what: t(`crawl.productBy.${site.productBy}`) })}</span>
          <span className={classes.sub}>{t('crawl.most', { number: numberText(site.mostPages, language) })}</span>
        </div>
        <ul className={classes.addresses} aria-label={t('crawl.field.starts')}>
          {site.starts.map((start) => (
            <li key={start}>{start}</li>
          ))}
        </ul>
        <Standing site={site} now={now} />
        {error !== null && <ProblemNote error={error} />}
        {mayChange && (
          <EndPart
            label={t('crawl.remove')}
            of={name}
            what={t('crawl.removeWhat')}
            sure={t('crawl.removeSure')}
            end={() => {
              leave();
              remove.mutate();
            }}
            isEnding={remove.isPending}
          />
        )}
      </div>
    </Section>
  );
}
