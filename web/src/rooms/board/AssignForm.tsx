import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../../src/organisation/session.contract.ts';
import { members } from '../../api/queries.ts';
import { NativeSelect } from '../../ui/mantine.ts';
import { FormInPlace, type Sending } from './FormInPlace.tsx';
import { useFormInPlace } from './useFormInPlace.ts';

/** Who sees to a contradiction; whoever fills it in stands first. Escape puts the form away. */
export function AssignForm({
  me,
  send,
  ...sending
}: Sending & {
  me: Session['member'];
  send: (body: { readonly member: string }) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { cancel, isSending } = sending;
  const { form } = useFormInPlace(cancel);
  const [member, setMember] = useState(me.id);
  const others = (useQuery(members).data?.members ?? []).filter(({ id }) => id !== me.id);
  const submit = (): void => {
    if (!isSending) send({ member });
  };
  return (
    <FormInPlace
      form={form}
      title={t('handling.assignment.title')}
      act={t('handling.assignment.do')}
      submit={submit}
      {...sending}
    >
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
    </FormInPlace>
  );
}
