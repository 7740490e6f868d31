import { type ReactElement, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';
import { Loading } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { type Tab, tabs } from './tabs.ts';

/** Inflöde: what comes in, from whom, what became of it, and what was not taken in. */
export function InflowPage({ tab }: { tab: Tab }): ReactElement {
  const { t } = useTranslation();
  const Content = tab.page;
  return (
    <Page title={t('page.inflow')} tabTitle={`${t(`inflow.tab.${tab.word}`)} · ${t('page.inflow')}`}>
      <Tabs
        label={t('inflow.tabs')}
        tabs={tabs.map(({ path, word, deeper }) => ({
          path,
          label: t(`inflow.tab.${word}`),
          isExact: deeper.length === 0,
        }))}
      />
      <Suspense fallback={<Loading rows={8} />}>
        <Content />
      </Suspense>
    </Page>
  );
}
