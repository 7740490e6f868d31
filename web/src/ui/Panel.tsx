import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Location } from 'react-router';
import { Drawer, useMediaQuery } from './mantine.ts';
import classes from './Panel.module.css';

/** A panel lies over the screen it was opened from; opened by its address alone it lies over its home screen. */
export type PanelState = { readonly over: Location } | null;

/** The panel is there as long as its address is; when it goes, the focus goes back to the link that opened it. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    },
    [opener],
  );
}

/**
 * A drawer from the right with an address of its own; on a phone it fills the screen. Escape closes it, unless it is
 * `busy` with a form, which then takes the key itself.
 */
export function Panel({
  title,
  close,
  busy = false,
  wide = false,
  children,
}: {
  title: string;
  close: () => void;
  busy?: boolean;
  /** For what stands side by side. */
  wide?: boolean;
  children: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  useFocusBack();
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Drawer.Root
      opened
      returnFocus={false}
      onClose={close}
      closeOnEscape={!busy}
      position="right"
      size={isNarrow ? '100%' : wide ? 'min(1180px, 92vw)' : 660}
      transitionProps={{ duration: 120 }}
      classNames={{ content: classes.content ?? '' }}
    >
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content>
        {/* Not Drawer.Header: a second <header> beside the page's own would be a second banner. */}
        <div className={classes.header}>
          <Drawer.Title className={classes.title ?? ''}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('app.close')} />
        </div>
        <Drawer.Body className={classes.body ?? ''}>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
