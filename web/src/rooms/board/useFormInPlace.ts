import { type RefObject, useEffect, useRef } from 'react';

type FormInPlace = {
  readonly form: RefObject<HTMLFormElement | null>;
  /** Moves the focus to a field by its name. */
  readonly goTo: (field: string) => void;
};

/** A form that opens where its button stood: its first field takes the focus, and Escape puts the form away. */
export function useFormInPlace(cancel: () => void): FormInPlace {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing) cancel();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [cancel]);
  return { form, goTo: (field) => form.current?.querySelector<HTMLElement>(`[name=${field}]`)?.focus() };
}
