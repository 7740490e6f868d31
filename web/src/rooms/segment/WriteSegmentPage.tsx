import { useQuery } from '@tanstack/react-query';
import { IconArrowLeft, IconBraces, IconListCheck } from '@tabler/icons-react';
import { type FormEvent, type ReactElement, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { SegmentView } from '../../../../src/understand/segment.contract.ts';
import { ApiProblem } from '../../api/client.ts';
import { segment } from '../../api/queries.ts';
import { Button, TextInput } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { JsonEditor } from '../inflow/JsonEditor.tsx';
import { makerOf } from '../promise/maker.ts';
import { GroupCard } from './GroupCard.tsx';
import { RulePanel } from './RulePanel.tsx';
import classes from './segment.module.css';
import { useKeeping, useSegmentDraft, type Writing } from './useSegment.ts';
import { useRuleWords } from './useRuleWords.ts';

const JSON_ROWS = 18;

/** The rule by choosing, or as JSON where the fields cannot hold it. */
function RuleFields({ writing }: { writing: Writing }): ReactElement {
  const { t } = useTranslation();
  const { draft, turned, builder, write, turn } = writing;
  const { root } = draft;
  return (
    <>
      {root === undefined ? (
        <>
          {turned === undefined && <p className={classes.what}>{t('segment.onlyJson')}</p>}
          <JsonEditor
            label={t('segment.json')}
            value={draft.text}
            rows={JSON_ROWS}
            change={(text) => write({ text })}
          />
        </>
      ) : (
        <GroupCard group={root} place="" builder={builder} />
      )}
      {turned !== undefined && (
        <Button
          className={classes.turn ?? ''}
          size="compact-sm"
          variant="subtle"
          leftSection={
            root === undefined ? <IconListCheck aria-hidden size={15} /> : <IconBraces aria-hidden size={15} />
          }
          onClick={() => turn(turned)}
        >
          {t(root === undefined ? 'segment.byChoosing' : 'segment.asJson')}
        </Button>
      )}
    </>
  );
}

/** Why it could not be kept; where somebody else was first, what they saved, so that it can be weighed. */
function Refused({ error, other }: { error: Error; other: SegmentView | undefined }): ReactElement {
  const { t } = useTranslation();
  const words = useRuleWords();
  const isBehind = error instanceof ApiProblem && error.code === 'state-conflict';
  if (!isBehind || other === undefined) return <ProblemNote error={error} />;
  const who = makerOf(other.changedBy).name;
  return (
    <p className={classes.behind} role="alert">
      {t('segment.behind', { who, version: other.version, name: other.name, rule: words(other.rule) ?? '' })}
    </p>
  );
}

function WritingForm({ saved }: { saved: SegmentView | undefined }): ReactElement {
  const { t } = useTranslation();
  const writing = useSegmentDraft(saved);
  const { keep, other } = useKeeping(saved);
  const element = useRef<HTMLFormElement>(null);
  const { draft, rule, faults, isTried, write, tried } = writing;
  const isNameless = draft.name.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    tried();
    if (isNameless) element.current?.querySelector<HTMLElement>('[name=name]')?.focus();
    else if (rule !== undefined && !keep.isPending) keep.mutate({ name: draft.name.trim(), rule });
  };
  return (
    <div className={classes.writing}>
      <form ref={element} className={`${pageClasses.section} ${classes.form}`} noValidate onSubmit={submit}>
        <TextInput
          name="name"
          label={t('segment.name')}
          maxLength={300}
          autoComplete="off"
          value={draft.name}
          error={isTried && isNameless ? t('segment.fault.nameless') : null}
          onChange={(event) => write({ name: event.currentTarget.value })}
        />
        <RuleFields writing={writing} />
        {isTried && faults.length > 0 && (
          <p className={classes.fault} role="alert">
            {t('segment.fault.some', { count: faults.length })}
          </p>
        )}
        {keep.error !== null && <Refused error={keep.error} other={other} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={keep.isPending}>
            {t(saved === undefined ? 'segment.keep' : 'segment.keepNext', { version: (saved?.version ?? 0) + 1 })}
          </Button>
          <Button
            variant="default"
            component={Link}
            to={saved === undefined ? '/kunder/malgrupper' : `/kunder/malgrupper/${saved.id}`}
          >
            {t('app.cancel')}
          </Button>
        </div>
      </form>
      <RulePanel rule={rule} />
    </div>
  );
}

function Changing({ id }: { id: string }): ReactElement {
  const { data, error, refetch } = useQuery(segment(id));
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  return <WritingForm saved={data} />;
}

/** Writes a segment: its name, and its rule by choosing, with whom it holds for beside. */
export default function WriteSegmentPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams();
  return (
    <Page
      title={t(id === undefined ? 'segment.new' : 'segment.change')}
      lead={t(id === undefined ? 'segment.newLead' : 'segment.changeLead')}
    >
      <Link className={classes.back} to={id === undefined ? '/kunder/malgrupper' : `/kunder/malgrupper/${id}`}>
        <IconArrowLeft aria-hidden size={15} /> {t(id === undefined ? 'segment.back' : 'segment.backOne')}
      </Link>
      {id === undefined ? <WritingForm saved={undefined} /> : <Changing key={id} id={id} />}
    </Page>
  );
}
