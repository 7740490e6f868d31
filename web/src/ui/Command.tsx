import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Command.module.css';
import { ActionIcon, useClipboard } from './mantine.ts';

/** A command to run in a terminal, with a button that copies it. */
export function Command({ children }: { children: string }): ReactElement {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <span className={classes.command}>
      <code>{children}</code>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={clipboard.copied ? t('app.copied') : t('app.copy')}
        onClick={() => clipboard.copy(children)}
      >
        {clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </span>
  );
}
