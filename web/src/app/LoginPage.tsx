import { IconLock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Command } from '../ui/Command.tsx';
import { EmptyState } from '../ui/States.tsx';
import { useTitle } from '../ui/Page.tsx';

/** Whoever has no session is told how to get one; there is no password to guess. */
export function LoginPage(): ReactElement {
  const { t } = useTranslation();
  useTitle(t('login.title'));
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '80vh' }}>
      <h1 className="sr-only">Samspel</h1>
      <EmptyState icon={IconLock} title={t('login.title')} action={<Command>npm run -s samspel -- login</Command>}>
        {t('login.what')}
      </EmptyState>
    </main>
  );
}
