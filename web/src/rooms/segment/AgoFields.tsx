import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { NativeSelect, TextInput } from '../../ui/mantine.ts';
import { type AgoUnit, agoUnits } from './rule-form.ts';
import classes from './segment.module.css';

/** So long ago: how many, and of what. */
export function AgoFields({
  count,
  unit,
  change,
  error,
}: {
  count: string;
  unit: AgoUnit;
  change: (part: { readonly count?: string; readonly unit?: AgoUnit }) => void;
  error: string | null;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        className={classes.narrow ?? ''}
        label={t('segment.agoCount')}
        inputMode="numeric"
        autoComplete="off"
        value={count}
        error={error}
        onChange={(event) => change({ count: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('segment.agoUnit')}
        value={unit}
        data={agoUnits.map((value) => ({ value, label: t(`segment.unit.${value}`) }))}
        onChange={(event) => change({ unit: agoUnits.find((each) => each === event.currentTarget.value) ?? unit })}
      />
    </>
  );
}
