import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanVersionView } from '../../../../src/collect/plan/plan.contract.ts';
import type { PlanDetail } from '../../../../src/collect/plan/plan-report.contract.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { When } from '../../ui/When.tsx';
import { makerOf } from '../promise/maker.ts';
import { StatusTag } from './looks.tsx';
import classes from './plan.module.css';
import { usePlanChanges } from './usePlan.ts';

function Act({ version }: { version: PlanVersionView }): ReactElement | null {
  const { t } = useTranslation();
  const { publish, retire } = usePlanChanges(version);
  if (version.status === 'draft') return null;
  const act = version.status === 'live' ? retire : publish;
  return (
    <>
      <Button size="xs" variant="default" loading={act.isPending} onClick={() => act.mutate(version.id)}>
        {t(version.status === 'live' ? 'plan.retire' : 'plan.publishAgain')}
        <span className="sr-only"> {t('plan.version', { version: version.version })}</span>
      </Button>
      {act.error !== null && <ProblemNote error={act.error} />}
    </>
  );
}

/** The versions there have been. A retired one still holds for events that say they are of it. */
export function Versions({ detail, mayChange }: { detail: PlanDetail; mayChange: boolean }): ReactElement | null {
  const { t } = useTranslation();
  if (detail.versions.length === 0) return null;
  return (
    <Section title={t('plan.versions')}>
      <div className={classes.stack}>
        <p className={classes.muted}>{t('plan.versionsWhat')}</p>
        <ScrollTable
          title={t('plan.versions')}
          heads={[
            { label: t('plan.versionHead') },
            { label: t('plan.statusHead') },
            { label: t('plan.originHead') },
            { label: t('plan.changed') },
            ...(mayChange ? [{ label: t('plan.act') }] : []),
          ]}
        >
          {detail.versions.map((version) => (
            <tr key={version.id}>
              <th scope="row">{version.version}</th>
              <td>
                <StatusTag status={version.status} />
              </td>
              <td>{t(`plan.origin.${version.origin}`)}</td>
              <td>
                <When at={version.changedAt} /> · {makerOf(version.changedBy).name}
              </td>
              {mayChange && (
                <td>
                  <Act version={version} />
                </td>
              )}
            </tr>
          ))}
        </ScrollTable>
      </div>
    </Section>
  );
}
