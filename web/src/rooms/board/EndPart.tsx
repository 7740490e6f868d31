import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/mantine.ts';
import classes from './AnswerPart.module.css';

/** Ends something or takes it away, asked once more before it is done: it does not come back. */
export function EndPart({
  label,
  of,
  what,
  sure,
  end,
  isEnding,
}: {
  label: string;
  /** Which one it is, for those who do not see where the button stands. */
  of?: string;
  what: string;
  /** What the second button says, where it is not that something ends. */
  sure?: string;
  end: () => void;
  isEnding: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <Button key="ask" className={classes.end ?? ''} variant="default" size="xs" onClick={() => setAsked(true)}>
        {label}
        {of !== undefined && <span className="sr-only"> {of}</span>}
      </Button>
    );
  return (
    <div className={classes.asked}>
      <p>{what}</p>
      <Button key="end" color="red.9" size="xs" loading={isEnding} onClick={end} ref={(button) => button?.focus()}>
        {sure ?? t('remedy.endYes')}
      </Button>
      <Button variant="default" size="xs" onClick={() => setAsked(false)}>
        {t('app.cancel')}
      </Button>
    </div>
  );
}
