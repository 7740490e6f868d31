import {
  IconCircleCheck,
  IconCircleX,
  IconFileImport,
  IconHourglass,
  IconPlayerPause,
  IconProgress,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ImportState } from '../../../../src/collect/import.contract.ts';
import type { Tone } from '../../ui/Tag.tsx';

/** How the state of an import looks. */
export const looks: Readonly<Record<ImportState, { readonly tone: Tone; readonly icon: TablerIcon }>> = {
  draft: { tone: 'accent', icon: IconFileImport },
  waiting: { tone: 'neutral', icon: IconHourglass },
  running: { tone: 'accent', icon: IconProgress },
  done: { tone: 'good', icon: IconCircleCheck },
  failed: { tone: 'bad', icon: IconCircleX },
  cancelled: { tone: 'warn', icon: IconPlayerPause },
};
