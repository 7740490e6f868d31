import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/Tabs.tsx';

const tabs = [
  { path: '/samstammighet', word: 'board' },
  { path: '/samstammighet/motsagelser', word: 'contradictions' },
  { path: '/samstammighet/undantag', word: 'exceptions' },
  { path: '/samstammighet/texter', word: 'texts' },
  { path: '/samstammighet/prisregel', word: 'priceRule' },
] as const;

/** What belongs to Samstämmighet, side by side. */
export function BoardTabs(): ReactElement {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('page.board')}
      tabs={tabs.map(({ path, word }) => ({ path, label: t(`board.tab.${word}`), isExact: word === 'board' }))}
    />
  );
}
