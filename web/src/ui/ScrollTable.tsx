import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ScrollTable.module.css';

/** The head of a column; `shown` where it is more than its word. */
export type Head = {
  readonly label: string;
  readonly shown?: ReactNode;
  readonly title?: string;
  readonly isNumber?: boolean;
};

/** A table that scrolls by itself where the page is narrow, also by the keyboard; `flush` in a section without edges. */
export function ScrollTable({
  title,
  heads,
  flush = false,
  children,
}: {
  title: string;
  heads: readonly Head[];
  flush?: boolean;
  children: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <section className={classes.scroll} aria-label={t('app.table', { title })} tabIndex={0}>
      <table className={classes.table} data-flush={flush || undefined}>
        <thead>
          <tr>
            {heads.map(({ label, shown = label, title: hint, isNumber }) => (
              <th key={label} scope="col" title={hint} className={isNumber === true ? classes.number : undefined}>
                {shown}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
