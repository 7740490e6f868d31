import { IconSearch } from '@tabler/icons-react';
import { type ReactElement, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import type { Session } from '../../../src/organisation/session.contract.ts';
import { Kbd, spotlight } from '../ui/mantine.ts';
import type { PanelState } from '../ui/Panel.tsx';
import { Tag } from '../ui/Tag.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { Palette } from './Palette.tsx';
import { places } from './places.ts';
import { Settings } from './Settings.tsx';
import classes from './Shell.module.css';
import { useKeys } from './useKeys.ts';

/** Puts the focus at the start of a new screen, as a page load would; panels keep it where they were opened. */
function useFocusOnArrival(): (element: HTMLElement | null) => void {
  const location = useLocation();
  const isPanel =
    (location.state as PanelState)?.over !== undefined || /\/(motsagelse|beslut)\//.test(location.pathname);
  const place = isPanel ? undefined : location.pathname;
  const seen = useRef(place);
  const main = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (place === undefined || place === seen.current) return;
    seen.current = place;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [place]);
  return useCallback((element) => {
    main.current = element;
  }, []);
}

/** The frame around every screen: a rail on the left, on a phone a bar above and the menu below. */
export function Shell({ session, children }: { session: Session; children: ReactNode }): ReactElement {
  const { t } = useTranslation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const showHelp = useCallback(() => setHelpOpen(true), []);
  const main = useFocusOnArrival();
  useKeys(showHelp);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('app.skip')}
      </a>
      <div className={classes.rail}>
        <header className={classes.top}>
          <Link to="/" className={classes.brand}>
            <img src="/mark.svg" alt="" width={24} height={24} />
            <span>Samspel</span>
          </Link>
          <button type="button" className={classes.search} onClick={() => spotlight.open()}>
            <IconSearch aria-hidden size={16} stroke={1.8} />
            <span className={classes.word}>{t('app.search')}</span>
            <Kbd size="xs" className={classes.searchKey ?? ''}>
              Ctrl K
            </Kbd>
          </button>
        </header>
        <nav className={classes.nav} aria-label={t('app.mainNavigation')}>
          {places.map(({ path, word, icon: Icon }) => (
            <NavLink key={path} to={path} end={path === '/'} className={classes.link ?? ''}>
              <Icon aria-hidden size={19} stroke={1.7} />
              <span>{t(`page.${word}`)}</span>
            </NavLink>
          ))}
        </nav>
        <footer className={classes.foot}>
          <p className={classes.deployment}>
            <span>{session.deployment.name}</span>
            {session.deployment.isExample && <Tag tone="accent">{t('app.example')}</Tag>}
          </p>
          <Settings session={session} showHelp={showHelp} />
        </footer>
      </div>
      <main id="main" className={classes.main} tabIndex={-1} ref={main}>
        {children}
      </main>
      <Palette showHelp={showHelp} />
      <KeysHelp opened={isHelpOpen} close={() => setHelpOpen(false)} />
    </div>
  );
}
