import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { dateText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { daysBack, endOfDayBack, MOST_DAYS_BACK } from './time-back.ts';
import classes from './TimeSlider.module.css';

/** Back to how it stood at the end of an earlier day; all the way to the right is now. `at` is empty for now. */
export function TimeSlider({
  at,
  now,
  change,
}: {
  at: string;
  now: number;
  change: (at: string) => void;
}): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { timeZone } = locale;
  const back = at === '' ? 0 : daysBack(at, { now, timeZone });
  const shown = back === 0 ? t('board.now') : dateText(endOfDayBack(back, { now, timeZone }), 'date', locale);
  return (
    <div className={classes.slider}>
      <label className={classes.label}>
        <span className={classes.word}>{t('board.asOf')}</span>
        <input
          type="range"
          className={classes.range}
          min={0}
          max={MOST_DAYS_BACK}
          value={MOST_DAYS_BACK - back}
          aria-valuetext={shown}
          onChange={(event) => {
            const days = MOST_DAYS_BACK - Number(event.currentTarget.value);
            change(days === 0 ? '' : endOfDayBack(days, { now, timeZone }));
          }}
        />
      </label>
      <output className={classes.shown}>{shown}</output>
      {back > 0 && (
        <Button size="compact-sm" variant="default" onClick={() => change('')}>
          {t('board.toNow')}
        </Button>
      )}
    </div>
  );
}
