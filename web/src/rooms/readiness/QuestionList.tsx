import { useQueries, useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconPlus, IconZoomQuestion } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NamedQuestion } from '../../../../src/understand/question.contract.ts';
import type { Verdict } from '../../../../src/understand/verdict.contract.ts';
import { readinessQuestions, readinessVerdict } from '../../api/queries.ts';
import { SelectField } from '../../ui/Filters.tsx';
import { numberText, percentText } from '../../ui/format.ts';
import { Button, Skeleton } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { GradeTag } from './GradeTag.tsx';
import { grades, pathOf, readinessPath } from './looks.ts';
import classes from './Readiness.module.css';
import { useVerdictText } from './useVerdictText.ts';

/** How much there is, in one line: of whom it is known whose it is, where that matters. */
export function Totals({ verdict: { totals, needsIdentity } }: { verdict: Verdict }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const events = numberText(totals.events, language);
  if (!needsIdentity || totals.events === 0) return <>{t('readiness.totalsPlain', { events })}</>;
  const share = percentText((100 * totals.identified) / totals.events, language);
  return <>{t('readiness.totals', { events, share, customers: numberText(totals.customers, language) })}</>;
}

function Why({ verdict }: { verdict: Verdict }): ReactElement {
  const text = useVerdictText(verdict.question);
  const [worst] = verdict.criteria;
  return (
    <span className={classes.sub}>
      {worst === undefined || worst.grade === 'good' ? <Totals verdict={verdict} /> : text.criterion(worst)}
    </span>
  );
}

type Judged = { readonly named: NamedQuestion; readonly verdict: Verdict | undefined; readonly hasFailed: boolean };

function QuestionRow({ named, verdict, hasFailed }: Judged): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Row className={classes.question}>
      <div className={classes.what}>
        <span>
          <RowLink to={pathOf(named.id)}>{named.question.title[language]}</RowLink>{' '}
          {!named.shipped && <Tag>{t('readiness.own')}</Tag>}
        </span>
        {verdict === undefined ? (
          <span className={classes.sub}>{t(hasFailed ? 'readiness.failed' : 'readiness.judging')}</span>
        ) : (
          <Why verdict={verdict} />
        )}
      </div>
      {verdict === undefined ? <Skeleton height={20} width={110} /> : <GradeTag grade={verdict.verdict} />}
    </Row>
  );
}

export function QuestionList(): ReactElement {
  const { t } = useTranslation();
  const { filter, choose, clear } = useFilter(['grade']);
  const { data, error, refetch } = useQuery(readinessQuestions);
  const verdicts = useQueries({ queries: (data?.questions ?? []).map(({ id }) => readinessVerdict(id)) });
  if (data === undefined) return error === null ? <Loading rows={8} /> : <ErrorState error={error} retry={refetch} />;
  const judged = data.questions.map((named, index): Judged => {
    const answer = verdicts[index];
    return { named, verdict: answer?.data?.verdict, hasFailed: answer?.isError ?? false };
  });
  const shown = judged.filter(({ verdict }) => filter.grade === '' || verdict?.verdict === filter.grade);
  return (
    <>
      <div className={classes.head}>
        <p className={classes.intro}>{t('readiness.intro')}</p>
        <SelectField
          label={t('readiness.filter')}
          value={filter.grade}
          change={(value) => choose('grade', value)}
          choices={[
            { value: '', label: t('readiness.any') },
            ...grades.map((value) => ({ value: value as string, label: t(`readiness.grade.${value}`) })),
          ]}
        />
        <Button component={Link} to={`${readinessPath}/ny`} size="sm" leftSection={<IconPlus aria-hidden size={16} />}>
          {t('readiness.ask')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={data.questions.length === 0 ? IconZoomQuestion : IconFilterOff}
          title={t(data.questions.length === 0 ? 'readiness.empty' : 'readiness.noneGrade')}
          action={
            filter.grade === '' ? undefined : (
              <Button variant="default" size="xs" onClick={clear}>
                {t('app.clear')}
              </Button>
            )
          }
        >
          {t(data.questions.length === 0 ? 'readiness.emptyWhat' : 'readiness.noneGradeWhat')}
        </EmptyState>
      ) : (
        <Section title={t('inflow.tab.readiness')} flush>
          <ol>
            {shown.map((each) => (
              <QuestionRow key={each.named.id} {...each} />
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
