import { IconAlertTriangle, IconArchive, IconBan, IconCircleCheck, IconEye, IconPencil } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanMode, PlanStatus } from '../../../../src/collect/plan/plan.contract.ts';
import { Tag } from '../../ui/Tag.tsx';

const modeLook = {
  observe: { icon: IconEye, tone: 'neutral' },
  warn: { icon: IconAlertTriangle, tone: 'warn' },
  block: { icon: IconBan, tone: 'bad' },
} as const;

/** What is done with an event that does not hold. */
export function ModeTag({ mode }: { mode: PlanMode }): ReactElement {
  const { t } = useTranslation();
  return (
    <Tag tone={modeLook[mode].tone} icon={modeLook[mode].icon}>
      {t(`plan.mode.${mode}`)}
    </Tag>
  );
}

const statusLook = {
  draft: { icon: IconPencil, tone: 'accent' },
  live: { icon: IconCircleCheck, tone: 'good' },
  retired: { icon: IconArchive, tone: 'neutral' },
} as const;

export function StatusTag({ status }: { status: PlanStatus }): ReactElement {
  const { t } = useTranslation();
  return (
    <Tag tone={statusLook[status].tone} icon={statusLook[status].icon}>
      {t(`plan.status.${status}`)}
    </Tag>
  );
}
