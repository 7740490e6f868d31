import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { LONGEST_TEXT, type TextInput, type TextView } from '../../../../src/speak/text/text.contract.ts';
import { ApiProblem, tell } from '../../api/client.ts';
import { newKey } from '../../api/new-key.ts';
import { channels } from '../../api/queries.ts';
import { startOf } from '../../ui/days.ts';
import { Button, NativeSelect, Textarea, TextInput as TextField } from '../../ui/mantine.ts';
import { Page } from '../../ui/Page.tsx';
import pageClasses from '../../ui/Page.module.css';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { usualTextKind } from './pieces.ts';
import classes from './text.module.css';

const kinds = ['newsletter', 'script', 'chat', 'page'] as const;

/** Hands the text in; the same text sent again is the same one. */
function useHandIn() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const attempt = useRef<{ readonly form: string; readonly key: string }>(null);
  return useMutation({
    networkMode: 'always',
    mutationFn: (input: TextInput) => {
      const form = JSON.stringify(input);
      if (attempt.current?.form !== form) attempt.current = { form, key: newKey() };
      return tell<TextView>('/v1/texts', input, attempt.current.key);
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries();
      await navigate(`/samstammighet/texter/${id}`);
    },
  });
}

function TextForm(): ReactElement {
  const { t } = useTranslation();
  const { language, timeZone } = useLocale();
  const known = useQuery(channels).data?.channels ?? [];
  const handIn = useHandIn();
  const form = useRef<HTMLFormElement>(null);
  const [channel, setChannel] = useState('newsletter');
  const [kind, setKind] = useState<TextView['kind']>('newsletter');
  const [source, setSource] = useState('');
  const [day, setDay] = useState('');
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<readonly string[]>([]);
  const said = handIn.error instanceof ApiProblem ? handIn.error.faults.map((each) => each.field) : [];
  const faultOf = (field: 'source' | 'text' | 'seenAt'): string | null =>
    faults.includes(field) || said.includes(field) ? t(`text.fault.${field}`) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = [...(source.trim() === '' ? ['source'] : []), ...(text.trim() === '' ? ['text'] : [])];
    const seenAt = startOf(day, timeZone);
    setFaults(wrong);
    if (wrong[0] !== undefined) form.current?.querySelector<HTMLElement>(`[name=${wrong[0]}]`)?.focus();
    else if (!handIn.isPending)
      handIn.mutate({ channel, kind, source: source.trim(), text, ...(seenAt === undefined ? {} : { seenAt }) });
  };
  return (
    <form ref={form} className={`${pageClasses.section} ${classes.form}`} noValidate onSubmit={submit}>
      <div className={classes.fields}>
        <NativeSelect
          label={t('channel.label')}
          value={channel}
          data={known.map(({ id, nameSv, nameEn }) => ({ value: id, label: language === 'sv' ? nameSv : nameEn }))}
          onChange={(event) => {
            setChannel(event.currentTarget.value);
            setKind(usualTextKind(event.currentTarget.value));
          }}
        />
        <NativeSelect
          label={t('text.kindLabel')}
          description={t(`text.holds.${kind}`)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`text.kind.${value}`) }))}
          onChange={(event) => setKind(kinds.find((each) => each === event.currentTarget.value) ?? kind)}
        />
        <TextField
          name="source"
          label={t('text.source')}
          description={t('text.sourceWhat')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={300}
          value={source}
          error={faultOf('source')}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <TextField
          name="seenAt"
          type="date"
          label={t('text.day')}
          description={t('text.dayWhat')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={day}
          error={faultOf('seenAt')}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      <Textarea
        name="text"
        label={t('text.text')}
        description={t('text.textWhat')}
        autosize
        minRows={10}
        maxRows={24}
        maxLength={LONGEST_TEXT}
        value={text}
        error={faultOf('text')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {handIn.error !== null && <ProblemNote error={handIn.error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={handIn.isPending}>
          {t('text.read')}
        </Button>
        <Button variant="default" component={Link} to="/samstammighet/texter">
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Takes in a text that is pasted here; then it is shown with what was read in it. */
export default function NewTextPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <Page title={t('text.new')} lead={t('text.newLead')}>
      <TextForm />
    </Page>
  );
}
