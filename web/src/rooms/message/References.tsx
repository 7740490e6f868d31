import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reference } from '../../../../src/speak/message/message.contract.ts';
import { offers, productSearch } from '../../api/queries.ts';
import { SearchField } from '../../ui/Filters.tsx';
import { ActionIcon, Button } from '../../ui/mantine.ts';
import { Money } from '../../ui/Money.tsx';
import { Section } from '../../ui/Page.tsx';
import { TermsText } from '../../ui/TermsText.tsx';
import { referenceName } from './draft.ts';
import classes from './message.module.css';
import type { Writing } from './useMessage.ts';

const MOST_SHOWN = 6;

function Picker({ add }: { add: (word: string, reference: Reference) => void }): ReactElement {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const live = useQuery(offers);
  const products = useQuery({ ...productSearch(words), enabled: words !== '' });
  const wanted = words.trim().toLowerCase();
  const found = (live.data?.offers ?? []).filter(
    ({ name, state, products: of }) =>
      state !== 'ended' && wanted !== '' && `${name} ${of.join(' ')}`.toLowerCase().includes(wanted),
  );
  return (
    <div className={classes.picker}>
      <SearchField label={t('message.findReference')} value={words} change={setWords} />
      {wanted !== '' && (
        <ul className={classes.found}>
          {found.slice(0, MOST_SHOWN).map((offer) => (
            <li key={offer.id}>
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  const [product] = offer.products;
                  const isOne = offer.products.length === 1 || product === undefined;
                  add(product ?? offer.name, isOne ? { offer: offer.id } : { offer: offer.id, product });
                  setWords('');
                }}
              >
                {t('message.offer', { name: offer.name })}
              </Button>{' '}
              <TermsText terms={offer.terms} />
            </li>
          ))}
          {(products.data?.rows ?? []).map(({ product, productName }) => (
            <li key={product}>
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => {
                  add(product, { product });
                  setWords('');
                }}
              >
                {t('message.product', { name: productName ?? product })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The names that the texts may use for offers and products, and what each of them comes to. */
export function References({ writing, mayWrite }: { writing: Writing; mayWrite: boolean }): ReactElement {
  const { t } = useTranslation();
  const { draft, saved, write } = writing;
  const { references } = draft;
  const names = Object.keys(references);
  return (
    <Section title={t('message.references')}>
      <div className={classes.stack}>
        <p className={classes.muted}>{t('message.referencesWhat')}</p>
        <ul className={classes.references}>
          {names.map((name) => {
            const fact = saved.facts.find((each) => each.name === name);
            return (
              <li key={name}>
                <code>{`{{ price.${name} }}`}</code>
                <span>{fact?.offer?.name ?? fact?.productName ?? t('message.notSaved')}</span>
                {fact?.price != null && <Money {...fact.price} />}
                {fact?.prior != null && (
                  <span className={classes.sub}>
                    {t('message.prior')} <Money {...fact.prior} />
                  </span>
                )}
                {mayWrite && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('message.removeReference', { name })}
                    onClick={() =>
                      write({
                        references: Object.fromEntries(Object.entries(references).filter(([key]) => key !== name)),
                      })
                    }
                  >
                    <IconX aria-hidden size={15} />
                  </ActionIcon>
                )}
              </li>
            );
          })}
        </ul>
        {mayWrite && (
          <Picker
            add={(word, reference) => write({ references: { ...references, [referenceName(word, names)]: reference } })}
          />
        )}
      </div>
    </Section>
  );
}
