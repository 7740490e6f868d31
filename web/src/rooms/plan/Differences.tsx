import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemaDiff } from '../../../../src/collect/plan/schema-diff.ts';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './plan.module.css';

const tones = { stricter: 'warn', looser: 'good', unsure: 'neutral' } as const;

/** What the draft asks that the live version does not, and the other way about. */
export function Differences({ difference, version }: { difference: SchemaDiff; version: number }): ReactElement {
  const { t } = useTranslation();
  const { changes, isCompatible } = difference;
  if (changes.length === 0) return <p className={classes.muted}>{t('plan.diff.none', { version })}</p>;
  return (
    <div className={`${classes.stack} ${classes.wide}`}>
      <p className={classes.will} data-tone={isCompatible ? undefined : 'warn'}>
        {t(isCompatible ? 'plan.diff.compatible' : 'plan.diff.incompatible', { version })}
      </p>
      <ScrollTable
        title={t('plan.diff.title', { version })}
        heads={[
          { label: t('plan.property') },
          { label: t('plan.diff.way') },
          { label: t('plan.diff.rule') },
          { label: t('plan.diff.before') },
          { label: t('plan.diff.after') },
        ]}
      >
        {changes.map(({ path, change, way, before, after }) => (
          <tr key={`${path} ${change}`}>
            <th scope="row">{path}</th>
            <td>
              <Tag tone={tones[way]}>{t(`plan.diff.${way}`)}</Tag>
            </td>
            <td>{change}</td>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </ScrollTable>
    </div>
  );
}
