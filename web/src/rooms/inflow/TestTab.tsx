import { useMutation, useQuery } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTypes, type CallType } from '../../../../src/collect/event.contract.ts';
import type { TestResult } from '../../../../src/collect/inflow/live.contract.ts';
import { tell } from '../../api/client.ts';
import { channels } from '../../api/queries.ts';
import { SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { EventDetail } from './EventDetail.tsx';
import classes from './inflow.module.css';
import { jsonFault } from './json-fault.ts';
import { JsonEditor } from './JsonEditor.tsx';
import { exampleCall } from './test-calls.ts';

/** Provsändare: one call by the same way as the sources', and what it became at once. */
export default function TestTab(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(channels);
  const [type, setType] = useState<CallType>('track');
  const [channel, setChannel] = useState('store');
  const [text, setText] = useState(() => exampleCall('track'));
  const sending = useMutation({
    mutationFn: () =>
      tell<TestResult>('/v1/inflow/test', { channel, call: JSON.parse(text) as Record<string, unknown> }),
  });
  const choose = (next: CallType): void => {
    setType(next);
    setText(exampleCall(next));
  };
  const known = (data?.channels ?? []).map(({ id, nameSv, nameEn }) => ({
    value: id,
    label: language === 'sv' ? nameSv : nameEn,
  }));
  return (
    <>
      <p className={classes.lead}>{t('inflow.test.lead')}</p>
      <Section title={t('inflow.tab.test')}>
        <div className={classes.form}>
          <div className={classes.fields}>
            <SelectField
              label={t('inflow.test.type')}
              value={type}
              change={choose}
              choices={callTypes.map((value) => ({ value, label: value }))}
            />
            <SelectField
              label={t('inflow.test.channel')}
              value={channel}
              change={setChannel}
              choices={known.length === 0 ? [{ value: channel, label: channel }] : known}
            />
          </div>
          <JsonEditor label={t('inflow.test.call')} value={text} change={setText} />
          <div className={classes.buttons}>
            <Button
              leftSection={<IconSend aria-hidden size={16} />}
              disabled={jsonFault(text) !== undefined}
              loading={sending.isPending}
              onClick={() => sending.mutate()}
            >
              {t('inflow.test.send')}
            </Button>
          </div>
          {sending.error !== null && <ProblemNote error={sending.error} />}
        </div>
      </Section>
      {sending.data !== undefined && (
        <Section title={t('inflow.test.result')}>
          <EventDetail row={sending.data.row} />
        </Section>
      )}
    </>
  );
}
