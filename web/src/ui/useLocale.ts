import { useQuery } from '@tanstack/react-query';
import { USUAL_TIME_ZONE } from '../../../src/kernel/time-zone.ts';
import { session } from '../api/queries.ts';
import type { Locale } from './format.ts';
import { useLanguage } from './useLanguage.ts';

/** How times are written and read here: in the reader's language, by the clocks of the deployment wherever the reader is. */
export function useLocale(): Locale {
  const language = useLanguage();
  const timeZone = useQuery(session).data?.deployment.timeZone ?? USUAL_TIME_ZONE;
  return { language, timeZone };
}
