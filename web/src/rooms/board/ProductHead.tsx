import { IconTag } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '../../../../src/speak/contradiction.contract.ts';
import { Tag } from '../../ui/Tag.tsx';
import { useTermsText } from '../../ui/TermsText.tsx';
import classes from './ProductHead.module.css';

/** The product of a row: its name and number, and the offer that is stated for it. */
export function ProductHead({ row }: { row: BoardRow }): ReactElement {
  const { t } = useTranslation();
  const termsText = useTermsText();
  const [offer] = row.offers;
  return (
    <span className={classes.head}>
      <span className={classes.name} title={row.productName ?? row.product}>
        {row.productName ?? row.product}
      </span>
      {row.productName !== null && <span className={classes.id}>{row.product}</span>}
      {offer !== undefined && (
        <span title={offer.name}>
          <Tag tone="accent" icon={IconTag}>
            {row.offers.length === 1 ? termsText(offer.terms) : t('board.offers', { count: row.offers.length })}
          </Tag>
        </span>
      )}
    </span>
  );
}
