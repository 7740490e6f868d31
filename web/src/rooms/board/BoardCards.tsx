import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '../../../../src/speak/contradiction.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { CellContent } from './BoardCell.tsx';
import classes from './BoardCards.module.css';
import { ProductHead } from './ProductHead.tsx';

/** The board on a phone: one card per product, one line per channel that says something or should. */
export function BoardCards({ rows }: { rows: readonly BoardRow[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <ul className={classes.cards} aria-label={t('board.caption')}>
      {rows.map((row) => (
        <li key={row.product} className={classes.card}>
          <h2 className={classes.head}>
            <ProductHead row={row} />
          </h2>
          <ul>
            {row.cells
              .filter((cell) => cell.state !== 'nothing')
              .map((cell) => (
                <li key={cell.channel} className={classes.line} data-state={cell.state}>
                  <span className={classes.channel}>
                    <ChannelBadge channel={cell.channel} plain />
                  </span>
                  <CellContent cell={cell} product={row.productName ?? row.product} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
