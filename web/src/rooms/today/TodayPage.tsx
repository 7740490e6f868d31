import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconHeartHandshake } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Today } from '../../../../src/promise/today.contract.ts';
import { today } from '../../api/queries.ts';
import { Command } from '../../ui/Command.tsx';
import { dateText, isoWeek, numberText } from '../../ui/format.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { ContradictionList } from '../board/ContradictionList.tsx';
import { ChannelsNow } from './ChannelsNow.tsx';
import { PromiseList } from './PromiseList.tsx';
import { Tiles } from './Tiles.tsx';
import classes from './TodayPage.module.css';

const importCommand = 'npm run -s samspel -- import sightings FIL';

function Contradictions({ contradictions }: { contradictions: Today['contradictions'] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const all =
    contradictions.open > 0 ? (
      <Link className={classes.all} to="/samstammighet/motsagelser?status=open">
        {t('today.allOpen', { count: contradictions.open, number: numberText(contradictions.open, language) })}
      </Link>
    ) : null;
  return (
    <Section title={t('today.worst')} aside={all} flush>
      {contradictions.worst.length > 0 ? (
        <ContradictionList contradictions={contradictions.worst} onePerProduct />
      ) : (
        <EmptyState icon={IconCircleCheck} title={t('today.calm')} action={<Command>{importCommand}</Command>}>
          {t('today.calmWhat')}
        </EmptyState>
      )}
    </Section>
  );
}

function Promises({ promises }: { promises: Today['promises'] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const all =
    promises.open > 0 ? (
      <Link className={classes.all} to="/loften?state=open">
        {t('today.allOpen', { count: promises.open, number: numberText(promises.open, language) })}
      </Link>
    ) : null;
  return (
    <Section title={t('today.promises')} id="loften" aside={all} flush>
      {promises.next.length > 0 ? (
        <PromiseList promises={promises.next} />
      ) : (
        <EmptyState icon={IconHeartHandshake} title={t('today.noPromises')}>
          {t('today.noPromisesWhat')}
        </EmptyState>
      )}
    </Section>
  );
}

/** Idag: what is open, most harmful first. */
export default function TodayPage(): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data, error, refetch } = useQuery(today);
  const [opened] = useState(Date.now);
  const now = data === undefined ? opened : Date.parse(data.now);
  const lead = `${dateText(now, 'day', locale)}, ${t('when.weekLong', { week: isoWeek(now, locale.timeZone) })}`;
  return (
    <Page title={t('page.today')} lead={lead}>
      {data === undefined ? (
        error === null ? (
          <Loading rows={8} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : (
        <>
          <Tiles today={data} />
          <div className={classes.columns}>
            <Contradictions contradictions={data.contradictions} />
            <div className={classes.side}>
              <Promises promises={data.promises} />
              <Section title={t('today.channels')} id="kanaler" flush>
                <ChannelsNow channels={data.channels} />
              </Section>
            </div>
          </div>
        </>
      )}
    </Page>
  );
}
