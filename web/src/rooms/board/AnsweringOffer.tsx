import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferView } from '../../../../src/speak/offer.contract.ts';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { When } from '../../ui/When.tsx';
import classes from './AnswerPart.module.css';

/** "Avsluta erbjudandet", asked once more before it is done: an ended offer does not come back. */
function EndPart({ end, isEnding }: { end: () => void; isEnding: boolean }): ReactElement {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <Button key="ask" className={classes.end ?? ''} variant="default" size="xs" onClick={() => setAsked(true)}>
        {t('remedy.end')}
      </Button>
    );
  return (
    <div className={classes.asked}>
      <p>{t('remedy.endWhat')}</p>
      <Button key="end" color="red.9" size="xs" loading={isEnding} onClick={end} ref={(button) => button?.focus()}>
        {t('remedy.endYes')}
      </Button>
      <Button variant="default" size="xs" onClick={() => setAsked(false)}>
        {t('app.cancel')}
      </Button>
    </div>
  );
}

/** An offer that speaks for the product, and the way to end it for those who may. */
export function AnsweringOffer({
  offer,
  mayEnd,
  end,
  isEnding,
  error,
}: {
  offer: OfferView;
  mayEnd: boolean;
  end: () => void;
  isEnding: boolean;
  error: Error | null;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.offer} data-state={offer.state}>
      <p className={classes.name}>
        {offer.name} <Tag tone={offer.state === 'live' ? 'good' : 'neutral'}>{t(`offer.state.${offer.state}`)}</Tag>
      </p>
      <p>
        <TermsText terms={offer.terms} /> ·{' '}
        {offer.validTo === null ? (
          t('when.noEnd')
        ) : (
          <>
            {t('witness.holds').toLowerCase()} – <When at={offer.validTo} form="date" />
          </>
        )}
        {offer.redemptionLimit !== null && <> · {t('remedy.perCustomer', { count: offer.redemptionLimit })}</>}
      </p>
      <p>
        {t('audience.to')}: <AudienceText audience={offer.audience} />
      </p>
      <p className={classes.channels}>
        {offer.channels.map((channel) => (
          <ChannelBadge key={channel} channel={channel} />
        ))}
      </p>
      {error !== null && <ProblemNote error={error} />}
      {mayEnd && offer.state !== 'ended' && <EndPart end={end} isEnding={isEnding} />}
    </div>
  );
}
