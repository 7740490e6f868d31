import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Filters.module.css';
import { ActionIcon, NativeSelect, SegmentedControl, TextInput, useDebouncedCallback } from './mantine.ts';

/** The filters of a page side by side, the search field first and widest. */
export function FilterBar({ children }: { children: ReactNode }): ReactElement {
  return <search className={classes.bar}>{children}</search>;
}

/** Long enough not to ask on every letter, short enough to feel at once. */
const TYPING_PAUSE_MS = 250;

/** A search field that hands on what stands in it when the typing pauses. */
export function SearchField({
  value,
  change,
  label,
  placeholder,
  autoFocus = false,
}: {
  value: string;
  change: (value: string) => void;
  label: string;
  placeholder?: string;
  autoFocus?: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const handed = useRef(value);
  const hand = useDebouncedCallback((next: string) => {
    handed.current = next;
    change(next);
  }, TYPING_PAUSE_MS);
  // The address may change by the back button or a link; then the field follows it.
  useEffect(() => {
    if (value !== handed.current) {
      handed.current = value;
      setText(value);
    }
  }, [value]);
  const write = (next: string): void => {
    setText(next);
    hand(next);
  };
  return (
    <TextInput
      type="search"
      size="sm"
      aria-label={label}
      placeholder={placeholder ?? label}
      value={text}
      data-autofocus={autoFocus || undefined}
      onChange={(event) => write(event.currentTarget.value)}
      leftSection={<IconSearch aria-hidden size={16} />}
      rightSection={
        text === '' ? null : (
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('app.clear')} onClick={() => write('')}>
            <IconX size={14} />
          </ActionIcon>
        )
      }
    />
  );
}

export type Choice<T extends string> = { readonly value: T; readonly label: string };

export function SelectField<T extends string>({
  value,
  change,
  label,
  choices,
}: {
  value: T;
  change: (value: T) => void;
  label: string;
  choices: readonly Choice<T>[];
}): ReactElement {
  return (
    <NativeSelect
      size="sm"
      aria-label={label}
      value={value}
      data={choices.map((choice) => ({ ...choice }))}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
        if (chosen !== undefined) change(chosen.value);
      }}
    />
  );
}

export function Segments<T extends string>({
  value,
  change,
  label,
  choices,
}: {
  value: T;
  change: (value: T) => void;
  label: string;
  choices: readonly Choice<T>[];
}): ReactElement {
  return (
    <SegmentedControl
      size="sm"
      className={classes.segments ?? ''}
      aria-label={label}
      value={value}
      data={choices.map((choice) => ({ ...choice }))}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen !== undefined) change(chosen.value);
      }}
    />
  );
}
