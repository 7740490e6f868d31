import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageInput } from '../../../../src/speak/message/message.contract.ts';
import { AudienceField } from '../../ui/AudienceField.tsx';
import { dayOf, lastDayOf, startOf } from '../../ui/days.ts';
import { Segments } from '../../ui/Filters.tsx';
import { TextInput } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import classes from './message.module.css';
import type { Writing } from './useMessage.ts';

/** What the message is called, is about and is for, and when it holds. */
export function AboutMessage({ writing }: { writing: Writing }): ReactElement {
  const { t } = useTranslation();
  const { timeZone } = useLocale();
  const { draft, saved, save, write } = writing;
  const writeEnd = (day: string): void => {
    const { validTo: _before, ...rest } = draft;
    const validTo = startOf(day, timeZone, 1);
    writing.rewrite(validTo === undefined ? rest : { ...rest, validTo });
  };
  const aim = (audience: MessageInput['audience']): void => {
    const { audience: _before, ...rest } = draft;
    writing.rewrite(audience === undefined ? rest : { ...rest, audience });
  };
  return (
    <Section title={t('message.about')}>
      <div className={classes.about}>
        <TextInput
          label={t('message.field.name')}
          value={draft.name}
          onChange={(event) => write({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('message.field.theme')}
          value={draft.theme}
          onChange={(event) => write({ theme: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('message.field.from')}
          value={dayOf(draft.validFrom, timeZone)}
          onChange={(event) => {
            const validFrom = startOf(event.currentTarget.value, timeZone);
            if (validFrom !== undefined) write({ validFrom });
          }}
        />
        <TextInput
          type="date"
          label={t('message.field.to')}
          value={draft.validTo === undefined ? '' : lastDayOf(draft.validTo, timeZone)}
          onChange={(event) => writeEnd(event.currentTarget.value)}
        />
        <AudienceField audience={draft.audience} saved={saved.audience} change={aim} error={save.error} />
        <Segments
          label={t('message.purposeLabel')}
          value={draft.purpose}
          change={(purpose) => write({ purpose })}
          choices={(['marketing', 'service'] as const).map((value) => ({
            value,
            label: t(`message.purpose.${value}`),
          }))}
        />
      </div>
    </Section>
  );
}
