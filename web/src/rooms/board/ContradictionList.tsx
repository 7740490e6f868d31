import { IconUsers } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { addressOf } from '../../api/client.ts';
import { moneyText, numberText, percentText } from '../../ui/format.ts';
import { Row, RowLink } from '../../ui/Row.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './ContradictionList.module.css';
import { StatementText } from './StatementText.tsx';
import { ANY_ZONE, kindLook, kindWord, peopleWord, statusLook } from './looks.ts';

export function witnessPath(id: string): string {
  return `/samstammighet/motsagelse/${id}`;
}

/** How large the difference is; where no money tells it, what differs and how many can meet both. */
function Difference({ contradiction, people }: { contradiction: Contradiction; people: string }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { difference, kind } = contradiction;
  if (difference === null || kind === 'missing')
    return (
      <>
        <Tag tone={kindLook[kind].tone} icon={kindLook[kind].icon}>
          {t(kindWord(contradiction))}
        </Tag>
        <span className={classes.people} aria-hidden>
          {people}
        </span>
      </>
    );
  return (
    <>
      <span className={classes.amount}>{moneyText(difference, language)}</span>
      <span className={classes.percent}>{percentText(difference.percent, language)}</span>
    </>
  );
}

function ContradictionRow({
  contradiction,
  withStatus,
  hasMore,
}: {
  contradiction: Contradiction;
  withStatus: boolean;
  hasMore: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const location = useLocation();
  const [first, second] = contradiction.witness.statements;
  const owners = new Set(contradiction.owners.map((owner) => owner ?? t('contradiction.noOwner')));
  const exposed = { count: contradiction.exposed, number: numberText(contradiction.exposed, language) };
  const met = t(peopleWord(contradiction), exposed);
  return (
    <Row className={classes.row}>
      <div className={classes.product}>
        <RowLink to={witnessPath(contradiction.id)} state={{ over: location }}>
          <span className={classes.name}>{contradiction.productName ?? contradiction.product}</span>
        </RowLink>
        <span className={classes.sub}>
          {withStatus && (
            <Tag tone={statusLook[contradiction.status].tone} icon={statusLook[contradiction.status].icon}>
              {t(`contradiction.status.${contradiction.status}`)}
            </Tag>
          )}
          <span className={classes.id}>
            {contradiction.product}
            {contradiction.zone !== ANY_ZONE && ` · ${contradiction.zone}`}
          </span>
          {hasMore && (
            <Link
              className={classes.more}
              to={addressOf('/samstammighet/motsagelser', { status: 'open', q: contradiction.product })}
            >
              {t('contradiction.more')}
            </Link>
          )}
        </span>
      </div>
      <div className={classes.sides}>
        <StatementText statement={first} owner={contradiction.owners[0]} />
        <span className="sr-only">{t('contradiction.against')}</span>
        <StatementText statement={second} owner={contradiction.owners[1]} />
      </div>
      <div className={classes.difference}>
        <span className="sr-only">{t('contradiction.difference')}</span>
        <Difference contradiction={contradiction} people={met} />
      </div>
      <div className={classes.exposed} title={met}>
        <IconUsers aria-hidden size={15} stroke={1.7} />
        <span aria-hidden>{exposed.number}</span>
        <span className="sr-only">{met}</span>
        <span className={classes.owners} aria-hidden>
          {[...owners].join(' · ')}
        </span>
      </div>
    </Row>
  );
}

/**
 * Contradictions as rows that open their witness. `onePerProduct` keeps the worst of each product and leads to the
 * others: one wrong price can contradict every channel in every zone, and is still one thing to put right.
 */
export function ContradictionList({
  contradictions,
  withStatus = false,
  onePerProduct = false,
}: {
  contradictions: readonly Contradiction[];
  withStatus?: boolean;
  onePerProduct?: boolean;
}): ReactElement {
  const { t } = useTranslation();
  const byProduct = Map.groupBy(contradictions, (contradiction) => contradiction.product);
  const shown = onePerProduct ? [...byProduct.values()].flatMap((group) => group.slice(0, 1)) : contradictions;
  return (
    <div className={classes.list}>
      <div className={classes.heads} aria-hidden>
        <span>{t('contradiction.product')}</span>
        <span>{t('witness.evidence')}</span>
        <span>{t('contradiction.difference')}</span>
        <span>{t('contradiction.exposedHead')}</span>
      </div>
      <ol>
        {shown.map((contradiction) => (
          <ContradictionRow
            key={contradiction.id}
            contradiction={contradiction}
            withStatus={withStatus}
            hasMore={onePerProduct && (byProduct.get(contradiction.product)?.length ?? 0) > 1}
          />
        ))}
      </ol>
    </div>
  );
}
