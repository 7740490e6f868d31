import { IconPlayerPlay, IconSparkles } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanVersionView } from '../../../../src/collect/plan/plan.contract.ts';
import { compareSchemas } from '../../../../src/collect/plan/schema-diff.ts';
import { Segments } from '../../ui/Filters.tsx';
import { Button, Textarea } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Differences } from './Differences.tsx';
import type { WrittenSchema } from './draft.ts';
import { DryRunResult } from './DryRunResult.tsx';
import { EvidenceTable } from './EvidenceTable.tsx';
import { useModeChoices } from './LiveVersion.tsx';
import classes from './plan.module.css';
import { type About, useDraft, type Versions } from './useDraft.ts';

function Judgement({ written }: { written: WrittenSchema }): ReactElement {
  const { t } = useTranslation();
  if (written.state === 'good') return <p className={classes.good}>{t('plan.draft.good')}</p>;
  return (
    <ul className={classes.faults} aria-live="polite">
      {written.state === 'unread' ? (
        <li>
          {t('plan.draft.unread')} <span lang="en">{written.why}</span>
        </li>
      ) : (
        written.faults.map(({ field, found, allowed }) => (
          <li key={`${field} ${found}`}>{t('plan.draft.fault', { field, found, allowed })}</li>
        ))
      )}
    </ul>
  );
}

type State = ReturnType<typeof useDraft>;

function Buttons({ state, draft }: { state: State; draft: PlanVersionView | undefined }): ReactElement {
  const { t } = useTranslation();
  const { written, canPublish, isSaved, saveDraft, goLive, save, publish, drop, dryRun } = state;
  const isBusy = save.isPending || publish.isPending || drop.isPending;
  return (
    <div className={classes.buttons}>
      <Button disabled={!canPublish || isBusy} loading={publish.isPending} onClick={goLive}>
        {t('plan.draft.publish')}
      </Button>
      <Button
        variant="default"
        disabled={!canPublish || isSaved || isBusy}
        loading={save.isPending && !publish.isPending}
        onClick={saveDraft}
      >
        {t('plan.draft.save')}
      </Button>
      <Button
        variant="default"
        disabled={written.state !== 'good'}
        loading={dryRun.isPending}
        leftSection={<IconPlayerPlay aria-hidden size={15} />}
        onClick={() => written.state === 'good' && dryRun.mutate(written.schema)}
      >
        {t('plan.draft.try')}
      </Button>
      {draft !== undefined && (
        <Button variant="subtle" color="red" disabled={isBusy} onClick={() => drop.mutate(draft.id)}>
          {t('plan.draft.drop')}
        </Button>
      )}
    </div>
  );
}

/** Where the next version is written: by hand, or learnt from what came, and tried before it holds. */
export function DraftEditor({
  about,
  live,
  draft,
  learnsAtOnce,
}: Versions & { about: About; learnsAtOnce: boolean }): ReactElement {
  const { t } = useTranslation();
  const state = useDraft(about, { live, draft }, learnsAtOnce);
  const { written, learn, dryRun, save, publish, drop } = state;
  const errors = [learn.error, dryRun.error, save.error, publish.error, drop.error].filter((each) => each !== null);
  return (
    <Section
      title={draft === undefined ? t('plan.draft.new') : t('plan.draft.of', { version: draft.version })}
      aside={
        <Button
          size="xs"
          variant="light"
          loading={learn.isPending}
          leftSection={<IconSparkles aria-hidden size={15} />}
          onClick={state.learnNow}
        >
          {t('plan.learn')}
        </Button>
      }
    >
      <div className={classes.stack}>
        <p className={classes.muted}>{t('plan.draft.what')}</p>
        <Textarea
          className={classes.wide ?? ''}
          label={t('plan.schema')}
          value={state.text}
          onChange={(event) => state.setText(event.currentTarget.value)}
          autosize
          minRows={8}
          maxRows={28}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
        />
        <Judgement written={written} />
        <Segments label={t('plan.modeLabel')} value={state.mode} change={state.setMode} choices={useModeChoices()} />
        <p className={classes.muted}>{t(`plan.modeWhat.${state.mode}`)}</p>
        {live !== undefined && written.state === 'good' && (
          <Differences difference={compareSchemas(live.schema, written.schema)} version={live.version} />
        )}
        <Buttons state={state} draft={draft} />
        {errors.map((error) => (
          <ProblemNote key={error.message} error={error} />
        ))}
        {dryRun.data !== undefined && <DryRunResult result={dryRun.data} />}
        {learn.data !== undefined && <EvidenceTable learnt={learn.data} />}
      </div>
    </Section>
  );
}
