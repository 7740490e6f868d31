import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OfferView } from '../../../../src/speak/offer.contract.ts';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { When } from '../../ui/When.tsx';
import classes from './AnswerPart.module.css';
import { EndPart } from './EndPart.tsx';

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
        <Link to={`/budskap/erbjudanden/${offer.id}`}>{offer.name}</Link>{' '}
        <Tag tone={offer.state === 'live' ? 'good' : 'neutral'}>{t(`offer.state.${offer.state}`)}</Tag>
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
      {mayEnd && offer.state !== 'ended' && (
        <EndPart label={t('remedy.end')} what={t('remedy.endWhat')} end={end} isEnding={isEnding} />
      )}
    </div>
  );
}
