import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromiseView } from '../../../../src/promise/promise.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { When } from '../../ui/When.tsx';
import classes from './PromiseList.module.css';

/** As many as leave the channels below in sight on a common screen. */
const SHOWN = 6;

/** Open promises, the first to run out first. The list names no customer: the row opens the one it is about. */
export function PromiseList({ promises }: { promises: readonly PromiseView[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <ol>
      {promises.slice(0, SHOWN).map((promise) => (
        <Row key={promise.id} className={classes.row}>
          <RowLink to={`/kunder/${promise.customerId}`}>{promise.description}</RowLink>
          <span className={classes.terms}>
            <TermsText terms={promise.terms} />
          </span>
          <span className={classes.made}>
            <ChannelBadge channel={promise.channel} plain />
          </span>
          <span className={classes.until}>
            {promise.validTo === null ? t('when.noEnd') : <When at={promise.validTo} />}
          </span>
        </Row>
      ))}
    </ol>
  );
}
