import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PromiseView } from '../../../../src/promise/promise.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { TermsText } from '../../ui/TermsText.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './PromiseList.module.css';

/** As many as leave the channels below in sight on a common screen. */
const SHOWN_AT_FIRST = 6;

/** Open promises, the first to run out first. The list names no customer: the row opens the one it is about. */
export function PromiseList({ promises }: { promises: readonly PromiseView[] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? promises : promises.slice(0, SHOWN_AT_FIRST);
  const all = { count: promises.length, number: numberText(promises.length, language) };
  return (
    <>
      <ol>
        {shown.map((promise) => (
          <li key={promise.id} className={classes.row}>
            <Link className={classes.link} data-row to={`/kunder/${promise.customerId}`}>
              {promise.description}
            </Link>
            <span className={classes.terms}>
              <TermsText terms={promise.terms} />
            </span>
            <span className={classes.made}>
              <ChannelBadge channel={promise.channel} plain />
            </span>
            <span className={classes.until}>
              {promise.validTo === null ? t('when.noEnd') : <When at={promise.validTo} />}
            </span>
          </li>
        ))}
      </ol>
      {shown.length < promises.length && (
        <p className={classes.rest}>
          <Button variant="subtle" size="xs" onClick={() => setWhole(true)}>
            {t('today.allOpen', all)}
          </Button>
        </p>
      )}
    </>
  );
}
