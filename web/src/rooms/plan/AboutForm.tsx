import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanVersionView } from '../../../../src/collect/plan/plan.contract.ts';
import { Button, TextInput } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './plan.module.css';
import { usePlanChanges } from './usePlan.ts';

const LONGEST_OWNER = 300;
const LONGEST_DESCRIPTION = 2000;

/** Who answers for an event, and what it is in words. */
export function AboutForm({ version }: { version: PlanVersionView }): ReactElement {
  const { t } = useTranslation();
  const { describe } = usePlanChanges(version);
  const [owner, setOwner] = useState(version.owner ?? '');
  const [description, setDescription] = useState(version.description ?? '');
  const isChanged = owner !== (version.owner ?? '') || description !== (version.description ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isChanged || describe.isPending) return;
    describe.mutate({ id: version.id, owner: owner.trim() || null, description: description.trim() || null });
  };
  return (
    <details className={classes.details}>
      <summary>{t('plan.about.title')}</summary>
      <form className={classes.about} aria-label={t('plan.about.title')} onSubmit={submit}>
        <TextInput
          label={t('plan.about.owner')}
          maxLength={LONGEST_OWNER}
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
        <TextInput
          label={t('plan.about.description')}
          maxLength={LONGEST_DESCRIPTION}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {describe.error !== null && <ProblemNote error={describe.error} />}
        <Button type="submit" variant="default" disabled={!isChanged} loading={describe.isPending}>
          {t('plan.save')}
        </Button>
      </form>
    </details>
  );
}
