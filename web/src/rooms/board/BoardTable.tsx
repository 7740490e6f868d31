import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '../../../../src/speak/contradiction.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { CellContent } from './BoardCell.tsx';
import classes from './BoardTable.module.css';
import { quietChannels } from './cell.ts';
import { ProductHead } from './ProductHead.tsx';

/** Products by channels. The head and the product stay in sight however far one scrolls. */
export function BoardTable({
  rows,
  channels,
}: {
  rows: readonly BoardRow[];
  channels: readonly string[];
}): ReactElement {
  const { t } = useTranslation();
  const quiet = quietChannels(rows, channels);
  return (
    // The table scrolls inside its own frame, so the frame must be reachable by keyboard.
    <section className={classes.frame} aria-label={t('board.caption')} tabIndex={0}>
      <table className={classes.table}>
        <caption className="sr-only">{t('board.caption')}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {t('board.product')}
            </th>
            {channels.map((channel) => (
              <th key={channel} scope="col" data-quiet={quiet.has(channel) || undefined}>
                <ChannelBadge channel={channel} plain />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.product}>
              <th scope="row">
                <ProductHead row={row} />
              </th>
              {channels.map((channel) => {
                const cell = row.cells.find((each) => each.channel === channel);
                return (
                  <td key={channel} data-state={cell?.state ?? 'nothing'}>
                    {cell !== undefined && <CellContent cell={cell} product={row.productName ?? row.product} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
