import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../../src/decide/decision.contract.ts';
import { isCurrency } from '../../../../src/kernel/money.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { dateText, moneyText, percentText } from '../../ui/format.ts';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';

type Reason = Decision['reasons'][number];

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The sentence of a reason. Its values are written as the reader writes them: money with `currency`, times, channels. */
export function useReasonText(): (reason: Reason) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const word = useWord();
  const channelName = useChannelName();
  const written = (name: string, value: string | number | boolean | null, params: Reason['params']): string => {
    const currency = typeof params['currency'] === 'string' && isCurrency(params['currency']) ? params['currency'] : 'SEK';
    if (value === null) return t('when.noEnd');
    if (/channel$/i.test(name)) return channelName(String(value));
    if (typeof value === 'number' && /percent$/i.test(name)) return percentText(value, language);
    if (typeof value === 'number' && /(amount|price)$/i.test(name)) return moneyText({ amount: value, currency }, language);
    if (typeof value === 'string' && isoTime.test(value)) return dateText(value, 'moment', language);
    return String(value);
  };
  return (reason) => {
    const values = Object.entries(reason.params).map(([name, value]) => [name, written(name, value, reason.params)] as const);
    const sentence = word('reason', reason.code, Object.fromEntries(values));
    if (sentence !== undefined) return sentence;
    const rest = values.map(([name, value]) => `${name} ${value}`).join(', ');
    return rest === '' ? reason.code : `${reason.code}: ${rest}`;
  };
}
