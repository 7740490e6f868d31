import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportView } from '../../../../src/collect/import.contract.ts';
import { numberText, percentText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './imports.module.css';

/** How far an import has come, how fast it goes, and how long it will take yet. */
export function ImportBar({ one }: { one: ImportView }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = one.bytesTotal === 0 ? 0 : Math.min(1, one.bytesRead / one.bytesTotal);
  const left = one.secondsLeft;
  return (
    <div className={classes.progress}>
      <progress
        className={classes.bar}
        value={share}
        max={1}
        aria-label={t('imports.progress', { file: one.fileName })}
      />
      <span className={classes.muted}>
        {t('imports.going', {
          share: percentText(Math.floor(share * 100), language),
          rows: numberText(one.rowsRead, language),
          rate: numberText(Math.round(one.rowsPerSecond), language),
        })}
        {left !== null &&
          ` · ${left < 90 ? t('imports.secondsLeft', { count: Math.ceil(left) }) : t('imports.minutesLeft', { count: Math.round(left / 60) })}`}
      </span>
    </div>
  );
}
