import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerView } from '../../../../src/identify/customer.contract.ts';
import { Section } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Identity.module.css';

function Fact({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What we know of the person: attributes as their sources name them, when seen, which profiles became this one. */
export function Identity({ customer }: { customer: CustomerView }): ReactElement {
  const { t } = useTranslation();
  const attributes = Object.entries(customer.attributes);
  return (
    <Section title={t('customer.identity')}>
      <dl className={classes.facts}>
        <Fact label={t('customer.first')}>
          <When at={customer.firstSeenAt} form="date" />
        </Fact>
        <Fact label={t('customer.last')}>
          <When at={customer.lastSeenAt} form="moment" />
        </Fact>
        {customer.mergedFrom.length > 0 && (
          <Fact label={t('customer.merged')}>{t('customer.mergedCount', { count: customer.mergedFrom.length })}</Fact>
        )}
      </dl>
      <h3 className={classes.title}>{t('customer.attributes')}</h3>
      {attributes.length === 0 ? (
        <p className={classes.none}>{t('customer.noAttributes')}</p>
      ) : (
        <dl className={classes.facts}>
          {attributes.map(([name, value]) => (
            <Fact key={name} label={name}>
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </Fact>
          ))}
        </dl>
      )}
    </Section>
  );
}
