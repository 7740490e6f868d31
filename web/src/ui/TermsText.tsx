import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferView } from '../../../src/speak/offer.contract.ts';
import { moneyText, percentText } from './format.ts';
import { useLanguage } from './useLanguage.ts';

/** The terms of an offer or promise in words: "30 % rabatt", "100 kr rabatt", "599 kr". */
export function useTermsText(): (terms: OfferView['terms']) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (terms): string => {
    if (terms.kind === 'percent-off')
      return t('offer.terms.percent-off', { percent: percentText(terms.percent, language) });
    return t(`offer.terms.${terms.kind}`, { money: moneyText(terms, language) });
  };
}

export function TermsText({ terms }: { terms: OfferView['terms'] }): ReactElement {
  return <span className="tabular">{useTermsText()(terms)}</span>;
}
