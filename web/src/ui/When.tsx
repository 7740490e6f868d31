import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateText, isoWeek, relativeText } from './format.ts';
import { useLocale } from './useLocale.ts';

type Form = 'relative' | 'day' | 'date' | 'moment' | 'both';

/** A time, told relatively or exactly; the exact one with its ISO week is always there to hover and to be read out. */
export function When({ at, form = 'relative' }: { at: string | number; form?: Form }): ReactElement {
  const locale = useLocale();
  const { t } = useTranslation();
  const relative = relativeText(at, useNow(), locale.language);
  const week = t('when.week', { week: isoWeek(at, locale.timeZone) });
  const exact = `${dateText(at, 'moment', locale)}, ${week}`;
  const shown =
    form === 'relative'
      ? relative
      : form === 'day'
        ? t('when.since', { day: dateText(at, 'dayOfYear', locale) })
        : form === 'both'
          ? `${exact} (${relative})`
          : form === 'date'
            ? `${dateText(at, 'date', locale)}, ${week}`
            : exact;
  return (
    <time dateTime={new Date(at).toISOString()} title={form === 'relative' || form === 'day' ? exact : relative}>
      {shown}
    </time>
  );
}

/** The time of the newest answer, so that every distance on a page is counted from the same moment. */
function useNow(): number {
  const client = useQueryClient();
  const newest = client
    .getQueryCache()
    .getAll()
    .reduce((at, query) => Math.max(at, query.state.dataUpdatedAt), 0);
  const [mounted] = useState(Date.now);
  return newest === 0 ? mounted : newest;
}
