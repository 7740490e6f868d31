import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence, Learnt } from '../../../../src/collect/plan/plan-report.contract.ts';
import { numberText, percentText } from '../../ui/format.ts';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './plan.module.css';

function EvidenceRow({ each }: { each: Evidence }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const range =
    each.least === null || each.largest === null
      ? ''
      : `${numberText(each.least, language)}–${numberText(each.largest, language)}`;
  return (
    <tr>
      <th scope="row">{each.path}</th>
      <td className={classes.right}>{percentText(100 * each.share, language)}</td>
      <td>
        {each.isRequired ? t('plan.learnt.required') : t('plan.learnt.optional')}
        {each.missing > 0 && (
          <span className={classes.small}>
            {' '}
            {t('plan.learnt.missing', { count: each.missing, number: numberText(each.missing, language) })}
          </span>
        )}
      </td>
      <td>
        {Object.keys(each.kinds).join(', ')}
        {each.format !== null && ` (${each.format})`}
        {range !== '' && <span className={classes.small}> {range}</span>}
      </td>
      <td>{each.examples.join(' · ')}</td>
    </tr>
  );
}

/** What the learnt schema rests on. Values that may be somebody's are shown by their shape. */
export function EvidenceTable({ learnt }: { learnt: Learnt }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { sampled, days, evidence } = learnt;
  return (
    <div className={`${classes.stack} ${classes.wide}`} aria-live="polite">
      <h3 className={classes.heading}>{t('plan.learnt.title')}</h3>
      <p className={classes.muted}>
        {sampled === 0
          ? t('plan.learnt.nothing', { days })
          : t('plan.learnt.what', { count: sampled, number: numberText(sampled, language), days })}
      </p>
      {evidence.length > 0 && (
        <ScrollTable
          title={t('plan.learnt.title')}
          heads={[
            { label: t('plan.property') },
            { label: t('plan.learnt.share'), isNumber: true },
            { label: t('plan.learnt.need') },
            { label: t('plan.learnt.kind') },
            { label: t('plan.learnt.examples') },
          ]}
        >
          {evidence.map((each) => (
            <EvidenceRow key={each.path} each={each} />
          ))}
        </ScrollTable>
      )}
    </div>
  );
}
