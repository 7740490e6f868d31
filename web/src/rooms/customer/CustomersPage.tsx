import { useQuery } from '@tanstack/react-query';
import { IconUserOff, IconUsers } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustomerSearch } from '../../../../src/identify/customer.contract.ts';
import { customerSearch } from '../../api/queries.ts';
import { SearchField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { When } from '../../ui/When.tsx';
import { CustomerTabs } from './CustomerTabs.tsx';
import classes from './CustomersPage.module.css';
import { IdentifierList } from './IdentifierList.tsx';

function Customers({ customers }: { customers: CustomerSearch['customers'] }): ReactElement {
  const { t } = useTranslation();
  return (
    <ol>
      {customers.map((customer) => (
        <Row key={customer.id} className={classes.row}>
          <RowLink to={`/kunder/${customer.id}`}>{customer.name ?? t('customer.unknown')}</RowLink>
          <IdentifierList identifiers={customer.identifiers} limit={3} />
          <span className={classes.seen}>
            <span className="sr-only">{t('customers.seen')} </span>
            <When at={customer.lastSeenAt} />
          </span>
        </Row>
      ))}
    </ol>
  );
}

/** Kunder: find one person by any identifier or by name. */
export default function CustomersPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, type } = useFilter(['q']);
  const { data, error, refetch } = useQuery(customerSearch(filter.q));
  const count = data?.customers.length ?? 0;
  return (
    <Page
      title={t('page.customers')}
      lead={t('customers.lead')}
      actions={
        <Button component={Link} to="/kunder/granskning" variant="default" size="xs">
          {t('review.title')}
        </Button>
      }
    >
      <CustomerTabs />
      <search className={classes.search}>
        <SearchField
          label={t('customers.search')}
          placeholder={t('customers.placeholder')}
          value={filter.q}
          change={(value) => type('q', value)}
        />
      </search>
      {data === undefined ? (
        error === null ? (
          <Loading rows={6} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : count > 0 ? (
        <Section title={filter.q === '' ? t('customers.recent') : t('customers.found', { count })} flush>
          <Customers customers={data.customers} />
        </Section>
      ) : filter.q === '' ? (
        <EmptyState icon={IconUsers} title={t('customers.empty')}>
          {t('customers.emptyWhat')}
        </EmptyState>
      ) : (
        <EmptyState icon={IconUserOff} title={t('customers.none')}>
          {t('customers.noneWhat')}
        </EmptyState>
      )}
    </Page>
  );
}
