import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowLeft, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { change } from '../../api/client.ts';
import { readinessQuestions, readinessVerdict } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { readinessPath } from './looks.ts';
import classes from './Readiness.module.css';
import { VerdictView } from './VerdictView.tsx';

export function BackLink({ to, children }: { to: string; children: string }): ReactElement {
  return (
    <Button
      component={Link}
      to={to}
      variant="subtle"
      size="compact-sm"
      leftSection={<IconArrowLeft aria-hidden size={15} />}
    >
      {children}
    </Button>
  );
}

function RemoveButton({ id }: { id: string }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: () => change<undefined>('DELETE', `/v1/readiness/questions/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: readinessQuestions.queryKey });
      await navigate(readinessPath);
    },
  });
  return (
    <Button
      variant="default"
      size="xs"
      loading={removal.isPending}
      leftSection={<IconTrash aria-hidden size={15} />}
      onClick={() => removal.mutate()}
    >
      {t('readiness.remove')}
    </Button>
  );
}

/** One question: its verdict, with everything that it rests on. */
export function VerdictPage({ id }: { id: string }): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(readinessVerdict(id));
  return (
    <>
      <div className={classes.bar}>
        <BackLink to={readinessPath}>{t('readiness.all')}</BackLink>
        {data !== undefined && !data.shipped && <RemoveButton id={id} />}
      </div>
      {data === undefined ? (
        error === null ? (
          <Loading rows={10} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : (
        <VerdictView verdict={data.verdict} id={id} />
      )}
    </>
  );
}
