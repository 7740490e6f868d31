import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NativeSelect, TextInput } from '../../ui/mantine.ts';
import type { NameChoice } from './choices.ts';
import classes from './segment.module.css';

/** No name: there is none with a line break in it. */
const OTHER = '\n';

/** A name out of those that are known, or one that is written because nothing has told of it yet. */
export function NameSelect({
  label,
  value,
  known,
  change,
  error,
  empty,
}: {
  label: string;
  value: string;
  known: readonly NameChoice[];
  change: (value: string) => void;
  error: string | null;
  /** What it says while nothing is chosen. */
  empty: string;
}): ReactElement {
  const { t } = useTranslation();
  const [isOther, setOther] = useState(false);
  const isListed = value === '' || known.some((each) => each.value === value);
  return (
    <>
      <NativeSelect
        className={classes.wide ?? ''}
        label={label}
        value={isOther ? OTHER : value}
        error={isOther ? null : error}
        data={[
          { value: '', label: empty },
          ...(isListed || isOther ? [] : [{ value, label: value }]),
          ...known.map((each) => ({ value: each.value, label: each.label })),
          { value: OTHER, label: t('segment.otherName') },
        ]}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setOther(chosen === OTHER);
          change(chosen === OTHER ? '' : chosen);
        }}
      />
      {isOther && (
        <TextInput
          className={classes.wide ?? ''}
          label={t('segment.nameOf', { what: label })}
          autoComplete="off"
          spellCheck={false}
          value={value}
          error={error}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
    </>
  );
}
