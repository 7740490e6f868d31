import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/client.ts';
import { endOfDay } from '../../ui/days.ts';
import { TextInput } from '../../ui/mantine.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { FormInPlace, type Sending } from './FormInPlace.tsx';
import { useFormInPlace } from './useFormInPlace.ts';

/** What is sent: the first instant after the last day, and the reason where one is asked for. */
export type HandlingBody = { readonly until: string; readonly because?: string };

/** Until when a contradiction is accepted, and why, or until when it is put off. Escape puts the form away. */
export function HandlingForm({
  deed,
  send,
  ...sending
}: Sending & {
  deed: 'acceptance' | 'snooze';
  send: (body: HandlingBody) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { timeZone } = useLocale();
  const { cancel, isSending, error } = sending;
  const { form, goTo } = useFormInPlace(cancel);
  const [because, setBecause] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [faults, setFaults] = useState<readonly string[]>([]);
  const said = error instanceof ApiProblem ? error.faults.map(({ field }) => field) : [];
  const isWrong = (field: string): boolean => faults.includes(field) || said.includes(field);
  const submit = (): void => {
    const until = endOfDay(lastDay, { now: Date.now(), timeZone });
    const found = [
      ...(deed === 'acceptance' && because.trim() === '' ? ['because'] : []),
      ...(until === undefined ? ['until'] : []),
    ];
    setFaults(found);
    if (found[0] !== undefined) goTo(found[0]);
    else if (until !== undefined && !isSending)
      send({ until, ...(deed === 'acceptance' ? { because: because.trim() } : {}) });
  };
  return (
    <FormInPlace
      form={form}
      title={t(`handling.${deed}.title`)}
      act={t(`handling.${deed}.do`)}
      submit={submit}
      {...sending}
    >
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
    </FormInPlace>
  );
}
