import { IconArchive, IconBroadcast, IconCheck, IconEye, IconPencil } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageState } from '../../../../src/speak/message/message.contract.ts';
import { Tag } from '../../ui/Tag.tsx';

const looks = {
  draft: { tone: 'neutral', icon: IconPencil },
  review: { tone: 'warn', icon: IconEye },
  approved: { tone: 'accent', icon: IconCheck },
  live: { tone: 'good', icon: IconBroadcast },
  ended: { tone: 'neutral', icon: IconArchive },
} as const;

/** The state of a message in one word. */
export function StateTag({ state }: { state: MessageState }): ReactElement {
  const { t } = useTranslation();
  return <Tag {...looks[state]}>{t(`message.state.${state}`)}</Tag>;
}
