import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../../src/decide/decision.contract.ts';
import { isCurrency } from '../../../../src/kernel/money.ts';
import { customerPromises, offers } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { dateText, moneyText, percentText } from '../../ui/format.ts';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';

type Reason = Decision['reasons'][number];
type Value = Reason['params'][string];

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const states = ['open', 'kept', 'expired', 'withdrawn'] as const;

/** What the offers and promises that a decision speaks of are called; reasons know them by their ids. */
export function useSubjectName(decision: Decision): (id: string) => string | undefined {
  const { data: known } = useQuery(offers);
  const { data: promised } = useQuery(customerPromises(decision.customerId));
  const names = new Map([
    ...(known?.offers ?? []).map((offer) => [offer.id, offer.name] as const),
    ...[...(promised?.promises ?? []), ...decision.promises].map(({ id, description }) => [id, description] as const),
  ]);
  return (id) => names.get(id);
}

/** Writes one value of a reason as the reader writes it: money with its currency, times, channels, names of offers. */
function useValueText(
  nameOf: (id: string) => string | undefined,
): (name: string, value: Value, reason: Reason) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const { language } = locale;
  const channelName = useChannelName();
  return (name, value, { params }) => {
    const { currency } = params;
    if (value === null) return '–';
    if (name === 'state') {
      const state = states.find((each) => each === value);
      return state === undefined ? String(value) : t(`customer.state.${state}`);
    }
    if (name === 'channel') return channelName(String(value));
    if (name === 'channels') return String(value).split(', ').map(channelName).join(', ');
    if (typeof value === 'number' && name === 'percent') return percentText(value, language);
    if (typeof value === 'number' && name === 'amount' && typeof currency === 'string' && isCurrency(currency))
      return moneyText({ amount: value, currency }, language);
    if (typeof value === 'string' && isoTime.test(value)) return dateText(value, 'moment', locale);
    return nameOf(String(value)) ?? String(value);
  };
}

/** The sentence of a reason in the reader's language; a code without a sentence is shown as it is, with its values. */
export function useReasonText(nameOf: (id: string) => string | undefined): (reason: Reason) => string {
  const word = useWord();
  const valueText = useValueText(nameOf);
  const language = useLanguage();
  return (reason) => {
    const values = Object.entries(reason.params).map(
      ([name, value]) => [name, valueText(name, value, reason)] as const,
    );
    const { others, ruleSv, ruleEn } = reason.params;
    const count = typeof others === 'number' ? { count: others } : {};
    // A rule comes in the words of both languages.
    const spoken = language === 'sv' ? ruleSv : ruleEn;
    const rule = typeof spoken === 'string' ? { rule: spoken } : {};
    const sentence = word('reason', reason.code, { ...Object.fromEntries(values), ...count, ...rule });
    if (sentence !== undefined) return sentence;
    const rest = values.map(([name, value]) => `${name} ${value}`).join(', ');
    return rest === '' ? reason.code : `${reason.code}: ${rest}`;
  };
}
