import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../src/collect/imports/event-import.contract.ts';
import type { MappingDraft } from '../../../../src/collect/imports/mapping-draft.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { NativeSelect, TextInput } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import classes from './imports.module.css';

export type Draft = MappingDraft & { readonly source: string };

const zones = ['Europe/Stockholm', 'Europe/Helsinki', 'Europe/London', 'UTC', 'America/New_York'];
const formats = [
  'YYYY-MM-DD HH:mm:ss',
  'YYYY-MM-DD',
  'iso',
  'D/M/YYYY HH:mm:ss',
  'D/M/YYYY',
  'M/D/YYYY HH:mm:ss',
  'M/D/YYYY',
  'YYYYMMDD',
  'unix seconds',
  'unix milliseconds',
] as const satisfies readonly MappingDraft['format'][];

const channels = ['web', 'app', 'store', 'phone', 'chat', 'newsletter', 'sms', 'print', 'social', 'partner'];

type FieldsProps = { draft: Draft; columns: Preview['columns']; change: (part: Partial<Draft>) => void };

/** What holds for the whole file, where no column says it. */
export function DraftFields({ draft, columns, change }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const isTold = (role: string): boolean => columns.some((each) => each.role === role);
  return (
    <Section title={t('imports.file')}>
      <div className={classes.fields}>
        {!isTold('event') && (
          <TextInput
            label={t('imports.eventName')}
            value={draft.eventName}
            maxLength={200}
            onChange={(event) => change({ eventName: event.currentTarget.value })}
          />
        )}
        {!isTold('channel') && (
          <NativeSelect
            label={t('imports.channel')}
            value={draft.channel}
            data={channels.map((channel) => ({ value: channel, label: nameOf(channel) }))}
            onChange={(event) => change({ channel: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          label={t('imports.format')}
          value={draft.format}
          data={formats.map((format) => ({ value: format, label: t(`imports.formats.${format}`) }))}
          onChange={(event) => {
            const format = formats.find((each) => each === event.currentTarget.value);
            if (format !== undefined) change({ format });
          }}
        />
        <NativeSelect
          label={t('imports.timeZone')}
          value={draft.timeZone}
          data={[...new Set([...zones, draft.timeZone])]}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('imports.decimal')}
          value={draft.decimal}
          data={[
            { value: ',', label: t('imports.comma') },
            { value: '.', label: t('imports.point') },
          ]}
          onChange={(event) => change({ decimal: event.currentTarget.value === ',' ? ',' : '.' })}
        />
        <TextInput
          label={t('imports.source')}
          value={draft.source}
          maxLength={300}
          onChange={(event) => change({ source: event.currentTarget.value })}
        />
      </div>
    </Section>
  );
}
