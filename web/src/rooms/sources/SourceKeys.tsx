import { useQuery } from '@tanstack/react-query';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../../src/organisation/key.contract.ts';
import { keyState } from '../../../../src/organisation/key-line.ts';
import type { SourceView } from '../../../../src/organisation/source.contract.ts';
import { sourceKeys } from '../../api/queries.ts';
import { Command } from '../../ui/Command.tsx';
import { dateText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { When } from '../../ui/When.tsx';
import { Certain } from './Certain.tsx';
import { Rotation } from './Rotation.tsx';
import classes from './SourceKeys.module.css';
import { useSource } from './useSource.ts';

const tones = { live: 'good', ending: 'warn', stopped: 'neutral', revoked: 'neutral' } as const;

function KeyTag({ record, now }: { record: KeyView; now: number }): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const state = keyState(record, now);
  const at = state === 'revoked' ? record.revokedAt : record.stopsAt;
  const when = at === null ? '' : dateText(at, 'dayOfYear', locale);
  return <Tag tone={tones[state]}>{t(`source.keyState.${state}`, { when })}</Tag>;
}

function KeyFacts({ record }: { record: KeyView }): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const when = dateText(record.createdAt, 'date', locale);
  const name = record.createdBy?.replace(/^[a-z]+:/, '');
  return (
    <span className={classes.sub}>
      {record.name} · {name === undefined ? t('source.keyMadeAt', { when }) : t('source.keyMade', { when, name })} ·{' '}
      {record.lastUsedAt === null ? (
        t('source.never')
      ) : (
        <>
          {t('source.used', { when: '' })}
          <When at={record.lastUsedAt} />
        </>
      )}
    </span>
  );
}

type RowProps = { source: SourceView; record: KeyView; now: number; showKey: (key: string) => void };

function KeyRow({ source, record, now, showKey }: RowProps): ReactElement {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'rotate' | 'revoke'>();
  const { revoke } = useSource(source.id);
  const state = keyState(record, now);
  const shown = record.startsWith === null ? t('source.unknownStart') : `${record.startsWith}…`;
  const close = (): void => setAsked(undefined);
  return (
    <li className={classes.key}>
      <div className={classes.line}>
        <code className={classes.start}>{shown}</code>
        <KeyTag record={record} now={now} />
        <span className={classes.actions}>
          {state === 'live' && (
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={t('source.rotateOf', { key: shown })}
              onClick={() => setAsked('rotate')}
            >
              {t('source.rotate')}
            </Button>
          )}
          {(state === 'live' || state === 'ending') && (
            <Button
              variant="subtle"
              color="red"
              size="compact-xs"
              aria-label={t('source.revokeOf', { key: shown })}
              onClick={() => setAsked('revoke')}
            >
              {t('source.revoke')}
            </Button>
          )}
        </span>
      </div>
      <KeyFacts record={record} />
      {asked === 'rotate' && state === 'live' && (
        <Rotation source={source} record={record} done={close} showKey={showKey} />
      )}
      {asked === 'revoke' && state !== 'revoked' && (
        <Certain
          label={t('source.revoke')}
          what={t('source.revokeWhat')}
          sure={t('source.revokeSure')}
          isBusy={revoke.isPending}
          error={revoke.error}
          act={() => revoke.mutate(record.id, { onSuccess: close })}
          cancel={close}
        />
      )}
    </li>
  );
}

/** The key itself, until whoever made it says that it has been taken care of. */
function ShownOnce({ value, done }: { value: string; done: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.shown} role="alert">
      <p>
        <IconKey aria-hidden size={16} stroke={1.9} /> {t('source.shown')}
      </p>
      <Command>{value}</Command>
      <div>
        <Button variant="default" size="xs" onClick={done}>
          {t('source.shownDone')}
        </Button>
      </div>
    </div>
  );
}

/** A source's keys: made, rotated, revoked. A new one is shown once, here. */
export function SourceKeys({
  source,
  shownKey,
  showKey,
}: {
  source: SourceView;
  shownKey: string | undefined;
  showKey: (key: string | undefined) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch, dataUpdatedAt } = useQuery(sourceKeys(source.id));
  const { addKey } = useSource(source.id, showKey);
  const make = (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlus aria-hidden size={14} />}
      loading={addKey.isPending}
      onClick={() => addKey.mutate()}
    >
      {t('source.newKey')}
    </Button>
  );
  return (
    <Section title={t('source.keys')} aside={make} flush>
      {addKey.error !== null && <ProblemNote error={addKey.error} />}
      {shownKey !== undefined && <ShownOnce value={shownKey} done={() => showKey(undefined)} />}
      {data === undefined ? (
        error === null ? (
          <Loading rows={2} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : data.keys.length === 0 ? (
        <p className={classes.none}>{t('source.noKeys')}</p>
      ) : (
        <ol>
          {data.keys.map((record) => (
            <KeyRow key={record.id} source={source} record={record} now={dataUpdatedAt} showKey={showKey} />
          ))}
        </ol>
      )}
    </Section>
  );
}
