import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../../src/organisation/session.contract.ts';
import { members } from '../../api/queries.ts';
import { Button, NativeSelect } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './RemedyForm.module.css';
import { useFormInPlace } from './useFormInPlace.ts';

/** Who sees to a contradiction; whoever fills it in stands first. Escape puts the form away. */
export function AssignForm({
  me,
  send,
  cancel,
  isSending,
  error,
}: {
  me: Session['member'];
  send: (body: { readonly member: string }) => void;
  cancel: () => void;
  isSending: boolean;
  error: Error | null;
}): ReactElement {
  const { t } = useTranslation();
  const heading = useId();
  const { form } = useFormInPlace(cancel);
  const [member, setMember] = useState(me.id);
  const others = (useQuery(members).data?.members ?? []).filter(({ id }) => id !== me.id);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isSending) send({ member });
  };
  return (
    <form ref={form} className={classes.form} aria-labelledby={heading} noValidate onSubmit={submit}>
      <h5 id={heading} className={classes.title}>
        {t('handling.assignment.title')}
      </h5>
      <NativeSelect
        name="member"
        label={t('handling.member')}
        description={t('handling.memberWhat')}
        value={member}
        data={[
          { value: me.id, label: t('handling.me', { name: me.name }) },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setMember(event.currentTarget.value)}
      />
      {error !== null && <ProblemNote error={error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={isSending}>
          {t('handling.assignment.do')}
        </Button>
        <Button variant="default" onClick={cancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
