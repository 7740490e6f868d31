import type { TablerIcon } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'bad' | 'warn' | 'good' | 'accent' | 'neutral';

/** A state in one word, with an icon beside the colour. */
export function Tag({
  tone = 'neutral',
  icon: Icon,
  plain = false,
  children,
}: {
  tone?: Tone;
  icon?: TablerIcon;
  plain?: boolean;
  children: ReactNode;
}): ReactElement {
  return (
    <span className={classes.tag} data-tone={tone} data-plain={plain || undefined}>
      {Icon !== undefined && <Icon aria-hidden size={13} stroke={2.1} />}
      {children}
    </span>
  );
}
