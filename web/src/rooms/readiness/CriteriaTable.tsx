import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Criterion } from '../../../../src/understand/verdict.contract.ts';
import { numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { GradeTag } from './GradeTag.tsx';
import classes from './Readiness.module.css';
import type { VerdictText } from './useVerdictText.ts';

type Props = { readonly criteria: readonly Criterion[]; readonly text: VerdictText };

function Table({ criteria, text }: Props): ReactElement {
  const { t, i18n } = useTranslation();
  const sourceOf = (source: string): string =>
    (i18n.t as unknown as (key: string) => string)(`readiness.source.${source}`);
  return (
    <div className={classes.narrowing}>
      <table className={`${classes.table} ${classes.criteria}`}>
        <thead>
          <tr>
            <th scope="col">{t('readiness.head.grade')}</th>
            <th scope="col">{t('readiness.head.criterion')}</th>
            <th scope="col">{t('readiness.head.found')}</th>
            <th scope="col">{t('readiness.head.good')}</th>
            <th scope="col">{t('readiness.head.usable')}</th>
          </tr>
        </thead>
        <tbody>
          {criteria.map((each, index) => (
            // Two criteria may say the same of a channel, once as whom it is about and once as what is measured.
            <tr key={`${each.code} ${each.subject} ${index}`}>
              <td>
                <GradeTag grade={each.grade} />
              </td>
              <th scope="row">{text.criterion(each)}</th>
              <td data-label={t('readiness.head.found')}>{text.measure(each, each.found)}</td>
              <td data-label={t('readiness.head.good')}>
                {text.measure(each, each.goodFrom)} <span className={classes.sub}>{sourceOf(each.source)}</span>
              </td>
              <td data-label={t('readiness.head.usable')}>{text.measure(each, each.usableFrom)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Everything that the data was held against: what is not good in full view, the rest one step away. */
export function CriteriaTable({ criteria, text }: Props): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const faults = criteria.filter(({ grade }) => grade !== 'good');
  const rest = criteria.filter(({ grade }) => grade === 'good');
  return (
    <Section title={t('readiness.because')} flush>
      {faults.length > 0 && <Table criteria={faults} text={text} />}
      {rest.length > 0 && (
        <details className={classes.rest} open={faults.length === 0}>
          <summary>{t('readiness.rest', { count: rest.length, number: numberText(rest.length, language) })}</summary>
          <Table criteria={rest} text={text} />
        </details>
      )}
    </Section>
  );
}
