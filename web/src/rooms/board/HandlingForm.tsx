import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/client.ts';
import { Button, TextInput } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { endOfDay } from './remedy.ts';
import classes from './RemedyForm.module.css';
import { useFormInPlace } from './useFormInPlace.ts';

/** What is sent: the first instant after the last day, and the reason where one is asked for. */
export type HandlingBody = { readonly until: string; readonly because?: string };

/** Until when a contradiction is accepted, and why, or until when it is put off. Escape puts the form away. */
export function HandlingForm({
  deed,
  send,
  cancel,
  isSending,
  error,
}: {
  deed: 'acceptance' | 'snooze';
  send: (body: HandlingBody) => void;
  cancel: () => void;
  isSending: boolean;
  error: Error | null;
}): ReactElement {
  const { t } = useTranslation();
  const heading = useId();
  const { form, goTo } = useFormInPlace(cancel);
  const [because, setBecause] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [faults, setFaults] = useState<readonly string[]>([]);
  const said = error instanceof ApiProblem ? error.faults.map(({ field }) => field) : [];
  const isWrong = (field: string): boolean => faults.includes(field) || said.includes(field);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const end = endOfDay(lastDay, Date.now());
    const found = [
      ...(deed === 'acceptance' && because.trim() === '' ? ['because'] : []),
      ...(end === undefined ? ['until'] : []),
    ];
    setFaults(found);
    if (found[0] !== undefined) goTo(found[0]);
    else if (end !== undefined && !isSending)
      send({ until: new Date(end).toISOString(), ...(deed === 'acceptance' ? { because: because.trim() } : {}) });
  };
  return (
    <form ref={form} className={classes.form} aria-labelledby={heading} noValidate onSubmit={submit}>
      <h5 id={heading} className={classes.title}>
        {t(`handling.${deed}.title`)}
      </h5>
      {deed === 'acceptance' && (
        <TextInput
          name="because"
          label={t('handling.because')}
          maxLength={300}
          value={because}
          error={isWrong('because') ? t('handling.fault.because') : null}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
      )}
      <TextInput
        name="until"
        type="date"
        label={t('handling.lastDay')}
        value={lastDay}
        error={isWrong('until') ? t(`handling.${deed}.fault`) : null}
        onChange={(event) => setLastDay(event.currentTarget.value)}
      />
      {error !== null && <ProblemNote error={error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={isSending}>
          {t(`handling.${deed}.do`)}
        </Button>
        <Button variant="default" onClick={cancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
