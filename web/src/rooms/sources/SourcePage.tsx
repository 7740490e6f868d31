import { useQuery } from '@tanstack/react-query';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { SourceView } from '../../../../src/organisation/source.contract.ts';
import { source as sourceQuery } from '../../api/queries.ts';
import { dateText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { Certain } from './Certain.tsx';
import { Deeds } from './Deeds.tsx';
import { formOf, patchOf, type SourceForm } from './source-form.ts';
import { SendSection } from './SendSection.tsx';
import { SourceFields } from './SourceFields.tsx';
import { SourceKeys } from './SourceKeys.tsx';
import classes from './SourcePage.module.css';
import { StateTag } from './SourceTable.tsx';
import { useSource } from './useSource.ts';

function Facts({ source }: { source: SourceView }): ReactElement {
  const { t } = useTranslation();
  const { change } = useSource(source.id);
  const [form, setForm] = useState<SourceForm>(() => formOf(source));
  const patch = patchOf(source, form);
  const isChanged = Object.keys(patch).length > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged && !change.isPending) change.mutate(patch, { onSuccess: (now) => setForm(formOf(now)) });
  };
  return (
    <Section title={t('source.facts')}>
      <form className={classes.stack} noValidate onSubmit={submit}>
        <SourceFields
          form={form}
          isNew={false}
          error={change.error}
          change={(part) => setForm((before) => ({ ...before, ...part }))}
        />
        {change.error !== null && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button type="submit" size="xs" disabled={!isChanged} loading={change.isPending}>
            {t('source.save')}
          </Button>
          <output className={classes.sub}>{change.isSuccess && !isChanged ? t('source.saved') : ''}</output>
        </div>
      </form>
    </Section>
  );
}

function PauseButton({ source }: { source: SourceView }): ReactElement {
  const { t } = useTranslation();
  const { change } = useSource(source.id);
  const isPaused = source.state === 'paused';
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <div className={classes.buttons}>
      <StateTag state={source.state} />
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon aria-hidden size={15} />}
        loading={change.isPending}
        onClick={() => change.mutate({ state: isPaused ? 'active' : 'paused' })}
      >
        {t(isPaused ? 'source.resume' : 'source.pause')}
      </Button>
      {change.error !== null && <ProblemNote error={change.error} />}
    </div>
  );
}

function Removal({ source }: { source: SourceView }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { remove } = useSource(source.id);
  return (
    <Section title={t('source.remove')}>
      <Certain
        label={t('source.remove')}
        what={t('source.removeWhat')}
        sure={t('source.removeSure')}
        isBusy={remove.isPending}
        error={remove.error}
        act={() => remove.mutate(undefined, { onSuccess: () => void navigate('/installningar/kallor') })}
      />
    </Section>
  );
}

/** One source: what it is, its keys, how its system sends, and who changed what. */
export default function SourcePage(): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id = '' } = useParams();
  const [shownKey, setShownKey] = useState<string>();
  const { data, error, refetch } = useQuery(sourceQuery(id));
  if (data === undefined)
    return (
      <Page title={t('source.title')}>
        {error === null ? <Loading rows={8} /> : <ErrorState error={error} retry={refetch} />}
      </Page>
    );
  return (
    <Page title={data.name} lead={<code>{data.id}</code>} actions={<PauseButton source={data} />}>
      {data.pausedAt !== null && (
        <p className={classes.note}>{t('source.pausedSince', { when: dateText(data.pausedAt, 'moment', locale) })}</p>
      )}
      <div className={classes.columns}>
        <div className={classes.side}>
          <SourceKeys source={data} shownKey={shownKey} showKey={setShownKey} />
          <SendSection source={data} shownKey={shownKey} />
        </div>
        <div className={classes.side}>
          <Facts key={data.id} source={data} />
          <Deeds id={data.id} />
          <Removal source={data} />
        </div>
      </div>
    </Page>
  );
}
