import type { ReactElement, ReactNode } from 'react';
import classes from './FactList.module.css';

/** What is known of one thing, line by line. */
export function FactList({ children }: { children: ReactNode }): ReactElement {
  return <dl className={classes.facts}>{children}</dl>;
}

/** One line of it: what it is called, and what it is. */
export function Fact({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
