import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DryRun } from '../../../../src/collect/plan/plan-report.contract.ts';
import { numberText, percentText } from '../../ui/format.ts';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './plan.module.css';
import { ViolationText } from './ViolationText.tsx';

/** What the draft would have found, had it been in force. */
export function DryRunResult({ result }: { result: DryRun }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = (value: number): string => numberText(value, language);
  const shareOf = (part: number, of: number): string => percentText(of === 0 ? 0 : (100 * part) / of, language);
  const { events, violating, sources, groups, days } = result;
  const told = { events: count(events), violating: count(violating), share: shareOf(violating, events), days };
  return (
    <div className={`${classes.stack} ${classes.wide}`} aria-live="polite">
      <h3 className={classes.heading}>{t('plan.try.title')}</h3>
      <p className={classes.will} data-tone={violating > 0 ? 'warn' : undefined}>
        {events === 0 ? t('plan.try.nothing', { days }) : t('plan.try.told', told)}
      </p>
      {violating > 0 && (
        <ScrollTable
          title={t('plan.try.bySource')}
          heads={[
            { label: t('plan.source') },
            { label: t('plan.tried'), isNumber: true },
            { label: t('plan.head.violating'), isNumber: true },
          ]}
        >
          {sources.map((each) => (
            <tr key={each.source}>
              <th scope="row">{each.source}</th>
              <td className={classes.right}>{count(each.events)}</td>
              <td className={classes.right}>
                {count(each.violating)} ({shareOf(each.violating, each.events)})
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
      {groups.length > 0 && (
        <ul className={classes.stack}>
          {groups.map(({ violation, events: hit, found, allowed }) => (
            <li key={violation}>
              <ViolationText violation={violation} /> · {t('plan.events', { count: hit, number: count(hit) })}
              <span className={classes.small} lang="en">
                {' '}
                ({found}; {allowed})
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
