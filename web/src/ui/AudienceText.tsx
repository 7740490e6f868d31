import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AudienceView } from '../../../src/speak/audience.contract.ts';
import { numberText } from './format.ts';
import { useLanguage } from './useLanguage.ts';

/** Whom something is for, in a few words: everyone, a segment by its name, a list by its length, a rule as it reads. */
export function AudienceText({ audience }: { audience: AudienceView }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kind, size, segment, words } = audience;
  if (segment !== undefined) return <>{t('audience.segment', { name: segment.name })}</>;
  if (kind === 'list') return <>{t('audience.list', { count: size ?? 0, number: numberText(size ?? 0, language) })}</>;
  if (words !== undefined) return <>{t('audience.rule', { rule: words[language] })}</>;
  return <>{t('audience.everyone')}</>;
}
