import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import type { Decision } from '../../../../src/decide/decision.contract.ts';
import { decision } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { moneyText } from '../../ui/format.ts';
import { Panel, type PanelState } from '../../ui/Panel.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { PromiseCard } from './Promises.tsx';
import { Reasons } from './Reasons.tsx';
import classes from './WhyPanel.module.css';

function Question({ asked }: { asked: Decision }): ReactElement {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className={classes.title}>{t('customer.asked')}</h3>
      <p className={classes.asked}>
        <ChannelBadge channel={asked.channel} />
        {asked.touchpoint !== null && <span>{asked.touchpoint}</span>}
        <span>{asked.product ?? t('customer.anyProduct')}</span>
        <span className={classes.muted}>
          <When at={asked.decidedAt} form="both" />
        </span>
      </p>
    </section>
  );
}

function Answer({ given }: { given: Decision }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { quote } = given;
  return (
    <section>
      <h3 className={classes.title}>{t('customer.answer')}</h3>
      <p className={classes.answer} data-outcome={given.outcome}>
        <span>{t(`customer.outcome.${given.outcome}`)}</span>
        {quote !== null && <span className={classes.price}>{moneyText(quote, language)}</span>}
        {quote?.regularAmount != null && (
          <span className={classes.muted}>
            {t('customer.regular', {
              money: moneyText({ amount: quote.regularAmount, currency: quote.currency }, language),
            })}
          </span>
        )}
      </p>
    </section>
  );
}

function Why({ given }: { given: Decision }): ReactElement {
  const { t } = useTranslation();
  return (
    <article className={classes.whole}>
      <h2 className={classes.heading}>{t('customer.whyTitle')}</h2>
      <Question asked={given} />
      <Answer given={given} />
      <section>
        <h3 className={classes.title}>{t('customer.reasons')}</h3>
        <Reasons decision={given} />
      </section>
      {given.promises.length > 0 && (
        <section>
          <h3 className={classes.title}>{t('customer.openPromises')}</h3>
          <ul className={classes.promises}>
            {given.promises.map((promise) => (
              <PromiseCard key={promise.id} promise={promise} />
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

/** "Varför?": the question a channel asked, the answer it got, and every rule tried on the way. */
export default function WhyPanel(): ReactElement {
  const { t } = useTranslation();
  const { id = '', decisionId = '' } = useParams();
  const navigate = useNavigate();
  const state = useLocation().state as PanelState;
  const { data, error, refetch } = useQuery(decision(decisionId));
  const close = (): void => void (state === null ? navigate(`/kunder/${id}`, { replace: true }) : navigate(-1));
  return (
    <Panel title={t('customer.why')} close={close}>
      {data !== undefined ? (
        <Why given={data} />
      ) : error === null ? (
        <Loading rows={4} height={64} />
      ) : (
        <ErrorState error={error} retry={refetch} />
      )}
    </Panel>
  );
}
