import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, TextInput } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './WhoIsWho.module.css';

/** Asks why, before something is done that others will want to know the reason of. */
export function ReasonForm({
  description,
  label,
  isPending,
  error,
  submit,
  close,
}: {
  description: string;
  label: string;
  isPending: boolean;
  error: Error | null;
  submit: (reason: string) => void;
  close: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit(reason.trim());
      }}
    >
      <TextInput
        label={t('who.reason')}
        description={description}
        value={reason}
        maxLength={300}
        required
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error !== null && <ProblemNote error={error} />}
      <div className={classes.actions}>
        <Button type="submit" size="xs" loading={isPending} disabled={reason.trim() === ''}>
          {label}
        </Button>
        <Button size="xs" variant="default" onClick={close}>
          {t('who.cancel')}
        </Button>
      </div>
    </form>
  );
}
