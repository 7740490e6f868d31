import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../src/speak/message/message.contract.ts';
import { MailPreview } from './MailPreview.tsx';
import classes from './message.module.css';

/** A form as it looks where it is met: a frame for a mail, a bubble on a phone, a strip of a receipt. */
export function FormPreview({ preview, width }: { preview: Preview; width: number | null }): ReactElement {
  const { t } = useTranslation();
  const { kind, subject, text, steps, sms } = preview;
  if (kind === 'email') return <MailPreview preview={preview} />;
  if (kind === 'till')
    return (
      <pre className={classes.till} style={{ width: `calc(${width ?? 32}ch + 1.5rem)` }}>
        {text}
      </pre>
    );
  if (kind === 'call')
    return (
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          // The steps have no other name than their place.
          <li key={`${index + 1} ${step}`}>{step}</li>
        ))}
      </ol>
    );
  return (
    <div className={classes.phone} data-kind={kind}>
      <div className={classes.bubble}>
        {subject !== null && <p className={classes.subject}>{subject}</p>}
        <p className={classes.said}>{text}</p>
      </div>
      {sms !== null && (
        <p className={classes.sub}>
          {t('message.smsParts', { count: sms.parts, units: sms.units, encoding: sms.encoding })}
        </p>
      )}
    </div>
  );
}
