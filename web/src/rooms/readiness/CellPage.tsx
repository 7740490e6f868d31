import { useQuery } from '@tanstack/react-query';
import { IconUserQuestion } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { readinessCell, readinessVerdict } from '../../api/queries.ts';
import { Segments } from '../../ui/Filters.tsx';
import { numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { pathOf } from './looks.ts';
import classes from './Readiness.module.css';
import { useVerdictText } from './useVerdictText.ts';
import { BackLink } from './VerdictPage.tsx';

const anyQuestion = { strata: { by: 'none' } } as const;

/** Who is behind a number of the coverage: each opens the customer. */
export function CellPage({ id }: { id: string }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { filter, choose } = useFilter(['channel', 'stratum', 'none', 'known']);
  const { channel, stratum, none, known } = filter;
  const asked = useQuery(readinessVerdict(id));
  const text = useVerdictText(asked.data?.verdict.question ?? anyQuestion);
  const hasStratum = stratum !== '' || none !== '';
  const { data, error, refetch } = useQuery(readinessCell(id, { channel, known }, hasStratum ? stratum : undefined));
  const where = {
    total: numberText(data?.total ?? 0, language),
    channel: channel === '' ? t('readiness.anyChannel') : text.channel(channel),
    stratum: hasStratum ? text.stratum(stratum) : t('readiness.anyStratum'),
  };
  return (
    <>
      <div className={classes.bar}>
        <BackLink to={pathOf(id)}>{t('readiness.back')}</BackLink>
        <Segments
          label={t('readiness.which')}
          value={known}
          change={(value) => choose('known', value)}
          choices={[
            { value: '', label: t('readiness.whichAll') },
            { value: 'true', label: t('readiness.whichKnown') },
            { value: 'false', label: t('readiness.whichUnknown') },
          ]}
        />
      </div>
      {data === undefined ? (
        error === null ? (
          <Loading rows={8} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : data.customers.length === 0 ? (
        <EmptyState icon={IconUserQuestion} title={t('readiness.behindEmpty')}>
          {t('readiness.behindEmptyWhat')}
        </EmptyState>
      ) : (
        <Section title={t('readiness.behind')} flush>
          <p className={classes.note}>{t('readiness.behindWhat', where)}</p>
          <ol>
            {data.customers.map((each) => (
              <Row key={each.id} className={classes.question}>
                <RowLink to={`/kunder/${each.id}`}>{each.name ?? t('readiness.anyone')}</RowLink>
                <span className={classes.sub}>
                  {t('readiness.eventsCount', { count: each.events, number: numberText(each.events, language) })} ·{' '}
                  <When at={each.lastAt} />
                </span>
              </Row>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
