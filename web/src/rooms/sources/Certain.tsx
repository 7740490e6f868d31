import { type ReactElement, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusFirst } from '../../ui/focus.ts';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './SourcePage.module.css';

/** Something that cannot be undone: it says what will happen, and asks once more. */
export function Certain({
  label,
  what,
  sure,
  isBusy,
  error,
  act,
  cancel,
}: {
  label: string;
  what: ReactNode;
  sure: string;
  isBusy: boolean;
  error: Error | null;
  act: () => void;
  /** Given, it asks at once and this puts it away. */
  cancel?: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(cancel !== undefined);
  return (
    <div className={classes.stack}>
      <p className={classes.sub}>{what}</p>
      {error !== null && <ProblemNote error={error} />}
      <div className={classes.buttons} key={isAsked ? 'asked' : 'offered'} ref={isAsked ? focusFirst : null}>
        {isAsked ? (
          <>
            <Button color="red" size="xs" loading={isBusy} onClick={act}>
              {sure}
            </Button>
            <Button variant="default" size="xs" onClick={cancel ?? (() => setAsked(false))}>
              {t('app.cancel')}
            </Button>
          </>
        ) : (
          <Button variant="default" size="xs" onClick={() => setAsked(true)}>
            {label}
          </Button>
        )}
      </div>
    </div>
  );
}
