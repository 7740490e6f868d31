import { IconMapPinOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../ui/Page.tsx';
import { Button } from '../ui/mantine.ts';
import { EmptyState } from '../ui/States.tsx';

export function MissingPage(): ReactElement {
  const { t } = useTranslation();
  const home = (
    <Button size="xs" component={Link} to="/">
      {t('missing.home')}
    </Button>
  );
  return (
    <Page title={t('missing.title')}>
      <EmptyState icon={IconMapPinOff} title={t('missing.title')} action={home}>
        {t('missing.what')}
      </EmptyState>
    </Page>
  );
}
