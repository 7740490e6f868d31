import { useTranslation } from 'react-i18next';
import type { Language } from './format.ts';

/** The language of the page, as the formats want it. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'sv';
}

/**
 * A word for something that came from data (an event's name, a code): the dictionary's if it has one.
 * The dictionary is typed for what the app itself says; names from outside are looked up without that.
 */
export function useWord(): (
  group: 'event' | 'identifier' | 'detail' | 'reason' | 'crawl.priceFault' | 'inflow.code' | 'inflow.why.rule',
  key: string,
  params?: object,
) => string | undefined {
  const { i18n } = useTranslation();
  const say = i18n.t as unknown as (key: string, params: object) => string;
  return (group, key, params = {}) => {
    const known = i18n.getResource(i18n.language, 'translation', group) as Record<string, string> | undefined;
    const isKnown = known !== undefined && (Object.hasOwn(known, key) || Object.hasOwn(known, `${key}_other`));
    return isKnown ? say(`${group}.${key}`, params) : undefined;
  };
}
