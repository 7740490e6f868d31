import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/format.ts';
import en from './en.json' with { type: 'json' };
import sv from './sv.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof sv };
  }
}

const KEPT_AS = 'samspel.language';

/** Swedish is the house's first language; English is chosen per person and kept in their browser. */
export function keptLanguage(): Language {
  return localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'sv';
}

const i18n = createInstance();

function follow(language: string): void {
  document.documentElement.lang = language;
}

export async function startLanguage(): Promise<void> {
  i18n.on('languageChanged', follow);
  await i18n.use(initReactI18next).init({
    lng: keptLanguage(),
    fallbackLng: 'sv',
    resources: { sv: { translation: sv }, en: { translation: en } },
    interpolation: { escapeValue: false },
    nsSeparator: false,
  });
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, language);
  await i18n.changeLanguage(language);
}
