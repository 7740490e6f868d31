import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { exception } from '../../api/queries.ts';
import { Fact, FactList } from '../../ui/FactList.tsx';
import { numberText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './Facts.module.css';
import { harmWord, peopleWord } from './looks.ts';

/** The exception that covers it: until when, who declared it, and what customers are told. */
function ExceptedFact({ id }: { id: string }): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery(exception(id));
  if (data === undefined) return null;
  return (
    <Fact label={t('witness.excepted')}>
      <>
        <When at={data.validTo} form="date" /> · {data.declaredBy.name} · {data.shownText}
      </>
    </Fact>
  );
}

/** Since when a contradiction stands, for how long, and whom it harms. */
export function Facts({ found }: { found: Contradiction }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const harmIs = harmWord(found);
  const exposed = { count: found.exposed, number: numberText(found.exposed, language) };
  return (
    <FactList>
      <Fact label={t('witness.opened')}>
        <When at={found.openedAt} form="both" />
      </Fact>
      {found.closedAt !== null && (
        <Fact label={t('witness.closed')}>
          <When at={found.closedAt} form="both" />
        </Fact>
      )}
      {found.exceptedBy !== null && <ExceptedFact id={found.exceptedBy} />}
      {found.acceptance !== null && (
        <Fact label={t('witness.accepted')}>
          <>
            <When at={found.acceptance.until} form="date" /> · {found.acceptance.by.name} · {found.acceptance.because}
          </>
        </Fact>
      )}
      {found.assignee !== null && <Fact label={t('witness.assignee')}>{found.assignee.name}</Fact>}
      {found.snoozedUntil !== null && (
        <Fact label={t('witness.snoozed')}>
          <When at={found.snoozedUntil} form="date" />
        </Fact>
      )}
      <Fact label={t('witness.holds')}>
        <>
          <When at={found.holdsFrom} form="date" /> –{' '}
          {found.holdsTo === null ? t('when.noEnd') : <When at={found.holdsTo} form="date" />}
        </>
      </Fact>
      <Fact label={t('contradiction.exposed')}>{t(peopleWord(found), exposed)}</Fact>
      <Fact label={t('contradiction.harm')}>
        {harmIs === undefined ? (
          t('contradiction.noAmount', { people: t(peopleWord(found), exposed) })
        ) : (
          <>
            <span className="tabular">{numberText(Math.round(found.harm), language)}</span>{' '}
            <span className={classes.what}>{t(harmIs)}</span>
          </>
        )}
      </Fact>
    </FactList>
  );
}
