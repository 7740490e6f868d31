import { IconUser } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromiseView } from '../../../../src/promise/promise.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Row, RowLink } from '../../ui/Row.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { promiseLook } from './looks.ts';
import { makerOf } from './maker.ts';
import classes from './PromiseTable.module.css';

function Kept({ promise }: { promise: PromiseView }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const redeemed = numberText(promise.redeemed, language);
  return (
    <span className="tabular">
      {promise.redemptionLimit === null
        ? t('promises.redeemed', { redeemed })
        : t('promises.redeemedOf', { redeemed, limit: numberText(promise.redemptionLimit, language) })}
    </span>
  );
}

function PromiseRow({ promise }: { promise: PromiseView }): ReactElement {
  const { t } = useTranslation();
  const { icon, tone } = promiseLook[promise.state];
  const { kind, name } = makerOf(promise.madeBy);
  return (
    <Row className={classes.row}>
      <div className={classes.what}>
        <RowLink to={`/kunder/${promise.customerId}`}>{promise.description}</RowLink>
        <span className={classes.sub}>
          <IconUser aria-hidden size={13} stroke={1.9} /> {t('promises.customer')}
        </span>
      </div>
      <span className={classes.terms}>
        <TermsText terms={promise.terms} />
      </span>
      <div className={classes.made}>
        <span>
          <ChannelBadge channel={promise.channel} plain />
        </span>
        <span className={classes.sub}>
          {t(`promises.by.${kind}`, { name })} · <When at={promise.madeAt} />
        </span>
      </div>
      <span className={classes.until}>
        <span className={classes.label}>{t('promises.until')} </span>
        {promise.validTo === null ? t('when.noEnd') : <When at={promise.validTo} form="date" />}
      </span>
      <span className={classes.kept}>
        <Kept promise={promise} />
      </span>
      <span className={classes.state}>
        <Tag tone={tone} icon={icon}>
          {t(`customer.state.${promise.state}`)}
        </Tag>
      </span>
    </Row>
  );
}

/** Promises as rows that open the customer they were made to; on a phone each is a card. It names no customer. */
export function PromiseTable({ promises }: { promises: readonly PromiseView[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.list}>
      <div className={classes.heads} aria-hidden>
        <span>{t('promises.head.what')}</span>
        <span className={classes.right}>{t('promises.head.terms')}</span>
        <span>{t('promises.head.made')}</span>
        <span>{t('promises.head.until')}</span>
        <span>{t('promises.head.kept')}</span>
        <span>{t('promises.head.state')}</span>
      </div>
      <ol>
        {promises.map((promise) => (
          <PromiseRow key={promise.id} promise={promise} />
        ))}
      </ol>
    </div>
  );
}
