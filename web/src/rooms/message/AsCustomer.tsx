import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerSearch } from '../../api/queries.ts';
import { SearchField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import classes from './message.module.css';

export type Seen = { readonly id: string; readonly name: string };
const MOST_SHOWN = 6;

/** Chooses a real customer to see the forms as; nobody in particular until then. */
export function AsCustomer({ seen, choose }: { seen: Seen | null; choose: (seen: Seen | null) => void }): ReactElement {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const { data } = useQuery({ ...customerSearch(words), enabled: words !== '' });
  if (seen !== null)
    return (
      <p className={classes.bar}>
        {t('message.seenBy', { name: seen.name })}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconX aria-hidden size={14} />}
          onClick={() => choose(null)}
        >
          {t('message.seenByNobody')}
        </Button>
      </p>
    );
  return (
    <div className={classes.picker}>
      <SearchField label={t('message.asCustomer')} value={words} change={setWords} />
      {words !== '' && (
        <ul className={classes.found}>
          {(data?.customers ?? []).slice(0, MOST_SHOWN).map(({ id, name, identifiers }) => {
            const called = name ?? identifiers[0]?.value ?? id;
            return (
              <li key={id}>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => {
                    choose({ id, name: called });
                    setWords('');
                  }}
                >
                  {called}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
