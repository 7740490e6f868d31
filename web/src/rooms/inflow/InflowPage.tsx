import { type ReactElement, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Page } from '../../ui/Page.tsx';
import { Loading } from '../../ui/States.tsx';
import classes from './InflowPage.module.css';
import { type Tab, tabs } from './tabs.ts';

/** Inflöde: what comes in, from whom, what became of it, and what was not taken in. */
export function InflowPage({ tab }: { tab: Tab }): ReactElement {
  const { t } = useTranslation();
  const Content = tab.page;
  return (
    <Page title={t('page.inflow')} tabTitle={`${t(`inflow.tab.${tab.word}`)} · ${t('page.inflow')}`}>
      <nav className={classes.tabs} aria-label={t('inflow.tabs')}>
        {tabs.map(({ path, word, deeper }) => (
          <NavLink key={word} to={path} end={deeper.length === 0} className={classes.tab ?? ''}>
            {t(`inflow.tab.${word}`)}
          </NavLink>
        ))}
      </nav>
      <Suspense fallback={<Loading rows={8} />}>
        <Content />
      </Suspense>
    </Page>
  );
}
