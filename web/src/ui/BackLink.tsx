import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './BackLink.module.css';

/** The way to where one came from, above what a page shows. */
export function BackLink({ to, children }: { to: string; children: ReactNode }): ReactElement {
  return (
    <Link className={classes.back} to={to}>
      <IconArrowLeft aria-hidden size={15} /> {children}
    </Link>
  );
}
