import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { PlanDetail } from '../../../../src/collect/plan/plan-report.contract.ts';
import { planName } from '../../api/queries.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { numberText, percentText } from '../../ui/format.ts';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { DraftEditor } from './DraftEditor.tsx';
import { LiveVersion } from './LiveVersion.tsx';
import { ModeTag } from './looks.tsx';
import classes from './PlanNamePage.module.css';
import { useMayChange } from './usePlan.ts';
import { Versions } from './Versions.tsx';
import { Violations } from './Violations.tsx';

function Head({ detail }: { detail: PlanDetail }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { type, name, events, violating, days } = detail;
  const live = detail.versions.find((each) => each.status === 'live');
  const share = events === 0 ? 0 : (100 * violating) / events;
  return (
    <header className={classes.head}>
      <BackLink to="/inflode/plan">{t('plan.back')}</BackLink>
      <h2 className={classes.title}>
        {name === '*' ? t(`plan.any.${type === 'screen' ? 'screen' : 'page'}`) : name} <Tag>{type}</Tag>{' '}
        {live === undefined ? <Tag>{t('plan.unplanned')}</Tag> : <ModeTag mode={live.mode} />}
      </h2>
      {live?.description != null && (
        <p className={classes.what} lang={live.origin === 'shipped' ? 'en' : undefined}>
          {live.description}
        </p>
      )}
      <p className={classes.counts}>
        {t('plan.counts', {
          days,
          events: numberText(events, language),
          violating: numberText(violating, language),
          share: percentText(share, language),
        })}
        {live?.owner != null && ` ${t('plan.ownedBy', { owner: live.owner })}`}
      </p>
    </header>
  );
}

/** One name of the plan: what holds now, what is drafted, what was violated, and the versions there have been. */
export function PlanNamePage(): ReactElement {
  const [params] = useSearchParams();
  const [type, name] = [params.get('type') ?? 'track', params.get('name') ?? ''];
  const mayChange = useMayChange();
  const { data, error, refetch } = useQuery(planName(type, name));
  if (data === undefined) return error === null ? <Loading rows={8} /> : <ErrorState error={error} retry={refetch} />;
  const live = data.versions.find((each) => each.status === 'live');
  const draft = data.versions.find((each) => each.status === 'draft');
  return (
    <div className={classes.page}>
      <Head detail={data} />
      {live !== undefined && (
        <>
          <LiveVersion live={live} mayChange={mayChange} />
          <Violations detail={data} />
        </>
      )}
      {mayChange && (
        <DraftEditor
          key={`${type} ${name}`}
          about={{ type, name }}
          live={live}
          draft={draft}
          learnsAtOnce={params.get('lar') === '1'}
        />
      )}
      {live === undefined && data.groups.length > 0 && <Violations detail={data} />}
      <Versions detail={data} mayChange={mayChange} />
    </div>
  );
}
