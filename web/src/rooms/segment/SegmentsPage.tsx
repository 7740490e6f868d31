import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconPlus, IconUsersGroup } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SegmentView } from '../../../../src/understand/segment.contract.ts';
import { segments } from '../../api/queries.ts';
import { FilterBar, SearchField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { When } from '../../ui/When.tsx';
import { CustomerTabs } from '../customer/CustomerTabs.tsx';
import { useMayWrite } from '../message/useMessage.ts';
import { makerOf } from '../promise/maker.ts';
import classes from './segment.module.css';
import { useRuleWords } from './useRuleWords.ts';

function SegmentRow({ segment, words }: { segment: SegmentView; words: string }): ReactElement {
  return (
    <Row className={classes.row}>
      <RowLink to={`/kunder/malgrupper/${segment.id}`}>{segment.name}</RowLink>
      <span className={classes.rule}>{words}</span>
      <span className={classes.sub}>
        <When at={segment.changedAt} /> · {makerOf(segment.changedBy).name}
      </span>
    </Row>
  );
}

function NewSegment(): ReactElement {
  const { t } = useTranslation();
  return (
    <Button component={Link} to="/kunder/malgrupper/ny" leftSection={<IconPlus aria-hidden size={16} />}>
      {t('segment.new')}
    </Button>
  );
}

/** The segments: what each is called, its rule in words, and who changed it when. */
export default function SegmentsPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, isSet, type, clear } = useFilter(['q']);
  const { data, error, refetch } = useQuery(segments);
  const mayWrite = useMayWrite();
  const wordsOf = useRuleWords();
  const sought = filter.q.trim().toLowerCase();
  const shown = (data?.segments ?? []).filter(({ name }) => name.toLowerCase().includes(sought));
  const isEmpty = data !== undefined && data.segments.length === 0;
  const clearIt = (
    <Button variant="default" size="xs" onClick={clear}>
      {t('app.clear')}
    </Button>
  );
  return (
    <Page title={t('page.segments')} lead={t('segment.lead')} actions={mayWrite && !isEmpty && <NewSegment />}>
      <CustomerTabs />
      {!isEmpty && (
        <FilterBar>
          <SearchField label={t('segment.search')} value={filter.q} change={(value) => type('q', value)} />
        </FilterBar>
      )}
      {data === undefined && (error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />)}
      {isEmpty && (
        <EmptyState icon={IconUsersGroup} title={t('segment.empty')} action={mayWrite && <NewSegment />}>
          {t('segment.emptyWhat')}
        </EmptyState>
      )}
      {data !== undefined && !isEmpty && shown.length === 0 && (
        <EmptyState icon={IconFilterOff} title={t('segment.none')} action={isSet && clearIt}>
          {t('segment.noneWhat')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <Section title={t('segment.total', { count: shown.length })} flush>
          <div className={classes.list}>
            <ol>
              {shown.map((segment) => (
                <SegmentRow key={segment.id} segment={segment} words={wordsOf(segment.rule)} />
              ))}
            </ol>
          </div>
        </Section>
      )}
    </Page>
  );
}
