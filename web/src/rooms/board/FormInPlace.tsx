import { type ReactElement, type ReactNode, type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './RemedyForm.module.css';

/** How a form in place stands to what it sends: each form has these beside what is its own. */
export type Sending = {
  readonly cancel: () => void;
  readonly isSending: boolean;
  readonly error: Error | null;
};

/** A form that opens where its button stood: a title, its fields, what was refused, and the two buttons. */
export function FormInPlace({
  form,
  title,
  level = 5,
  act,
  submit,
  cancel,
  isSending,
  error,
  children,
}: Sending & {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly title: string;
  /** How deep the title stands among the headings of the page. */
  readonly level?: 2 | 3 | 5;
  /** The word on the button that sends. */
  readonly act: string;
  readonly submit: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  const heading = useId();
  const Heading = `h${level}` as const;
  return (
    <form
      ref={form}
      className={classes.form}
      aria-labelledby={heading}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Heading id={heading} className={classes.title}>
        {title}
      </Heading>
      {children}
      {error !== null && <ProblemNote error={error} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={isSending}>
          {act}
        </Button>
        <Button variant="default" onClick={cancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
