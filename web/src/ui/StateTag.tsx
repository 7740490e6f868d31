import { IconArchive, IconBroadcast, IconCheck, IconClock, IconEye, IconPencil } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageState } from '../../../src/speak/message/message.contract.ts';
import { standing } from '../../../src/speak/offer.ts';
import type { OfferView } from '../../../src/speak/offer.contract.ts';
import { Tag } from './Tag.tsx';

const looks = {
  draft: { tone: 'neutral', icon: IconPencil },
  review: { tone: 'warn', icon: IconEye },
  approved: { tone: 'accent', icon: IconCheck },
  coming: { tone: 'accent', icon: IconClock },
  live: { tone: 'good', icon: IconBroadcast },
  over: { tone: 'neutral', icon: IconArchive },
  ended: { tone: 'neutral', icon: IconArchive },
} as const;

/** The state of a message in one word. */
export function StateTag({ state }: { state: MessageState }): ReactElement {
  const { t } = useTranslation();
  return <Tag {...looks[state]}>{t(`message.state.${state}`)}</Tag>;
}

/** The same of an offer; one that is live says whether its time has come, and whether it is over. */
export function OfferTag({ offer, now }: { offer: OfferView; now: number }): ReactElement {
  const { t } = useTranslation();
  const validTo = offer.validTo === null ? null : Date.parse(offer.validTo);
  const stands = standing({ validFrom: Date.parse(offer.validFrom), validTo }, now);
  const word =
    offer.state !== 'live' || stands === 'running' ? offer.state : stands === 'over' ? 'over' : ('coming' as const);
  return <Tag {...looks[word]}>{t(`offer.state.${word}`)}</Tag>;
}
