import { IconAlertTriangle, IconCircleCheck, IconCircleX, type TablerIcon } from '@tabler/icons-react';
import type { Grade } from '../../../../src/understand/verdict.contract.ts';
import type { Tone } from '../../ui/Tag.tsx';

/** How a verdict looks: its icon and its colour; the word comes from the dictionary. */
export const gradeLook: Readonly<Record<Grade, { readonly icon: TablerIcon; readonly tone: Tone }>> = {
  good: { icon: IconCircleCheck, tone: 'good' },
  usable: { icon: IconAlertTriangle, tone: 'warn' },
  'not-enough': { icon: IconCircleX, tone: 'bad' },
};
export const grades = ['good', 'usable', 'not-enough'] as const satisfies readonly Grade[];

/** Where the pages of data readiness are. */
export const readinessPath = '/inflode/underlag';
export const pathOf = (id: string): string => `${readinessPath}/${encodeURIComponent(id)}`;
