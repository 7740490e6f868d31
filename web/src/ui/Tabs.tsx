import { type ReactElement, useEffect, useRef } from 'react';
import { NavLink } from 'react-router';
import classes from './Tabs.module.css';

/** The screens of one place of the menu side by side; `isExact` where the others lie below its address. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { readonly path: string; readonly label: string; readonly isExact?: boolean }[];
}): ReactElement {
  const nav = useRef<HTMLElement>(null);
  // On a phone the tab of this screen may lie outside.
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  return (
    <nav ref={nav} className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.path} to={tab.path} end={tab.isExact === true} className={classes.tab ?? ''}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
