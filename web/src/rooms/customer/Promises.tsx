import { useQuery } from '@tanstack/react-query';
import { IconHeartHandshake } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromiseView } from '../../../../src/promise/promise.contract.ts';
import { customerPromises } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { When } from '../../ui/When.tsx';
import { promiseLook } from '../promise/looks.ts';
import classes from './Promises.module.css';

/** One promise: its terms, where it was made, until when, and where it was kept. */
export function PromiseCard({ promise }: { promise: PromiseView }): ReactElement {
  const { t } = useTranslation();
  const { icon, tone } = promiseLook[promise.state];
  const kept = promise.redemptions[0];
  return (
    <li className={classes.promise} data-state={promise.state}>
      <p className={classes.top}>
        <span className={classes.terms}>
          <TermsText terms={promise.terms} />
        </span>
        <Tag tone={tone} icon={icon}>
          {t(`customer.state.${promise.state}`)}
        </Tag>
      </p>
      <p className={classes.what}>{promise.description}</p>
      <p className={classes.small}>
        <span>
          {t('customer.madeIn')} <ChannelBadge channel={promise.channel} plain />{' '}
          <When at={promise.madeAt} form="date" />
        </span>
        {kept !== undefined && (
          <span>
            {t('customer.keptIn')} <ChannelBadge channel={kept.channel} plain />{' '}
            <When at={kept.redeemedAt} form="date" />
          </span>
        )}
        {promise.state === 'open' && promise.redemptionLimit !== null && (
          <span>{t('customer.left', { count: promise.redemptionLimit - promise.redeemed })}</span>
        )}
        {promise.state === 'open' && (
          <span>
            {promise.validTo === null ? (
              t('customer.untilNoEnd')
            ) : (
              <>
                {t('customer.until')} <When at={promise.validTo} form="both" />
              </>
            )}
          </span>
        )}
      </p>
    </li>
  );
}

/** What the customer has been promised; the open ones first, since they are to be kept in every channel. */
export function Promises({ customerId }: { customerId: string }): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(customerPromises(customerId));
  const promises = data?.promises ?? [];
  const open = promises.filter((promise) => promise.state === 'open');
  const older = promises.filter((promise) => promise.state !== 'open');
  return (
    <Section title={t('customer.promises')} flush>
      {data === undefined && (error === null ? <Loading rows={2} /> : <ErrorState error={error} retry={refetch} />)}
      {data !== undefined && promises.length === 0 && (
        <EmptyState icon={IconHeartHandshake} title={t('customer.noPromises')}>
          {t('customer.noPromisesWhat')}
        </EmptyState>
      )}
      <ul>
        {open.map((promise) => (
          <PromiseCard key={promise.id} promise={promise} />
        ))}
      </ul>
      {older.length > 0 && (
        <details className={classes.older} open={open.length === 0}>
          <summary>{t('customer.older', { count: older.length })}</summary>
          <ul>
            {older.map((promise) => (
              <PromiseCard key={promise.id} promise={promise} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
