import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { customerDecisions } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Money } from '../../ui/Money.tsx';
import { Section } from '../../ui/Page.tsx';
import { Row } from '../../ui/Row.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Decisions.module.css';

/** Older ones stand on the time line. */
const SHOWN = 5;

export function whyPath(customerId: string, decisionId: string): string {
  return `/kunder/${customerId}/beslut/${decisionId}`;
}

/** What the channels have been answered lately; each answer opens its reasons. */
export function Decisions({ customerId }: { customerId: string }): ReactElement {
  const { t } = useTranslation();
  const location = useLocation();
  const { data } = useQuery(customerDecisions(customerId));
  const decisions = (data?.decisions ?? []).slice(0, SHOWN);
  return (
    <Section title={t('customer.decisions')} flush>
      {decisions.length === 0 && <p className={classes.none}>{t('customer.noDecisions')}</p>}
      <ol>
        {decisions.map((decision) => (
          <Row key={decision.id} className={classes.decision}>
            <span className={classes.answer}>
              <span>{t(`customer.outcome.${decision.outcome}`)}</span>
              {decision.quote !== null && <Money amount={decision.quote.amount} currency={decision.quote.currency} />}
            </span>
            <Link className={classes.why} to={whyPath(customerId, decision.id)} state={{ over: location }}>
              {t('customer.why')}
              <span className="sr-only"> {t(`customer.outcome.${decision.outcome}`)}</span>
            </Link>
            <span className={classes.small}>
              <ChannelBadge channel={decision.channel} plain /> <When at={decision.decidedAt} />
            </span>
          </Row>
        ))}
      </ol>
    </Section>
  );
}
