import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { offer, productSearch } from '../../api/queries.ts';
import { ActionIcon, Button, TextInput, useDebouncedValue } from '../../ui/mantine.ts';
import { nameOfProduct } from '../board/product-name.ts';
import classes from './offer.module.css';

const TYPING_PAUSE_MS = 250;
const SHORTEST_SEARCH = 2;

/** The products of an offer: found by name or number, or written as they are numbered where no channel has shown them. */
export function ProductPicker({
  products,
  change,
  error,
}: {
  products: readonly string[];
  change: (products: readonly string[]) => void;
  error: string | null;
}): ReactElement {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  // What the form is filled in from was not picked here: its products are called as that offer calls them.
  const from = useSearchParams()[0].get('fran');
  const source = useQuery({ ...offer(from ?? ''), enabled: from !== null }).data;
  const named = (product: string): string => {
    const name = names.get(product) ?? nameOfProduct(product, source?.productNames ?? {});
    return name === undefined ? product : `${name} · ${product}`;
  };
  const wanted = words.trim();
  const [asked] = useDebouncedValue(wanted, TYPING_PAUSE_MS);
  const { data } = useQuery({ ...productSearch(asked), enabled: asked.length >= SHORTEST_SEARCH });
  const found = wanted.length < SHORTEST_SEARCH ? [] : (data?.rows ?? []);
  const open = found.filter(({ product }) => !products.includes(product));
  const isKnown = wanted === '' || [...products, ...found.map(({ product }) => product)].includes(wanted);
  const add = (product: string, name: string | null): void => {
    if (name !== null) setNames((before) => new Map(before).set(product, name));
    change([...products, product]);
    setWords('');
  };
  return (
    <div className={classes.picker}>
      <TextInput
        name="products"
        label={t('offer.products')}
        description={t('offer.productsWhat')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        value={words}
        error={error}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || wanted === '') return;
          event.preventDefault();
          const [first] = open;
          if (asked === wanted && first !== undefined) add(first.product, first.productName);
          else if (!isKnown) add(wanted, null);
        }}
      />
      {(open.length > 0 || !isKnown) && (
        <ul className={classes.found} aria-label={t('offer.found')}>
          {open.map(({ product, productName }) => (
            <li key={product}>
              <Button size="compact-sm" variant="subtle" onClick={() => add(product, productName)}>
                {productName === null ? product : `${productName} · ${product}`}
              </Button>
            </li>
          ))}
          {!isKnown && (
            <li>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => add(wanted, null)}>
                {t('offer.addAsWritten', { product: wanted })}
              </Button>
            </li>
          )}
        </ul>
      )}
      {products.length > 0 && (
        <ul className={classes.chosen} aria-label={t('offer.chosen')}>
          {products.map((product) => (
            <li key={product}>
              <span>{named(product)}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={t('offer.removeProduct', { product })}
                onClick={() => change(products.filter((each) => each !== product))}
              >
                <IconX aria-hidden size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
