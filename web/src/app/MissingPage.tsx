import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../ui/mantine.ts';
import { Page } from '../ui/Page.tsx';

export function MissingPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <Page title={t('missing.title')} lead={t('missing.what')}>
      <div>
        <Button size="xs" component={Link} to="/">
          {t('missing.home')}
        </Button>
      </div>
    </Page>
  );
}
