import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { BoardRow } from '../../../../src/speak/contradiction.contract.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { moneyText } from '../../ui/format.ts';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './BoardCell.module.css';
import { isReduced, priceSpan, sourceName } from './cell.ts';
import { witnessPath } from './ContradictionList.tsx';
import { cellLook } from './looks.ts';

type Cell = BoardRow['cells'][number];

function Price({ cell }: { cell: Cell }): ReactElement | null {
  const language = useLanguage();
  const { t } = useTranslation();
  const span = priceSpan(cell);
  if (span === undefined) return null;
  const low = moneyText(span.low, language);
  const high = moneyText(span.high, language);
  return (
    <span className={classes.price}>
      <span>{low === high ? low : `${low} – ${high}`}</span>
      {isReduced(cell) && <Tag tone="accent">{t('witness.price.sale')}</Tag>}
    </span>
  );
}

/** Since when, from how many places, and from which row of which source. */
function Evidence({ cell }: { cell: Cell }): ReactElement | null {
  const { t } = useTranslation();
  const newest = cell.statements.find((statement) => statement.offerId === null) ?? cell.statements[0];
  if (newest === undefined) return null;
  const row = newest.sourceRow === null ? '' : t('board.row', { row: newest.sourceRow });
  return (
    <span className={classes.evidence}>
      <span>
        {cell.since !== null && <When at={cell.since} form="day" />}
        {cell.places > 1 && ` · ${t('board.places', { count: cell.places })}`}
      </span>
      <span className={classes.source} title={`${newest.source} ${row}`}>
        <span className={classes.file}>{sourceName(newest.source)}</span>
        <span className={classes.rowNumber}>{row}</span>
      </span>
    </span>
  );
}

/** What one channel says of one product: price, state in word and icon, evidence; a contradiction opens its witness. */
export function CellContent({ cell, product }: { cell: Cell; product: string }): ReactElement {
  const { t } = useTranslation();
  const location = useLocation();
  const channel = useChannelName()(cell.channel);
  const { icon, tone } = cellLook[cell.state];
  const [id] = cell.contradictionIds;
  if (cell.state === 'nothing')
    return (
      <span className={classes.nothing}>
        <span aria-hidden>–</span>
        <span className="sr-only">{t('board.cell.nothing')}</span>
      </span>
    );
  const content = (
    <>
      <Price cell={cell} />
      {cell.state !== 'agrees' && (
        <Tag tone={tone} icon={icon} plain={cell.state !== 'silent'}>
          {t(`board.cell.${cell.state}`)}
          {cell.contradictionIds.length > 1 && ` (${cell.contradictionIds.length})`}
        </Tag>
      )}
      {cell.state === 'agrees' && <span className="sr-only">{t('board.cell.agrees')}</span>}
      {cell.state === 'silent' ? (
        <span className={classes.unseen}>{t('board.silentWhat')}</span>
      ) : (
        <Evidence cell={cell} />
      )}
    </>
  );
  if (id === undefined) return <span className={classes.content}>{content}</span>;
  return (
    <Link className={classes.content} data-row to={witnessPath(id)} state={{ over: location }}>
      <span className="sr-only">{t('board.opens', { product, channel })}</span>
      {content}
    </Link>
  );
}
