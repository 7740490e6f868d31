import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Statement } from '../../../../src/speak/contradiction.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Money } from '../../ui/Money.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { When } from '../../ui/When.tsx';
import { SourceText } from './SourceText.tsx';
import classes from './StatementCard.module.css';
import { useToldBeside } from './useToldBeside.ts';

function Line({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Price({ statement }: { statement: Statement }): ReactElement {
  const { t } = useTranslation();
  const told = useToldBeside()(statement);
  if (statement.amount === null || statement.currency === null)
    return told === undefined ? (
      <p className={classes.silent}>{t('contradiction.silentLong')}</p>
    ) : (
      <p className={classes.price}>{told}</p>
    );
  const isReduced = statement.onSale === true || statement.priceType === 'sale';
  return (
    <p className={classes.price}>
      <Money amount={statement.amount} currency={statement.currency} />
      {told !== undefined && <span className={classes.told}>{told}</span>}
      {isReduced ? (
        <Tag tone="accent">{t('witness.onSale')}</Tag>
      ) : (
        statement.priceType !== 'unknown' && <Tag>{t(`witness.price.${statement.priceType}`)}</Tag>
      )}
    </p>
  );
}

/** One side of a contradiction: what the channel said, who answers for it, and the row that proves it. */
export function StatementCard({ statement, owner }: { statement: Statement; owner: string | null }): ReactElement {
  const { t } = useTranslation();
  const isSilent = useToldBeside()(statement) === undefined && statement.amount === null;
  return (
    <section className={classes.card} data-silent={isSilent || undefined}>
      <h4 className={classes.channel}>
        <ChannelBadge channel={statement.channel} />
      </h4>
      <Price statement={statement} />
      <dl className={classes.lines}>
        <Line label={t('witness.owner')}>{owner ?? t('contradiction.noOwner')}</Line>
        {statement.place !== null && <Line label={t('witness.place')}>{statement.place}</Line>}
        {statement.seenAt !== null && (
          <Line label={t('witness.seen')}>
            <When at={statement.seenAt} form="moment" />
          </Line>
        )}
        <Line label={statement.offerId === null ? t('witness.source') : t('witness.offer')}>
          <span className={classes.source}>
            {statement.offerId === null ? (
              <SourceText statement={statement} />
            ) : (
              <Link className={classes.place} to={`/budskap/erbjudanden/${statement.offerId}`}>
                {statement.source}
              </Link>
            )}
            {statement.sourceRow !== null && <> · {t('board.row', { row: statement.sourceRow })}</>}
          </span>
        </Line>
        {statement.text?.quote !== undefined && (
          <Line label={t('witness.quote')}>
            <Link className={classes.place} to={`/samstammighet/texter/${statement.text.id}#p${statement.text.from}`}>
              <q className={classes.source}>{statement.text.quote}</q>
            </Link>
          </Line>
        )}
      </dl>
    </section>
  );
}
