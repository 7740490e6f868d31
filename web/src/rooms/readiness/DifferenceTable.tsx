import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { aspects } from '../../../../src/understand/facts.ts';
import type { Difference } from '../../../../src/understand/verdict.contract.ts';
import { numberText, percentText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './Readiness.module.css';

/** The bars reach their ends at one standard deviation; hardly anything differs by more. */
const FULL_BAR_PERCENT = 50;
const asShares = new Set(['evening', 'weekend', 'returned']);

function Bar({ difference }: { difference: number }): ReactElement {
  const width = Math.min(1, Math.abs(difference)) * FULL_BAR_PERCENT;
  const left = difference < 0 ? FULL_BAR_PERCENT - width : FULL_BAR_PERCENT;
  return (
    <span className={classes.bars} aria-hidden>
      <span style={{ left: `${left}%`, width: `${width}%` }} />
    </span>
  );
}

/** The known beside the unknown: a chart whose every bar stands as a number in the same row. */
export function DifferenceTable({ differences }: { differences: readonly Difference[] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const mean = (aspect: string, value: number): string =>
    asShares.has(aspect) ? percentText(value * 100, language) : numberText(Math.round(value * 10) / 10, language);
  const deviations = (value: number | null): string =>
    value === null ? '–' : numberText(Math.round(value * 100) / 100 + 0, language);
  if (differences.length === 0)
    return (
      <Section title={t('readiness.who')}>
        <p>{t('readiness.whoNone')}</p>
      </Section>
    );
  return (
    <Section title={t('readiness.who')} flush>
      <p className={classes.note}>{t('readiness.whoWhat')}</p>
      <ScrollTable
        flush
        title={t('readiness.who')}
        heads={(['aspect', 'identified', 'anonymous', 'difference', 'lean', 'weighted'] as const).map((column) => ({
          label: t(`readiness.col.${column}`),
        }))}
      >
        {differences.map(({ aspect, identified, anonymous, difference, lean, leanWeighted }) => {
          const known = aspects.find((each) => each === aspect);
          return (
            <tr key={aspect}>
              <th scope="row">{known === undefined ? aspect : t(`readiness.aspect.${known}`)}</th>
              <td>{mean(aspect, identified)}</td>
              <td>{mean(aspect, anonymous)}</td>
              <td>
                <span className={classes.withBar}>
                  <Bar difference={difference} />
                  {deviations(difference)}
                </span>
              </td>
              <td>{deviations(lean)}</td>
              <td>{deviations(leanWeighted)}</td>
            </tr>
          );
        })}
      </ScrollTable>
    </Section>
  );
}
