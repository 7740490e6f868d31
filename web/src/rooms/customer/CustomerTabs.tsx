import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/Tabs.tsx';

/** Whom we serve, side by side: each one, and the segments that they are in. */
export function CustomerTabs(): ReactElement {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('page.customers')}
      tabs={[
        { path: '/kunder', label: t('page.customers'), isExact: true },
        { path: '/kunder/malgrupper', label: t('page.segments') },
      ]}
    />
  );
}
