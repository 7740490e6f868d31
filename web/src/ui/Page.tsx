import { useEffect, type ReactElement, type ReactNode, type Ref } from 'react';
import classes from './Page.module.css';

/** Sets the tab's title. Titles name the screen, never a person: they end up in histories and on shared screens. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Samspel`;
  }, [title]);
}

/** A screen: its title, one line of lead, what can be done, and its content. */
export function Page({
  title,
  tabTitle = title,
  titleRef,
  lead,
  actions,
  children,
}: {
  title: string;
  tabTitle?: string;
  /** For a screen that puts the focus on its title, as when what had it is gone. */
  titleRef?: Ref<HTMLHeadingElement>;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactElement {
  useTitle(tabTitle);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <h1 className={classes.title} ref={titleRef} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}

/** A part of a screen with its own heading, on a raised ground. */
export function Section({
  title,
  titleRef,
  id,
  aside,
  flush = false,
  children,
}: {
  title: string;
  titleRef?: Ref<HTMLHeadingElement>;
  id?: string;
  aside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}): ReactElement {
  return (
    <section className={classes.section} aria-label={title} {...(id === undefined ? {} : { id })}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle} ref={titleRef} tabIndex={-1}>
          {title}
        </h2>
        {aside}
      </div>
      <div className={classes.sectionBody} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  );
}
