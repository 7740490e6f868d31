import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { offers } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { When } from '../../ui/When.tsx';
import classes from './AnswerPart.module.css';

/** What answers the contradiction: the offer that holds in both channels, or what someone can do about it. */
export function AnswerPart({ found }: { found: Contradiction }): ReactElement {
  const { t } = useTranslation();
  const { data } = useQuery(offers);
  const offer = data?.offers.find((each) => each.id === found.answeredBy);
  return (
    <section className={classes.answer}>
      <h4 className={classes.title}>{t('witness.answer')}</h4>
      {found.answeredBy === null && <p>{t('witness.unanswered')}</p>}
      {offer !== undefined && (
        <div className={classes.offer}>
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
          </p>
          <p className={classes.channels}>
            {offer.channels.map((channel) => (
              <ChannelBadge key={channel} channel={channel} />
            ))}
          </p>
        </div>
      )}
      {found.answeredBy !== null && <p className={classes.what}>{t('witness.answeredBy')}</p>}
    </section>
  );
}
