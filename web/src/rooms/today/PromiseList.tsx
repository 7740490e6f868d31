import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PromiseView } from '../../../../src/promise/promise.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { When } from '../../ui/When.tsx';
import classes from './PromiseList.module.css';

/** Open promises, the first to run out first. The list names no customer: the row opens the one it is about. */
export function PromiseList({ promises }: { promises: readonly PromiseView[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <ol className={classes.list}>
      {promises.map((promise) => (
        <li key={promise.id} className={classes.row}>
          <Link className={classes.link} data-row to={`/kunder/${promise.customerId}`}>
            {promise.description}
          </Link>
          <span className={classes.terms}>
            <TermsText terms={promise.terms} />
          </span>
          <span className={classes.made}>
            <ChannelBadge channel={promise.channel} plain />
          </span>
          <span className={classes.until}>
            {promise.validTo === null ? t('when.noEnd') : <When at={promise.validTo} />}
          </span>
        </li>
      ))}
    </ol>
  );
}
