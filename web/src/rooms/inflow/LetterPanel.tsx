import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeadLetterView, Trial } from '../../../../src/collect/dead-letters/dead-letter.contract.ts';
import { deadLetter } from '../../api/queries.ts';
import { Button, TextInput } from '../../ui/mantine.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useWord } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { useMayChange } from '../plan/usePlan.ts';
import { makerOf } from '../promise/maker.ts';
import { Code } from './EventDetail.tsx';
import classes from './inflow.module.css';
import { jsonFault } from './json-fault.ts';
import { JsonEditor } from './JsonEditor.tsx';
import { letterTone } from './LetterRows.tsx';
import { useLetter } from './useLetter.ts';

function Facts({ letter }: { letter: DeadLetterView }): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      <p className={classes.marks}>
        <Tag tone={letterTone[letter.status]}>{t(`inflow.dead.state.${letter.status}`)}</Tag>
        <Tag>{word('inflow.code', letter.code) ?? letter.code}</Tag>
      </p>
      <dl className={classes.facts}>
        <dt>{t('inflow.letter.reason')}</dt>
        <dd lang="en">{letter.reason}</dd>
        <dt>{t('inflow.dead.head.source')}</dt>
        <dd>{letter.source ?? t('inflow.noSource')}</dd>
        <dt>{t('inflow.event.received')}</dt>
        <dd>
          <When at={letter.receivedAt} form="both" />
        </dd>
        {letter.settledBecause !== null && (
          <>
            <dt>{t('inflow.dead.because')}</dt>
            <dd>{letter.settledBecause}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Verdict({ trial }: { trial: Trial }): ReactElement {
  const { t } = useTranslation();
  if (!trial.holds)
    return (
      <div aria-live="polite">
        <p className={classes.verdict} data-tone="bad">
          <IconAlertTriangle aria-hidden size={17} /> {t('inflow.letter.fails')}
        </p>
        <ul className={classes.faults} lang="en">
          {trial.faults.map(({ field, found, allowed }) => (
            <li key={`${field} ${found}`}>
              <code>{field}</code>: found {found}, allowed is {allowed}
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <div className={classes.stack} aria-live="polite">
      <p className={classes.verdict} data-tone="good">
        <IconCircleCheck aria-hidden size={17} /> {t('inflow.letter.holds')}
      </p>
      <Code label={t('inflow.letter.became')}>{JSON.stringify(trial.became, null, 2)}</Code>
    </div>
  );
}

function Mending({ letter }: { letter: DeadLetterView }): ReactElement {
  const { t } = useTranslation();
  const { text, setText, trial, replay, discard } = useLetter(letter);
  const [isDiscarding, setDiscarding] = useState(false);
  const [because, setBecause] = useState('');
  const isUnread = jsonFault(text) !== undefined;
  const error = trial.error ?? replay.error ?? discard.error;
  return (
    <div className={classes.stack}>
      <p className={classes.muted}>{t(letter.isCut ? 'inflow.letter.isCut' : 'inflow.letter.bodyWhat')}</p>
      <JsonEditor label={t('inflow.letter.body')} value={text} change={setText} />
      <div className={classes.buttons}>
        <Button disabled={isUnread} loading={replay.isPending} onClick={() => replay.mutate()}>
          {t('inflow.letter.take')}
        </Button>
        <Button variant="default" disabled={isUnread} loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('inflow.letter.try')}
        </Button>
        <Button variant="subtle" color="red" aria-expanded={isDiscarding} onClick={() => setDiscarding(!isDiscarding)}>
          {t('inflow.letter.discard')}
        </Button>
      </div>
      {isDiscarding && (
        <div className={classes.buttons}>
          <TextInput
            aria-label={t('inflow.dead.because')}
            placeholder={t('inflow.dead.because')}
            value={because}
            maxLength={300}
            onChange={(event) => setBecause(event.currentTarget.value)}
          />
          <Button
            color="red"
            disabled={because.trim() === ''}
            loading={discard.isPending}
            onClick={() => discard.mutate(because)}
          >
            {t('inflow.dead.discardNow')}
          </Button>
        </div>
      )}
      {error !== null && <ProblemNote error={error} />}
      {trial.data !== undefined && error === null && <Verdict trial={trial.data} />}
    </div>
  );
}

function Settled({ letter }: { letter: DeadLetterView }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.stack}>
      <p className={classes.verdict} data-tone={letter.status === 'replayed' ? 'good' : undefined}>
        {t('inflow.letter.settled', {
          state: t(`inflow.dead.state.${letter.status}`),
          name: makerOf(letter.settledBy ?? '').name,
        })}
        {letter.settledAt !== null && <When at={letter.settledAt} />}
      </p>
      {letter.status === 'replayed' && letter.kind === 'event' && (
        <p className={classes.muted}>
          {t('inflow.letter.takenWhat')}{' '}
          <Link className={classes.textLink} to="/kunder">
            {t('page.customers')}
          </Link>
        </p>
      )}
      <Code label={t('inflow.letter.body')}>{letter.body}</Code>
      {letter.mended !== null && (
        <>
          <p className={classes.muted}>{t('inflow.letter.mended')}</p>
          <Code label={t('inflow.letter.mended')}>{letter.mended}</Code>
        </>
      )}
    </div>
  );
}

/** One letter: what came and its fault; mended, tried, taken in or put away. */
export function LetterPanel({ id, close }: { id: string; close: () => void }): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(deadLetter(id));
  const mayChange = useMayChange();
  return (
    <Panel title={t('inflow.letter.title')} close={close}>
      {data === undefined ? (
        error === null ? (
          <Loading rows={5} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : (
        <div className={classes.stack}>
          <Facts letter={data} />
          {data.status === 'open' && mayChange ? <Mending letter={data} /> : <Settled letter={data} />}
        </div>
      )}
    </Panel>
  );
}
