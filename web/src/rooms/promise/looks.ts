import { IconCircleCheck, IconClockOff, IconHourglass, IconRotate2, type TablerIcon } from '@tabler/icons-react';
import type { PromiseView } from '../../../../src/promise/promise.contract.ts';
import type { Tone } from '../../ui/Tag.tsx';

/** Icon and colour of a promise's state, beside its word. */
export const promiseLook: Readonly<Record<PromiseView['state'], { icon: TablerIcon; tone: Tone }>> = {
  open: { icon: IconHourglass, tone: 'accent' },
  kept: { icon: IconCircleCheck, tone: 'good' },
  expired: { icon: IconClockOff, tone: 'neutral' },
  withdrawn: { icon: IconRotate2, tone: 'neutral' },
};
