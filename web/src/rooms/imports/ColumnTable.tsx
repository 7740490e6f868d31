import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnRole, Preview } from '../../../../src/collect/imports/event-import.contract.ts';
import { NativeSelect } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import classes from './imports.module.css';
import { giveRole, roleGroups } from './roles.ts';

type Columns = Preview['columns'];

/** Every column with some of its values, and what it becomes. */
export function ColumnTable({
  columns,
  change,
}: {
  columns: Columns;
  change: (columns: Columns) => void;
}): ReactElement {
  const { t } = useTranslation();
  const data = roleGroups.map(({ group, roles }) => ({
    group: t(`imports.group.${group}`),
    items: roles.map((role) => ({ value: role, label: t(`imports.role.${role}`) })),
  }));
  return (
    <Section title={t('imports.columns')} flush>
      <p className={classes.note}>{t('imports.columnsWhat')}</p>
      <ol className={classes.columns}>
        {columns.map((column) => (
          <li key={column.name} className={classes.column} data-unused={column.role === 'none' || undefined}>
            <span className={classes.columnName}>{column.name}</span>
            <span className={classes.samples}>{column.samples.join(' · ') || t('imports.noValues')}</span>
            <NativeSelect
              size="sm"
              aria-label={t('imports.becomes', { column: column.name })}
              value={column.role}
              data={data}
              onChange={(event) => change(giveRole(columns, column.name, event.currentTarget.value as ColumnRole))}
            />
          </li>
        ))}
      </ol>
    </Section>
  );
}
