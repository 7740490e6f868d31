import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/Tabs.tsx';

/** What we say, side by side: the messages, the offers that they refer to, and the channels that carry them. */
export function MessageTabs(): ReactElement {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('page.messages')}
      tabs={[
        { path: '/budskap', label: t('page.messages'), isExact: true },
        { path: '/budskap/erbjudanden', label: t('page.offers') },
        { path: '/budskap/portfolj', label: t('page.portfolio') },
      ]}
    />
  );
}
