import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProfileView } from '../../../../src/identify/customer.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Money } from '../../ui/Money.tsx';
import { Section } from '../../ui/Page.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './Dealings.module.css';

type State = NonNullable<ProfileView['state']>;

function Bought({ value }: { value: State['value'][number] }): ReactElement {
  const { t } = useTranslation();
  const { currency, amount, orders, refunds } = value;
  return (
    <li>
      {currency !== null && amount !== null && <Money amount={amount} currency={currency} />}{' '}
      <span className={classes.what}>
        {t('customer.orders', { count: orders })}
        {refunds > 0 && `, ${t('customer.refunds', { count: refunds })}`}
        {currency === null && `, ${t('customer.noCurrency')}`}
      </span>
    </li>
  );
}

/** Where the customer has been met and what they have bought for; a channel opens its part of the time line. */
export function Dealings({ state }: { state: State | null }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Section title={t('customer.dealings')}>
      {state === null && <p className={classes.what}>{t('customer.noHistory')}</p>}
      {state?.channels.length === 0 && <p className={classes.what}>{t('customer.noDealings')}</p>}
      <ul className={classes.rows}>
        {state?.channels.map(({ channel, events, firstSeenAt, lastSeenAt }) => (
          <li key={channel} className={classes.row}>
            <Link to={{ search: `?channel=${encodeURIComponent(channel)}` }} className={classes.channel}>
              <ChannelBadge channel={channel} plain />
            </Link>
            <span className="tabular">
              {t('customer.eventCount', { count: events, number: numberText(events, language) })}
            </span>
            <span className={classes.what}>
              <When at={firstSeenAt} form="date" /> – <When at={lastSeenAt} form="date" />
            </span>
          </li>
        ))}
      </ul>
      {state !== null && state.value.length > 0 && (
        <>
          <h3 className={classes.title}>{t('customer.bought')}</h3>
          <ul className={classes.rows}>
            {state.value.map((value) => (
              <Bought key={value.currency ?? ''} value={value} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
