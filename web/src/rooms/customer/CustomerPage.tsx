import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { customer } from '../../api/queries.ts';
import { Page } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import classes from './CustomerPage.module.css';
import { Dealings } from './Dealings.tsx';
import { Decisions } from './Decisions.tsx';
import { Identity } from './Identity.tsx';
import { IdentifierList } from './IdentifierList.tsx';
import { Protection } from './Protection.tsx';
import { Promises } from './Promises.tsx';
import { TimeLine } from './TimeLine.tsx';
import { WhoIsWho } from './WhoIsWho.tsx';

/** Kund: one person, whatever the channel; what they have been promised is seen first. */
export default function CustomerPage(): ReactElement {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(customer(id));
  if (data === undefined)
    return (
      <Page title={t('page.customer')}>
        {error === null ? <Loading rows={8} /> : <ErrorState error={error} retry={refetch} />}
      </Page>
    );
  return (
    <Page title={data.name ?? t('customer.unknown')} tabTitle={t('page.customer')}>
      <div className={classes.identifiers}>
        <IdentifierList identifiers={data.identifiers} />
      </div>
      <div className={classes.columns}>
        <div className={classes.side}>
          <Promises customerId={id} />
          <Decisions customerId={id} />
          <Dealings state={data.state} />
          <Identity customer={data} />
          <WhoIsWho customerId={data.id} />
          <Protection customerId={data.id} />
        </div>
        <TimeLine customerId={id} />
      </div>
    </Page>
  );
}
