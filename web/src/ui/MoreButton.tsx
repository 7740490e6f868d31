import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './mantine.ts';
import classes from './MoreButton.module.css';

/** "Visa fler" under a list that comes in pages. */
export function MoreButton({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}): ReactElement | null {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <div className={classes.more}>
      <Button variant="default" size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('app.more')}
      </Button>
    </div>
  );
}
