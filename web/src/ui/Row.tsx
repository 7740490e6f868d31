import type { ReactElement, ReactNode } from 'react';
import { Link, type To } from 'react-router';
import classes from './Row.module.css';

/** A row of a list, ruled off from the one above; `className` says in which columns its cells stand. */
export function Row({
  className = '',
  children,
}: {
  className?: string | undefined;
  children: ReactNode;
}): ReactElement {
  return <li className={`${classes.row} ${className}`}>{children}</li>;
}

/** The link that the whole of a row follows, and that `j` and `k` move between. */
export function RowLink({ to, state, children }: { to: To; state?: object; children: ReactNode }): ReactElement {
  return (
    <Link className={classes.link} data-row to={to} state={state}>
      {children}
    </Link>
  );
}

/** The same for a row that opens what has no address of its own. */
export function RowButton({ open, children }: { open: () => void; children: ReactNode }): ReactElement {
  return (
    <button type="button" className={`${classes.button} ${classes.link}`} data-row onClick={open}>
      {children}
    </button>
  );
}
