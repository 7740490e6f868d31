import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../../src/organisation/key.contract.ts';
import type { SourceView } from '../../../../src/organisation/source.contract.ts';
import { focusFirst } from '../../ui/focus.ts';
import { Button, NativeSelect } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import classes from './SourceKeys.module.css';
import { useSource } from './useSource.ts';

/** How many days the old key is good beside the new one. */
const overlaps = ['7', '0', '1', '30'] as const;

/** Asks how long the old key shall be good, and makes the one that takes its place. */
export function Rotation({
  source,
  record,
  done,
  showKey,
}: {
  source: SourceView;
  record: KeyView;
  done: () => void;
  showKey: (key: string) => void;
}): ReactElement {
  const { t } = useTranslation();
  const { rotate } = useSource(source.id, showKey);
  const [days, setDays] = useState<string>(overlaps[0]);
  return (
    <div className={classes.rotation} ref={focusFirst}>
      <NativeSelect
        label={t('source.rotateTitle')}
        size="xs"
        value={days}
        data={overlaps.map((each) => ({ value: each, label: t(`source.overlap.${each}`) }))}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      {rotate.error !== null && <ProblemNote error={rotate.error} />}
      <div className={classes.buttons}>
        <Button
          size="xs"
          loading={rotate.isPending}
          onClick={() => rotate.mutate({ key: record.id, days: Number(days) }, { onSuccess: done })}
        >
          {t('source.rotateDo')}
        </Button>
        <Button variant="default" size="xs" onClick={done}>
          {t('app.cancel')}
        </Button>
      </div>
    </div>
  );
}
