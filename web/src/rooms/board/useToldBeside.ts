import { useTranslation } from 'react-i18next';
import type { Statement } from '../../../../src/speak/contradiction.contract.ts';
import { dateText, percentText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';

/** What a side tells beside its price, where the two differ in that: the last day, the share off or the code. */
export function useToldBeside(): (statement: Statement) => string | undefined {
  const { t } = useTranslation();
  const language = useLanguage();
  return ({ until, percent, code }) => {
    // At noon the day is the same wherever in Europe it is read.
    if (until !== undefined)
      return t('witness.until', { day: dateText(until, 'dayOfYear', { language, timeZone: 'UTC' }) });
    if (percent !== undefined) return t('witness.percent', { percent: percentText(percent, language) });
    return code === undefined ? undefined : t('witness.code', { code });
  };
}
