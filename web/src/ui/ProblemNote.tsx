import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client.ts';
import classes from './ProblemNote.module.css';

const told = [
  'no-answer',
  'engine-unavailable',
  'not-found',
  'not-permitted',
  'field-invalid',
  'state-conflict',
  'plan-schema-invalid',
  'idempotency-key-reused',
  'too-busy',
  'internal',
] as const;

/** Why something could not be done, beside the button that tried: our words, then the server's own. */
export function ProblemNote({ error }: { error: Error }): ReactElement {
  const { t } = useTranslation();
  const code = error instanceof ApiProblem ? error.code : 'internal';
  const known = told.find((each) => each === code) ?? 'internal';
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle aria-hidden size={17} stroke={1.9} />
      <div>
        <p>{t(`fault.${known}`)}</p>
        {known !== 'no-answer' && (
          <p className={classes.said} lang="en">
            {error.message}
          </p>
        )}
      </div>
    </div>
  );
}
