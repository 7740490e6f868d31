import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { sourceKinds } from '../../../../src/organisation/source.contract.ts';
import { ApiProblem } from '../../api/client.ts';
import { channels, sources } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { NativeSelect, Textarea, TextInput } from '../../ui/mantine.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import type { SourceForm } from './source-form.ts';
import classes from './SourcePage.module.css';

const named = ['name', 'id', 'channel', 'origins', 'phoneCountry'] as const;

/** The fields that the server found at fault, in our words. */
function useFaults(error: Error | null): (field: (typeof named)[number]) => string | null {
  const { t } = useTranslation();
  const faults = error instanceof ApiProblem ? error.faults.map((each) => each.field.split('.', 1)[0]) : [];
  return (field) => (faults.includes(field) ? t(`source.fault.${field}`) : null);
}

/** The names that are in use already, offered while one is written. */
function Names({ id, names }: { id: string; names: readonly (string | null)[] }): ReactElement {
  const known = [...new Set(names.filter((name) => name !== null))];
  return (
    <datalist id={id}>
      {known.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </datalist>
  );
}

function useCountryName(code: string): string | undefined {
  const language = useLanguage();
  const isCode = /^[A-Za-z]{2}$/.test(code);
  return isCode
    ? new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code.toUpperCase())
    : undefined;
}

type Props = { form: SourceForm; isNew: boolean; error: Error | null; change: (part: Partial<SourceForm>) => void };

function Belonging({ form, error, change }: Props): ReactElement {
  const { t } = useTranslation();
  const fault = useFaults(error);
  const channelName = useChannelName();
  const known = useQuery(channels).data?.channels ?? [];
  const others = useQuery(sources).data?.sources ?? [];
  return (
    <>
      <NativeSelect
        label={t('source.field.channel')}
        description={t('source.hint.channel')}
        value={form.channel}
        error={fault('channel')}
        data={[
          { value: '', label: t('source.noChannel') },
          ...known.map(({ id }) => ({ value: id, label: channelName(id) })),
        ]}
        onChange={(event) => change({ channel: event.currentTarget.value })}
      />
      <TextInput
        label={t('source.field.department')}
        list="source-departments"
        maxLength={300}
        value={form.department}
        onChange={(event) => change({ department: event.currentTarget.value })}
      />
      <TextInput
        label={t('source.field.owner')}
        description={t('source.hint.owner')}
        list="source-owners"
        maxLength={300}
        value={form.owner}
        onChange={(event) => change({ owner: event.currentTarget.value })}
      />
      <Names id="source-departments" names={[...known, ...others].map((each) => each.department)} />
      <Names id="source-owners" names={[...known, ...others].map((each) => each.owner)} />
    </>
  );
}

/** Everything that is said of a source, to be written. */
export function SourceFields(props: Props): ReactElement {
  const { form, isNew, error, change } = props;
  const { t } = useTranslation();
  const fault = useFaults(error);
  const country = useCountryName(form.phoneCountry);
  return (
    <div className={classes.fields}>
      <TextInput
        name="name"
        label={t('source.field.name')}
        required
        maxLength={300}
        value={form.name}
        error={fault('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {isNew && (
        <TextInput
          label={t('source.field.id')}
          description={t('source.hint.id')}
          maxLength={60}
          autoComplete="off"
          value={form.id}
          error={fault('id')}
          onChange={(event) => change({ id: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('source.field.kind')}
        value={form.kind}
        data={sourceKinds.map((kind) => ({ value: kind, label: t(`source.kind.${kind}`) }))}
        onChange={(event) => {
          const kind = sourceKinds.find((each) => each === event.currentTarget.value);
          if (kind !== undefined) change({ kind });
        }}
      />
      <Belonging {...props} />
      <TextInput
        label={t('source.field.phoneCountry')}
        description={country ?? t('source.hint.noCountry')}
        maxLength={2}
        value={form.phoneCountry}
        error={fault('phoneCountry')}
        onChange={(event) => change({ phoneCountry: event.currentTarget.value.toUpperCase() })}
      />
      <Textarea
        className={classes.wide ?? ''}
        label={t('source.field.origins')}
        description={t('source.hint.origins')}
        rows={2}
        value={form.origins}
        error={fault('origins')}
        onChange={(event) => change({ origins: event.currentTarget.value })}
      />
      <Textarea
        className={classes.wide ?? ''}
        label={t('source.field.purpose')}
        rows={2}
        maxLength={2000}
        value={form.purpose}
        onChange={(event) => change({ purpose: event.currentTarget.value })}
      />
    </div>
  );
}
