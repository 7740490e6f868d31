import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statement } from '../../../../src/speak/contradiction.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Money } from '../../ui/Money.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './StatementText.module.css';
import { useToldBeside } from './useToldBeside.ts';

/** A price with what kind of price it is; silence is said in words. */
function StatedPrice({ statement }: { statement: Statement }): ReactElement {
  const { t } = useTranslation();
  const told = useToldBeside()(statement);
  if (statement.amount === null || statement.currency === null)
    return told === undefined ? (
      <span className={classes.silent}>{t('contradiction.silent')}</span>
    ) : (
      <span className={classes.price}>{told}</span>
    );
  const isReduced = statement.onSale === true || statement.priceType === 'sale' || statement.priceType === 'member';
  return (
    <span className={classes.price} data-told={told !== undefined || undefined}>
      <Money amount={statement.amount} currency={statement.currency} />
      {told !== undefined && <span className={classes.told}>{told}</span>}
      {isReduced && told === undefined && (
        <Tag tone="accent">{t(`witness.price.${statement.priceType === 'member' ? 'member' : 'sale'}`)}</Tag>
      )}
    </span>
  );
}

/** What one channel says, on one line: channel, price, kind of price, and, where it is asked for, who answers for the channel. */
export function StatementText({ statement, owner }: { statement: Statement; owner?: string | null }): ReactElement {
  const { t } = useTranslation();
  return (
    <span className={classes.line}>
      <ChannelBadge channel={statement.channel} plain />
      <StatedPrice statement={statement} />
      {owner !== undefined && (
        <span className={classes.owner} title={owner ?? undefined}>
          <span className="sr-only">{t('witness.owner')} </span>
          {owner ?? t('contradiction.noOwner')}
        </span>
      )}
    </span>
  );
}
