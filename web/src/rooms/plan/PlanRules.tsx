import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type UnknownRule, unknownRules } from '../../../../src/collect/plan/plan.contract.ts';
import type { PlanView } from '../../../../src/collect/plan/plan-report.contract.ts';
import { Button, NativeSelect } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './PlanRules.module.css';
import { useMayChange, useSettings } from './usePlan.ts';

type Settings = PlanView['settings'];

function RuleField({
  of,
  rule,
  change,
}: {
  of: keyof Settings;
  rule: UnknownRule;
  change: (rule: UnknownRule) => void;
}) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  return (
    <NativeSelect
      label={t(`plan.rules.${of}`)}
      description={t(`plan.rules.${of}What`)}
      value={rule}
      disabled={!mayChange}
      data={unknownRules.map((value) => ({ value, label: t(`plan.rules.${value}`) }))}
      onChange={(event) => {
        const next = unknownRules.find((each) => each === event.currentTarget.value);
        if (next !== undefined) change(next);
      }}
    />
  );
}

/** What is done with what the plan does not name. What blocks is said before it is saved. */
export function PlanRules({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const save = useSettings();
  const [changed, setChanged] = useState<Partial<Settings>>({});
  const now = { ...settings, ...changed };
  const isChanged = now.unknownNames !== settings.unknownNames || now.unknownProperties !== settings.unknownProperties;
  const blocks = isChanged && (now.unknownNames === 'block' || now.unknownProperties === 'block');
  return (
    <Section title={t('plan.rules.title')}>
      <div className={classes.rules}>
        <div className={classes.fields}>
          <RuleField
            of="unknownNames"
            rule={now.unknownNames}
            change={(unknownNames) => setChanged({ ...changed, unknownNames })}
          />
          <RuleField
            of="unknownProperties"
            rule={now.unknownProperties}
            change={(unknownProperties) => setChanged({ ...changed, unknownProperties })}
          />
        </div>
        {blocks && <p className={classes.will}>{t('plan.rules.willBlock')}</p>}
        {save.error !== null && <ProblemNote error={save.error} />}
        {isChanged && (
          <div className={classes.buttons}>
            <Button loading={save.isPending} onClick={() => save.mutate(now, { onSuccess: () => setChanged({}) })}>
              {t('plan.save')}
            </Button>
            <Button variant="default" onClick={() => setChanged({})}>
              {t('app.cancel')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
