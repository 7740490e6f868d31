import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconPlus, IconRulerMeasure, IconSparkles } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PlanEntry } from '../../../../src/collect/plan/plan-report.contract.ts';
import { plan } from '../../api/queries.ts';
import { FilterBar, SearchField, SelectField } from '../../ui/Filters.tsx';
import { numberText, percentText } from '../../ui/format.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { ModeTag } from './looks.tsx';
import { chosen, groups, type Group } from './plan-list.ts';
import { placeOf } from './place.ts';
import classes from './PlanList.module.css';
import { PlanRules } from './PlanRules.tsx';
import { useMayChange } from './usePlan.ts';

function Counts({ entry }: { entry: PlanEntry }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const share = entry.events === 0 ? 0 : (100 * entry.violating) / entry.events;
  return (
    <>
      <span className={classes.number}>
        <span className={classes.label}>{t('plan.head.events')} </span>
        {numberText(entry.events, language)}
      </span>
      <span className={classes.number} data-tone={entry.violating > 0 ? 'warn' : undefined}>
        <span className={classes.label}>{t('plan.head.violating')} </span>
        {entry.violating === 0 ? '0' : `${numberText(entry.violating, language)} (${percentText(share, language)})`}
      </span>
    </>
  );
}

function EntryRow({ entry, mayChange }: { entry: PlanEntry; mayChange: boolean }): ReactElement {
  const { t } = useTranslation();
  const { type, name, mode, live, lastSeenAt, drafts } = entry;
  return (
    <Row className={classes.row}>
      <div className={classes.name}>
        <RowLink to={placeOf(type, name)}>
          {name === '*' ? t(`plan.any.${type === 'screen' ? 'screen' : 'page'}`) : name}
        </RowLink>
        <span className={classes.sub}>
          {type}
          {entry.owner !== null && ` · ${entry.owner}`}
          {drafts > 0 && ` · ${t('plan.hasDraft')}`}
        </span>
      </div>
      <span className={classes.plan}>
        {mode === null || live === null ? (
          <>
            <Tag>{t('plan.unplanned')}</Tag>
            {mayChange && entry.events > 0 && (
              <Link className={classes.learn} to={placeOf(type, name, { lar: '1' })}>
                <IconSparkles aria-hidden size={14} stroke={1.9} /> {t('plan.learn')}
                <span className="sr-only"> {name}</span>
              </Link>
            )}
          </>
        ) : (
          <>
            <ModeTag mode={mode} /> <span className={classes.version}>{t('plan.version', { version: live })}</span>
          </>
        )}
      </span>
      <Counts entry={entry} />
      <span className={classes.seen}>{lastSeenAt === null ? t('plan.never') : <When at={lastSeenAt} />}</span>
    </Row>
  );
}

function Filters({ filters }: { filters: ReturnType<typeof useFilter<'q' | 'visa'>> }): ReactElement {
  const { t } = useTranslation();
  const { filter, type, choose } = filters;
  return (
    <FilterBar>
      <SearchField label={t('plan.search')} value={filter.q} change={(value) => type('q', value)} />
      <SelectField
        label={t('plan.show')}
        value={filter.visa}
        change={(value) => choose('visa', value)}
        choices={[
          { value: '', label: t('plan.group.all') },
          ...groups.map((value) => ({ value: value as string, label: t(`plan.group.${value}`) })),
        ]}
      />
    </FilterBar>
  );
}

/** A name that has not come yet is planned by writing it where names are searched for. */
function PlanNew({ name }: { name: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <Link className={classes.learn} to={placeOf('track', name)}>
      <IconPlus aria-hidden size={14} stroke={1.9} /> {t('plan.planNew', { name })}
    </Link>
  );
}

/** Every name that is planned or came, with what came of it in a week. */
export function PlanList(): ReactElement {
  const { t } = useTranslation();
  const filters = useFilter(['q', 'visa']);
  const mayChange = useMayChange();
  const { data, error, refetch } = useQuery(plan);
  if (data === undefined) return error === null ? <Loading rows={10} /> : <ErrorState error={error} retry={refetch} />;
  const group = groups.find((each): each is Group => each === filters.filter.visa);
  const wanted = filters.filter.q.trim();
  const rows = chosen(data.entries, filters.filter.q, group);
  return (
    <>
      <p className={classes.lead}>{t('plan.lead')}</p>
      <Filters filters={filters} />
      {mayChange && wanted !== '' && !data.entries.some((entry) => entry.name === wanted) && <PlanNew name={wanted} />}
      {data.entries.length === 0 ? (
        <EmptyState icon={IconRulerMeasure} title={t('plan.empty')}>
          {t('plan.emptyWhat')}
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState
          icon={IconFilterOff}
          title={t('plan.none')}
          action={
            <Button variant="default" size="xs" onClick={filters.clear}>
              {t('app.clear')}
            </Button>
          }
        >
          {t('plan.noneWhat')}
        </EmptyState>
      ) : (
        <Section title={t('plan.names', { count: rows.length })} flush>
          <div className={classes.list}>
            <div className={classes.heads} aria-hidden>
              <span>{t('plan.head.name')}</span>
              <span>{t('plan.head.plan')}</span>
              <span className={classes.number}>{t('plan.head.events')}</span>
              <span className={classes.number}>{t('plan.head.violating')}</span>
              <span className={classes.seen}>{t('plan.head.seen')}</span>
            </div>
            <ol>
              {rows.map((entry) => (
                <EntryRow key={`${entry.type} ${entry.name}`} entry={entry} mayChange={mayChange} />
              ))}
            </ol>
          </div>
        </Section>
      )}
      <PlanRules settings={data.settings} />
    </>
  );
}
