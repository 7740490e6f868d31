import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../../src/understand/verdict.contract.ts';
import { dateText, numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { CoverageMatrix } from './CoverageMatrix.tsx';
import { CriteriaTable } from './CriteriaTable.tsx';
import { DifferenceTable } from './DifferenceTable.tsx';
import { GradeTag } from './GradeTag.tsx';
import { Totals } from './QuestionList.tsx';
import classes from './Readiness.module.css';
import { useVerdictText, type VerdictText } from './useVerdictText.ts';

function Corrections({ verdict, text }: { verdict: Verdict; text: VerdictText }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  if (verdict.corrections.length === 0) return null;
  return (
    <Section title={t('readiness.useSo')}>
      <ul className={classes.list}>
        {verdict.corrections.map((correction, index) => (
          <li key={`${correction.code} ${index}`}>
            {text.correction(correction)}
            {correction.weights !== undefined && (
              <details className={classes.weights}>
                <summary>{t('readiness.weights')}</summary>
                <ul>
                  {correction.weights.map(({ stratum, weight }) => (
                    <li key={stratum}>
                      <span>{text.stratum(stratum)}</span>
                      <span className="tabular">{numberText(Math.round(weight * 1000) / 1000, language)}</span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Remedies({ verdict, text }: { verdict: Verdict; text: VerdictText }): ReactElement {
  const { t } = useTranslation();
  if (verdict.remedies.length === 0)
    return (
      <Section title={t('readiness.help')}>
        <p>{t('readiness.goodAsIs')}</p>
      </Section>
    );
  return (
    <Section title={t('readiness.help')}>
      <p className={classes.sub}>{t('readiness.helpWhat')}</p>
      <ol className={classes.remedies}>
        {verdict.remedies.map((remedy, index) => (
          <li key={`${remedy.code} ${index}`} data-first={index === 0 || undefined}>
            {index === 0 && <Tag tone="accent">{t('readiness.cheapest')}</Tag>}
            <p>{text.remedy(remedy)}</p>
            <p className={classes.sub}>
              {t(`readiness.effort.${remedy.effort}`)} ·{' '}
              {t('readiness.after', { grade: t(`readiness.grade.${remedy.after}`) })}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** A verdict with its reasons; without an id (a question that is not kept) its numbers cannot be opened. */
export function VerdictView({ verdict, id }: { verdict: Verdict; id: string | undefined }): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { language } = locale;
  const text = useVerdictText(verdict.question);
  const [from, to] = [dateText(verdict.from, 'date', locale), dateText(verdict.to, 'date', locale)];
  return (
    <>
      <div className={classes.verdict}>
        <h2>{verdict.question.title[language]}</h2>
        <p>
          <GradeTag grade={verdict.verdict} />
          <span className={classes.sub}>
            <Totals verdict={verdict} /> · {t('readiness.period', { from, to })}
          </span>
        </p>
      </div>
      <div className={classes.pair}>
        <Corrections verdict={verdict} text={text} />
        <Remedies verdict={verdict} text={text} />
      </div>
      <CriteriaTable criteria={verdict.criteria} text={text} />
      {verdict.cells.length > 0 && <CoverageMatrix verdict={verdict} text={text} id={id} />}
      {verdict.needsIdentity && verdict.cells.length > 0 && <DifferenceTable differences={verdict.differences} />}
    </>
  );
}
