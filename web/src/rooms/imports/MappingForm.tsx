import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Preview } from '../../../../src/collect/imports/event-import.contract.ts';
import { type Lack, mappingOf } from '../../../../src/collect/imports/mapping-draft.ts';
import { Button, TextInput, useDebouncedValue } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { type Draft, DraftFields } from './DraftFields.tsx';
import { FirstEvents } from './FirstEvents.tsx';
import classes from './imports.module.css';
import { pathOfImport } from './place.ts';
import { importPreview, useImportActions } from './useImports.ts';

/** Long enough not to ask at every letter. */
const TYPING_PAUSE_MS = 400;

/** A file that waits for its mapping: the guess is shown, changed, tried on the first rows, and started. */
export function MappingForm({ id, source }: { id: string; source: string }): ReactElement {
  const query = useQuery(importPreview(id, undefined));
  if (query.data === undefined)
    return query.error === null ? <Loading rows={8} /> : <ErrorState error={query.error} retry={query.refetch} />;
  return <Form id={id} source={source} guess={query.data} />;
}

function Form({ id, source, guess }: { id: string; source: string; guess: Preview }): ReactElement {
  const [columns, setColumns] = useState(guess.columns);
  const [draft, setDraft] = useState<Draft>({ ...(guess.draft as Draft), source });
  const made = mappingOf(columns, draft);
  const mapping = 'mapping' in made ? made.mapping : undefined;
  const [tried] = useDebouncedValue(JSON.stringify(mapping ?? null), TYPING_PAUSE_MS);
  const asked = JSON.stringify(guess.mapping) === tried ? undefined : (JSON.parse(tried) as typeof mapping | null);
  const preview = useQuery({
    ...importPreview(id, asked ?? undefined),
    enabled: mapping !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <ColumnTable columns={columns} change={setColumns} />
      <DraftFields draft={draft} columns={columns} change={(part) => setDraft({ ...draft, ...part })} />
      {mapping === undefined ? (
        <Lacking lacks={'lacks' in made ? made.lacks : []} />
      ) : (
        <>
          {preview.data !== undefined && <FirstEvents preview={preview.data} />}
          {preview.error !== null && <ProblemNote error={preview.error} />}
          <StartBar id={id} source={draft.source} mapping={mapping} isFit={preview.data?.fault === null} />
        </>
      )}
    </>
  );
}

function Lacking({ lacks }: { lacks: readonly Lack[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <output className={classes.lacking}>
      {lacks.map((lack) => (
        <span key={lack}>{t(`imports.lack.${lack}`)}</span>
      ))}
    </output>
  );
}

type StartProps = {
  id: string;
  source: string;
  mapping: NonNullable<Parameters<typeof importPreview>[1]>;
  isFit: boolean;
};

function StartBar({ id, source, mapping, isFit }: StartProps): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { start } = useImportActions();
  const [name, setName] = useState('');
  const begin = (): void =>
    start.mutate(
      { id, mapping, source, ...(name === '' ? {} : { saveAs: name }) },
      { onSuccess: (answer) => void navigate(pathOfImport(answer.id), { replace: true }) },
    );
  return (
    <Section title={t('imports.takeIn')}>
      <form
        className={classes.start}
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
      >
        <TextInput
          label={t('imports.saveAs')}
          description={t('imports.saveAsWhat')}
          value={name}
          maxLength={80}
          placeholder="kvitton-2026"
          onChange={(event) => setName(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-'))}
        />
        <Button type="submit" loading={start.isPending} disabled={!isFit}>
          {t('imports.start')}
        </Button>
      </form>
      {start.error !== null && <ProblemNote error={start.error} />}
    </Section>
  );
}
