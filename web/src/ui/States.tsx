import { IconCloudOff, IconRefresh, type TablerIcon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.ts';
import { Button, Skeleton } from './mantine.ts';
import classes from './States.module.css';

/** An empty page teaches: what belongs here, and the one thing to do. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: TablerIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}): ReactElement {
  return (
    <div className={classes.state}>
      <span className={classes.mark}>
        <Icon aria-hidden size={22} stroke={1.7} />
      </span>
      <p className={classes.title}>{title}</p>
      <p className={classes.what}>{children}</p>
      {action}
    </div>
  );
}

const told = [
  'no-answer',
  'engine-unavailable',
  'not-found',
  'not-permitted',
  'field-invalid',
  'too-busy',
  'internal',
] as const;

/** What went wrong in words that say what to do; the server's own words stand below in small. */
export function ErrorState({ error, retry }: { error: Error; retry: () => unknown }): ReactElement {
  const { t } = useTranslation();
  const code = error instanceof ApiProblem ? error.code : 'internal';
  const known = told.find((each) => each === code) ?? 'internal';
  return (
    <div className={classes.state} role="alert">
      <span className={classes.mark} data-tone="bad">
        <IconCloudOff aria-hidden size={22} stroke={1.7} />
      </span>
      <p className={classes.title}>{t('error.title')}</p>
      <p className={classes.what}>{t(`error.${known}`)}</p>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh aria-hidden size={14} />}
        onClick={() => void retry()}
      >
        {t('error.again')}
      </Button>
      {error instanceof ApiProblem && known !== 'no-answer' && (
        <p className={classes.said} lang="en">
          {error.message}
        </p>
      )}
    </div>
  );
}

/** Grey bars where rows will stand; one quiet word for those who do not see them. */
export function Loading({ rows = 6, height = 44 }: { rows?: number; height?: number }): ReactElement {
  const { t } = useTranslation();
  return (
    <output className={classes.loading}>
      <span className="sr-only">{t('app.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </output>
  );
}
