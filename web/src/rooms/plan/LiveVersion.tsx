import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlanMode, planModes, type PlanVersionView } from '../../../../src/collect/plan/plan.contract.ts';
import { Segments } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { AboutForm } from './AboutForm.tsx';
import { textOf } from './draft.ts';
import classes from './plan.module.css';
import { usePlanChanges } from './usePlan.ts';

export function useModeChoices(): { value: PlanMode; label: string }[] {
  const { t } = useTranslation();
  return planModes.map((value) => ({ value, label: t(`plan.mode.${value}`) }));
}

/** Blocking takes events away from everything else here, so it is confirmed in words. */
function ModeSwitch({ live }: { live: PlanVersionView }): ReactElement {
  const { t } = useTranslation();
  const { switchMode } = usePlanChanges(live);
  const [wanted, setWanted] = useState<PlanMode>();
  const choose = (mode: PlanMode): void => {
    if (mode === live.mode) setWanted(undefined);
    else if (mode === 'block') setWanted(mode);
    else switchMode.mutate({ id: live.id, mode }, { onSuccess: () => setWanted(undefined) });
  };
  return (
    <div className={classes.stack}>
      <Segments label={t('plan.modeLabel')} value={wanted ?? live.mode} change={choose} choices={useModeChoices()} />
      <p className={classes.muted}>{t(`plan.modeWhat.${wanted ?? live.mode}`)}</p>
      {wanted === 'block' && (
        <div className={classes.buttons}>
          <Button
            color="red"
            loading={switchMode.isPending}
            onClick={() => switchMode.mutate({ id: live.id, mode: wanted }, { onSuccess: () => setWanted(undefined) })}
          >
            {t('plan.blockNow')}
          </Button>
          <Button variant="default" onClick={() => setWanted(undefined)}>
            {t('app.cancel')}
          </Button>
        </div>
      )}
      {switchMode.error !== null && <ProblemNote error={switchMode.error} />}
    </div>
  );
}

/** What holds now, and what is done with an event that does not hold. */
export function LiveVersion({ live, mayChange }: { live: PlanVersionView; mayChange: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t('plan.live', { version: live.version })}>
      <div className={classes.stack}>
        {mayChange ? <ModeSwitch live={live} /> : <p>{t(`plan.modeWhat.${live.mode}`)}</p>}
        {mayChange && <AboutForm version={live} />}
        <details className={classes.details}>
          <summary>{t('plan.schema')}</summary>
          <section className={classes.code} tabIndex={0} aria-label={t('plan.liveSchema')}>
            <pre>{textOf(live.schema)}</pre>
          </section>
        </details>
      </div>
    </Section>
  );
}
