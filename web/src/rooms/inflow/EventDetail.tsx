import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveCustomer, LiveRow } from '../../../../src/collect/inflow/live.contract.ts';
import { useWord } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { IdentifierList } from '../customer/IdentifierList.tsx';
import classes from './EventDetail.module.css';
import { FoundTag } from './looks.tsx';

function Column({ title, what, children }: { title: string; what?: string; children: ReactNode }): ReactElement {
  return (
    <div className={classes.column}>
      <h3 className={classes.title}>{title}</h3>
      {what !== undefined && <p className={classes.what}>{what}</p>}
      {children}
    </div>
  );
}

/** A text of a program that scrolls by itself, also by the keyboard. */
export function Code({ label, children }: { label: string; children: string }): ReactElement {
  return (
    <section className={classes.code} aria-label={label} tabIndex={0}>
      <pre>{children}</pre>
    </section>
  );
}

function Identifiers({ label, list }: { label: string; list: LiveCustomer['why']['by'] }): ReactElement | null {
  if (list.length === 0) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <IdentifierList identifiers={[...list]} />
      </dd>
    </div>
  );
}

function Who({ customer }: { customer: LiveCustomer }): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  const { found, by, learnt, merged, refused } = customer.why;
  return (
    <>
      <p className={classes.name}>
        {customer.name ?? t('customer.unknown')} <FoundTag found={found} />
      </p>
      <p>{t(`inflow.why.${found}`)}</p>
      <dl className={classes.facts}>
        <Identifiers label={t('inflow.why.by')} list={by} />
        <Identifiers label={t('inflow.why.learnt')} list={learnt} />
        {merged.map(({ from, shared }) => (
          <div key={from}>
            <dt>{t('inflow.why.mergedFrom')}</dt>
            <dd>
              <code>{from}</code>
              {shared !== null && (
                <>
                  {' '}
                  ({t('inflow.why.shared')} {shared.value})
                </>
              )}
            </dd>
          </div>
        ))}
        {refused.map(({ one, other, code }) => (
          <div key={`${one.value} ${other.value}`}>
            <dt>{t('inflow.why.pair', { one: one.value, other: other.value })}</dt>
            <dd>{word('inflow.why.rule', code) ?? code}</dd>
          </div>
        ))}
      </dl>
      {customer.mergedFrom !== null && <p className={classes.what}>{t('inflow.why.movedTo')}</p>}
      <Link className={classes.link} to={`/kunder/${customer.id}`}>
        {t('inflow.why.open')}
      </Link>
    </>
  );
}

/** A call as it came, as it was read, and who it became, side by side; on a phone below each other. */
export function EventDetail({ row }: { row: LiveRow }): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div className={classes.columns}>
      <Column title={t('inflow.event.raw')} what={t('inflow.event.rawWhat')}>
        <Code label={t('inflow.event.raw')}>{row.raw}</Code>
        {row.isCut && <p className={classes.what}>{t('inflow.event.cut')}</p>}
      </Column>
      <Column title={t('inflow.event.parsed')} what={t('inflow.event.parsedWhat')}>
        {row.outcome === 'refused' ? (
          <div className={classes.fault}>
            <p className={classes.faultCode}>{word('inflow.code', row.code ?? '') ?? row.code}</p>
            <p lang="en">{row.reason}</p>
          </div>
        ) : row.parsed === null ? (
          <p className={classes.what}>{t('inflow.event.tooLong')}</p>
        ) : (
          <Code label={t('inflow.event.parsed')}>{JSON.stringify(row.parsed, null, 2)}</Code>
        )}
      </Column>
      <Column title={t('inflow.event.resolved')}>
        <dl className={classes.facts}>
          <div>
            <dt>{t('inflow.event.received')}</dt>
            <dd>
              <When at={row.receivedAt} form="moment" />
            </dd>
          </div>
          {row.at !== null && (
            <div>
              <dt>{t('inflow.event.happened')}</dt>
              <dd>
                <When at={row.at} form="moment" />
              </dd>
            </div>
          )}
        </dl>
        {row.customer === null ? (
          <>
            <p className={classes.what}>{t('inflow.event.refused')}</p>
            <Link className={classes.link} to="/inflode/ej-mottaget">
              {t('inflow.event.toLetters')}
            </Link>
          </>
        ) : (
          <Who customer={row.customer} />
        )}
        {row.violations.length > 0 && (
          <ul className={classes.violations}>
            {row.violations.map((each) => (
              <li key={each}>
                <code>{each}</code>
              </li>
            ))}
          </ul>
        )}
      </Column>
    </div>
  );
}
