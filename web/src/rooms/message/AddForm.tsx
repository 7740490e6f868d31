import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../../src/speak/message/message.contract.ts';
import { channels } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { emptyForm, type Kind, kinds, usualKind, withForm } from './draft.ts';
import classes from './message.module.css';
import type { Writing } from './useMessage.ts';

/** Puts one more form beside the others, in a channel that the message then names. */
export function AddForm({ writing }: { writing: Writing }): ReactElement {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const { data } = useQuery(channels);
  const [channel, setChannel] = useState('newsletter');
  const [kind, setKind] = useState<Kind>('email');
  const [language, setLanguage] = useState<Language>('sv');
  const { forms } = writing.draft;
  const isThere = forms.some((form) => form.channel === channel && form.kind === kind && form.language === language);
  const add = (): void => writing.write(withForm(writing.draft, emptyForm(channel, kind, language)));
  return (
    <div className={classes.bar}>
      <SelectField
        label={t('message.channel')}
        value={channel}
        change={(next) => {
          setChannel(next);
          setKind(usualKind(next));
        }}
        choices={(data?.channels ?? []).map(({ id }) => ({ value: id, label: nameOf(id) }))}
      />
      <SelectField
        label={t('message.kindLabel')}
        value={kind}
        change={setKind}
        choices={kinds.map((value) => ({ value, label: t(`message.kind.${value}`) }))}
      />
      <SelectField
        label={t('app.language')}
        value={language}
        change={setLanguage}
        choices={(['sv', 'en'] as const).map((value) => ({ value, label: t(`message.language.${value}`) }))}
      />
      <Button variant="default" disabled={isThere} leftSection={<IconPlus aria-hidden size={15} />} onClick={add}>
        {t('message.addForm')}
      </Button>
    </div>
  );
}
