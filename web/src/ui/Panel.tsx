import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Drawer, useMediaQuery } from './mantine.ts';
import classes from './Panel.module.css';

/** A drawer from the right with an address of its own; on a phone it fills the screen. Escape closes it. */
export function Panel({ title, close, children }: { title: string; close: () => void; children: ReactNode }): ReactElement {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={isNarrow === true ? '100%' : 660}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 120 }}
      classNames={{ content: classes.content ?? '', header: classes.header ?? '', title: classes.title ?? '', body: classes.body ?? '' }}
    >
      {children}
    </Drawer>
  );
}
