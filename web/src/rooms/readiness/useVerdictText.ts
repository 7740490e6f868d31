import { useTranslation } from 'react-i18next';
import { OTHER_STRATA } from '../../../../src/understand/census.ts';
import { dayParts } from '../../../../src/understand/day-part.ts';
import type { Question } from '../../../../src/understand/question.contract.ts';
import type { Correction, Criterion, Remedy } from '../../../../src/understand/verdict.contract.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { dateText, numberText, percentText } from '../../ui/format.ts';
import { useLocale } from '../../ui/useLocale.ts';

type Params = Criterion['params'];

/** Params that are shares of one, wherever they stand. */
const shares = new Set([
  'anonymousProducts',
  'anonymousShare',
  'anonymousValue',
  'from',
  'least',
  'most',
  'share',
  'to',
]);
const channelParams = new Set(['a', 'b', 'channel']);
const strataParams = new Set(['stratum', 'mostStratum']);
const instant = /^\d{4}-\d\d-\d\dT/;

/** What begins with a stratum or with "all channels" begins a sentence all the same. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export type VerdictText = {
  readonly criterion: (criterion: Criterion) => string;
  readonly correction: (correction: Correction) => string;
  readonly remedy: (remedy: Remedy) => string;
  /** What was found, or a threshold, in the criterion's own unit. */
  readonly measure: (criterion: Criterion, value: number | null) => string;
  readonly stratum: (stratum: string) => string;
  readonly channel: (channel: string) => string;
};

/** Says the codes of a verdict in the reader's language, with channels, strata, dates and numbers as people write them. */
export function useVerdictText({ strata }: Pick<Question, 'strata'>): VerdictText {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  const { language } = locale;
  const channel = useChannelName();
  // Codes come from the server; a test holds the dictionaries to all that there are.
  const say = i18n.t as unknown as (key: string, params: object) => string;
  const number = (value: number): string => numberText(Math.round(value * 100) / 100 + 0, language);
  const stratum = (name: string): string => {
    if (name === '') return t('readiness.strataNone');
    if (name === OTHER_STRATA) return t('readiness.strataOther');
    if (strata.by === 'none') return t('readiness.strataAll');
    const part = strata.by === 'day-part' ? dayParts.find((each) => each === name) : undefined;
    return part === undefined ? name : t(`readiness.dayPart.${part}`);
  };
  const valueText = (name: string, value: Params[string]): string => {
    if (typeof value === 'number') return shares.has(name) ? percentText(value * 100, language) : number(value);
    if (value === null) return name === 'others' ? number(0) : t('readiness.anyChannel');
    if (instant.test(value)) return dateText(value, 'date', locale);
    if (channelParams.has(name)) return channel(value);
    if (strataParams.has(name)) return stratum(value);
    if (name === 'aspect' || name === 'what') return say(`readiness.${name}.${value}`, {});
    return value;
  };
  const filled = (params: Params): Record<string, string> =>
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, valueText(name, value)]));
  const measure = ({ unit }: Criterion, value: number | null): string => {
    if (value === null) return '–';
    if (unit === 'share') return percentText(value * 100, language);
    return unit === 'count' ? number(Math.round(value)) : t(`readiness.${unit}`, { value: number(value) });
  };
  const subjectText = ({ subject, about, code }: Criterion): string => {
    if (subject === null) return t('readiness.anyChannel');
    return about === 'even' || code === 'smallest-group' ? stratum(channel(subject)) : channel(subject);
  };
  return {
    criterion: (each) =>
      sentence(
        say(`readiness.criterion.${each.code}`, {
          ...filled(each.params),
          subject: subjectText(each),
          found: measure(each, each.found),
        }),
      ),
    correction: ({ code, params }) => sentence(say(`readiness.correction.${code}`, filled(params))),
    remedy: ({ code, params }) => sentence(say(`readiness.remedy.${code}`, filled(params))),
    measure,
    stratum,
    channel,
  };
}
