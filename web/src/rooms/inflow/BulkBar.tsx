import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplayJob } from '../../../../src/collect/dead-letters/dead-letter.contract.ts';
import { tell } from '../../api/client.ts';
import { Button, TextInput } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { LetterQuery } from './DeadLettersTab.tsx';
import classes from './inflow.module.css';
import { jsonFault } from './json-fault.ts';
import { JsonEditor } from './JsonEditor.tsx';

type Act = 'mend' | 'discard' | undefined;

function filterOf(query: LetterQuery): object {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** What can be done with all the letters that are shown at once. */
export function BulkBar({ query }: { query: LetterQuery }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [act, setAct] = useState<Act>();
  const [patch, setPatch] = useState(`{\n  "${query.field || 'event'}": ""\n}`);
  const [because, setBecause] = useState('');
  const filter = filterOf(query);
  const after = { onSuccess: async () => client.invalidateQueries() };
  const replay = useMutation({
    mutationFn: (body: object) => tell<ReplayJob>('/v1/dead-letters/replays', { filter, ...body }),
    ...after,
  });
  const discard = useMutation({
    mutationFn: () => tell('/v1/dead-letters/discard', { filter, because }),
    ...after,
  });
  const error = replay.error ?? discard.error;
  const turn = (next: Act): void => setAct(act === next ? undefined : next);
  return (
    <div className={classes.stack}>
      <div className={classes.buttons}>
        <Button size="xs" loading={replay.isPending} onClick={() => replay.mutate({})}>
          {t('inflow.dead.replayAll')}
        </Button>
        <Button size="xs" variant="default" aria-expanded={act === 'mend'} onClick={() => turn('mend')}>
          {t('inflow.dead.mendAll')}
        </Button>
        <Button size="xs" variant="default" aria-expanded={act === 'discard'} onClick={() => turn('discard')}>
          {t('inflow.dead.discardAll')}
        </Button>
      </div>
      {act === 'mend' && (
        <div className={classes.form}>
          <p className={classes.muted}>{t('inflow.dead.mendAllWhat')}</p>
          <JsonEditor label={t('inflow.dead.patch')} value={patch} change={setPatch} rows={6} />
          <div className={classes.buttons}>
            <Button
              size="xs"
              disabled={jsonFault(patch) !== undefined}
              loading={replay.isPending}
              onClick={() => replay.mutate({ patch: JSON.parse(patch) as object })}
            >
              {t('inflow.dead.replayMended')}
            </Button>
          </div>
        </div>
      )}
      {act === 'discard' && (
        <div className={classes.form}>
          <TextInput
            label={t('inflow.dead.because')}
            value={because}
            maxLength={300}
            onChange={(event) => setBecause(event.currentTarget.value)}
          />
          <div className={classes.buttons}>
            <Button
              size="xs"
              color="red"
              disabled={because.trim() === ''}
              loading={discard.isPending}
              onClick={() => discard.mutate()}
            >
              {t('inflow.dead.discardNow')}
            </Button>
          </div>
        </div>
      )}
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}
