import {
  IconArrowsJoin2,
  IconArrowsSplit2,
  IconBulb,
  IconUserCheck,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Found } from '../../../../src/collect/inflow/live.contract.ts';
import { Tag, type Tone } from '../../ui/Tag.tsx';

const foundLook: Readonly<Record<Found, { icon: TablerIcon; tone: Tone }>> = {
  known: { icon: IconUserCheck, tone: 'neutral' },
  new: { icon: IconUserPlus, tone: 'good' },
  attached: { icon: IconBulb, tone: 'accent' },
  merged: { icon: IconArrowsJoin2, tone: 'accent' },
  refused: { icon: IconArrowsSplit2, tone: 'warn' },
};

/** What finding the customer of an event came to. */
export function FoundTag({ found }: { found: Found }): ReactElement {
  const { t } = useTranslation();
  const { icon, tone } = foundLook[found];
  return (
    <Tag tone={tone} icon={icon}>
      {t(`inflow.found.${found}`)}
    </Tag>
  );
}
