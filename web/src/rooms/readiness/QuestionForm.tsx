import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { NamedQuestion } from '../../../../src/understand/question.contract.ts';
import type { Verdict } from '../../../../src/understand/verdict.contract.ts';
import { tell } from '../../api/client.ts';
import { channels, readinessQuestions } from '../../api/queries.ts';
import { Button, Checkbox, NativeSelect, TextInput } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { pathOf, readinessPath } from './looks.ts';
import {
  asksForEvents,
  asksForField,
  type DraftField,
  emptyDraft,
  faultsIn,
  type QuestionDraft,
  questionOf,
} from './question-form.ts';
import classes from './Readiness.module.css';
import { BackLink } from './VerdictPage.tsx';
import { VerdictView } from './VerdictView.tsx';

type FieldsProps = {
  draft: QuestionDraft;
  change: (part: Partial<QuestionDraft>) => void;
  fault: (field: DraftField) => string | undefined;
};

function ChannelChecks({
  label,
  value,
  change,
}: {
  label: string;
  value: readonly string[];
  change: (channels: string[]) => void;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(channels);
  return (
    <Checkbox.Group label={label} description={t('readiness.form.channelsHint')} value={[...value]} onChange={change}>
      <div className={classes.checks}>
        {(data?.channels ?? []).map(({ id, nameSv, nameEn }) => (
          <Checkbox key={id} value={id} label={language === 'sv' ? nameSv : nameEn} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function PopulationFields({ draft, change, fault }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t('readiness.form.who')}>
      <div className={classes.form}>
        <ChannelChecks
          label={t('readiness.form.populationChannels')}
          value={draft.populationChannels}
          change={(populationChannels) => change({ populationChannels })}
        />
        <div className={classes.fields}>
          <TextInput
            label={t('readiness.form.populationEvents')}
            description={t('readiness.form.eventsHint')}
            value={draft.populationEvents}
            error={fault('populationEvents')}
            onChange={(event) => change({ populationEvents: event.currentTarget.value })}
          />
          <TextInput
            label={t('readiness.form.size')}
            inputMode="numeric"
            value={draft.size}
            error={fault('size')}
            onChange={(event) => change({ size: event.currentTarget.value.trim() })}
          />
        </div>
      </div>
    </Section>
  );
}

const kinds = ['share', 'time', 'rate', 'mean', 'reach'] as const;
const compared = ['none', 'channel', 'stratum'] as const;
const strata = ['none', 'day-part', 'field'] as const;
const confidences = ['90', '95', '99'] as const;

function chosen<T extends string>(all: readonly T[], value: string): T | undefined {
  return all.find((each) => each === value);
}

function MeasureFields({ draft, change, fault }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t('readiness.form.measure')}>
      <div className={classes.form}>
        <NativeSelect
          label={t('readiness.form.measure')}
          value={draft.kind}
          data={kinds.map((value) => ({ value, label: t(`readiness.form.kind.${value}`) }))}
          onChange={(event) => change({ kind: chosen(kinds, event.currentTarget.value) ?? draft.kind })}
        />
        {asksForEvents(draft.kind) && (
          <>
            <ChannelChecks
              label={t('readiness.form.measureChannels')}
              value={draft.measureChannels}
              change={(measureChannels) => change({ measureChannels })}
            />
            <TextInput
              label={t('readiness.form.measureEvents')}
              description={t('readiness.form.eventsHint')}
              value={draft.measureEvents}
              error={fault('measureEvents')}
              onChange={(event) => change({ measureEvents: event.currentTarget.value })}
            />
          </>
        )}
        {asksForField(draft.kind) && (
          <TextInput
            label={t(draft.kind === 'reach' ? 'readiness.form.identifier' : 'readiness.form.field')}
            value={draft.field}
            error={fault('field')}
            onChange={(event) => change({ field: event.currentTarget.value })}
          />
        )}
      </div>
    </Section>
  );
}

function ShapeFields({ draft, change, fault }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t('readiness.form.compare')}>
      <div className={classes.fields}>
        <NativeSelect
          label={t('readiness.form.compare')}
          value={draft.compare}
          data={compared.map((value) => ({ value, label: t(`readiness.form.compareBy.${value}`) }))}
          onChange={(event) => change({ compare: chosen(compared, event.currentTarget.value) ?? draft.compare })}
        />
        <NativeSelect
          label={t('readiness.form.strata')}
          value={draft.strataBy}
          data={strata.map((value) => ({ value, label: t(`readiness.form.strataBy.${value}`) }))}
          onChange={(event) => change({ strataBy: chosen(strata, event.currentTarget.value) ?? draft.strataBy })}
        />
        {draft.strataBy === 'field' && (
          <TextInput
            label={t('readiness.form.strataField')}
            value={draft.strataField}
            error={fault('strataField')}
            onChange={(event) => change({ strataField: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={t('readiness.form.days')}
          inputMode="numeric"
          value={draft.days}
          error={fault('days')}
          onChange={(event) => change({ days: event.currentTarget.value.trim() })}
        />
        <TextInput
          label={t('readiness.form.precision')}
          inputMode="decimal"
          value={draft.points}
          error={fault('points')}
          onChange={(event) => change({ points: event.currentTarget.value.trim() })}
        />
        <NativeSelect
          label={t('readiness.form.confidence')}
          value={draft.confidence}
          data={confidences.map((value) => ({ value, label: `${value} %` }))}
          onChange={(event) =>
            change({ confidence: chosen(confidences, event.currentTarget.value) ?? draft.confidence })
          }
        />
      </div>
    </Section>
  );
}

/** A question of one's own: judged at once, and kept when it is worth coming back to. */
export function QuestionForm(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft] = useState(emptyDraft);
  const [wasSent, setSent] = useState(false);
  const faults = faultsIn(draft);
  const isWhole = Object.keys(faults).length === 0;
  const judging = useMutation({ mutationFn: () => tell<Verdict>('/v1/readiness/verdicts', questionOf(draft)) });
  const keeping = useMutation({
    mutationFn: () => tell<NamedQuestion>('/v1/readiness/questions', questionOf(draft)),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: readinessQuestions.queryKey });
      await navigate(pathOf(id));
    },
  });
  const fault = (field: DraftField): string | undefined => {
    const found = wasSent ? faults[field] : undefined;
    return found === undefined ? undefined : t(`readiness.form.fault.${found}`);
  };
  const send = (what: typeof judging | typeof keeping): void => {
    setSent(true);
    if (isWhole) what.mutate();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send(judging);
  };
  const fields = {
    draft,
    fault,
    change: (part: Partial<QuestionDraft>) => setDraft((before) => ({ ...before, ...part })),
  };
  const problem = judging.error ?? keeping.error;
  return (
    <>
      <div className={classes.bar}>
        <BackLink to={readinessPath}>{t('readiness.all')}</BackLink>
      </div>
      <form className={classes.form} onSubmit={submit} noValidate>
        <div className={classes.verdict}>
          <h2>{t('readiness.form.title')}</h2>
          <p className={classes.sub}>{t('readiness.form.what')}</p>
        </div>
        <TextInput
          label={t('readiness.form.name')}
          placeholder={t('readiness.form.nameHint')}
          maxLength={300}
          value={draft.name}
          error={fault('name')}
          onChange={(event) => fields.change({ name: event.currentTarget.value })}
        />
        <PopulationFields {...fields} />
        <MeasureFields {...fields} />
        <ShapeFields {...fields} />
        {problem !== null && <ProblemNote error={problem} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={judging.isPending}>
            {t('readiness.form.judge')}
          </Button>
          <Button variant="default" loading={keeping.isPending} onClick={() => send(keeping)}>
            {t('readiness.form.keep')}
          </Button>
        </div>
      </form>
      <div aria-live="polite" className={classes.answer}>
        {judging.data !== undefined && <VerdictView verdict={judging.data} id={undefined} />}
      </div>
    </>
  );
}
