import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { nameOfProduct } from './product-name.ts';
import classes from './ProductNameList.module.css';

/** So many stand in a list; of more it is told how many they are. */
const MOST_LISTED = 200;

/** Products by their numbers, with what they are called beside. */
export function ProductNameList({
  products,
  names,
}: {
  products: readonly string[];
  names: Readonly<Record<string, string>>;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const left = products.length - MOST_LISTED;
  return (
    <section className={classes.box} tabIndex={0} aria-label={t('exception.products')}>
      <ul className={classes.list}>
        {products.slice(0, MOST_LISTED).map((product) => (
          <li key={product}>
            <span className={classes.id}>{product}</span>{' '}
            {nameOfProduct(product, names) ?? <span className={classes.unknown}>{t('exception.nameUnknown')}</span>}
          </li>
        ))}
        {left > 0 && <li>{t('exception.moreProducts', { count: left, number: numberText(left, language) })}</li>}
      </ul>
    </section>
  );
}
