import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportDetail } from '../../../../src/collect/import.contract.ts';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useImportActions } from './useImports.ts';

/** The one thing that can be done with an import as it stands: stop it, or take it up again. */
export function StateButton({ one }: { one: ImportDetail }): ReactElement | null {
  const { t } = useTranslation();
  const { change } = useImportActions();
  const isMoving = one.kind === 'events' && (one.state === 'running' || one.state === 'waiting');
  if (!isMoving && !one.mayResume) return null;
  const way = isMoving ? 'cancellation' : 'resumption';
  return (
    <>
      <Button variant="default" size="xs" loading={change.isPending} onClick={() => change.mutate({ id: one.id, way })}>
        {t(`imports.${way}`)}
      </Button>
      {change.error !== null && <ProblemNote error={change.error} />}
    </>
  );
}
