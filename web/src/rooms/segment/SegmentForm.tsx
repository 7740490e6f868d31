import { IconBraces, IconListCheck } from '@tabler/icons-react';
import { type FormEvent, type ReactElement, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SegmentView } from '../../../../src/understand/segment.contract.ts';
import { ApiProblem } from '../../api/client.ts';
import { Button, TextInput } from '../../ui/mantine.ts';
import pageClasses from '../../ui/Page.module.css';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { JsonEditor } from '../inflow/JsonEditor.tsx';
import { makerOf } from '../promise/maker.ts';
import { GroupCard } from './GroupCard.tsx';
import { CountBeside, RulePanel } from './RulePanel.tsx';
import classes from './segment.module.css';
import { useKeeping, useSegmentDraft, type Writing } from './useSegment.ts';
import { useRuleReading, useRuleWords } from './useRuleWords.ts';

const JSON_ROWS = 18;

/** The rule by choosing, or as JSON where the fields cannot hold it. */
function RuleFields({ writing }: { writing: Writing }): ReactElement {
  const { t } = useTranslation();
  const { draft, rule, turned, builder, write, turn } = writing;
  const isWhole = useRuleReading()(rule).fault === null;
  const { root } = draft;
  return (
    <>
      {root === undefined ? (
        <>
          {isWhole && turned === undefined && <p className={classes.what}>{t('segment.onlyJson')}</p>}
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
      {t('segment.behind', { who, version: other.version, name: other.name, rule: words(other.rule) })}
    </p>
  );
}

function Buttons({
  saved,
  rule,
  isBusy,
}: {
  saved: SegmentView | undefined;
  rule: unknown;
  isBusy: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const isRule = useRuleReading()(rule).fault === null;
  return (
    <div className={classes.buttons}>
      <Button type="submit" loading={isBusy}>
        {t(saved === undefined ? 'segment.keep' : 'segment.keepNext', { version: (saved?.version ?? 0) + 1 })}
      </Button>
      <Button
        variant="default"
        component={Link}
        to={saved === undefined ? '/kunder/malgrupper' : `/kunder/malgrupper/${saved.id}`}
      >
        {t('app.cancel')}
      </Button>
      {isRule && <CountBeside rule={rule} />}
    </div>
  );
}

/** The name and the rule of a segment, with what the rule comes to beside; `saved` is the one that is changed. */
export function SegmentForm({ saved }: { saved: SegmentView | undefined }): ReactElement {
  const { t } = useTranslation();
  const writing = useSegmentDraft(saved);
  const { keep, other } = useKeeping(saved);
  const element = useRef<HTMLFormElement>(null);
  const { draft, rule, faults, tries, write, tried } = writing;
  const isTried = tries > 0;
  const isNameless = draft.name.trim() === '';
  // What keeps it from being saved is marked when it has been drawn; then the first of it takes the focus.
  useEffect(() => {
    if (tries > 0) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    tried();
    if (!isNameless && rule !== undefined && !keep.isPending) keep.mutate({ name: draft.name.trim(), rule });
  };
  return (
    <div className={classes.writing}>
      <form ref={element} className={`${pageClasses.section} ${classes.form}`} noValidate onSubmit={submit}>
        <TextInput
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
        <Buttons saved={other ?? saved} rule={rule} isBusy={keep.isPending} />
      </form>
      <RulePanel rule={rule} />
    </div>
  );
}
