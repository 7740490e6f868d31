import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './plan.module.css';

export type Head = { readonly label: string; readonly isNumber?: boolean };

/** A table that scrolls by itself where the page is narrow, also by the keyboard. */
export function ScrollTable({
  title,
  heads,
  children,
}: {
  title: string;
  heads: readonly Head[];
  children: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <section className={classes.scroll} aria-label={t('plan.table', { title })} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {heads.map(({ label, isNumber }) => (
              <th key={label} scope="col" className={isNumber === true ? classes.right : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
