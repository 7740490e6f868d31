import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AudienceInput, AudienceView } from '../../../src/speak/audience.contract.ts';
import type { SegmentView } from '../../../src/understand/segment.contract.ts';
import { segmentCount, segments } from '../api/queries.ts';
import classes from './AudienceField.module.css';
import { AudienceList } from './AudienceList.tsx';
import { AudienceText } from './AudienceText.tsx';
import { numberText } from './format.ts';
import { NativeSelect } from './mantine.ts';
import { useLanguage } from './useLanguage.ts';

const EVERYONE = 'everyone';
/** A list that is written here; it replaces the one there was. */
const LIST = 'list';
/** A list, or a rule of its own, that was made before: it stays as it is until something else is chosen. */
const KEPT = 'kept';

function SegmentCount({ id, known }: { id: string; known: SegmentView | undefined }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(segmentCount(id, known?.version));
  const count = data && t('audience.count', { count: data.customers, number: numberText(data.customers, language) });
  const parts = [count, known?.words[language]].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <>{parts.join(' · ')}</>;
}

/** Which of the choices stands: what is being written, or what was saved. */
function chosenOf(
  audience: AudienceInput | undefined,
  saved: AudienceView,
): { readonly value: string; readonly kept: string } {
  const kept = saved.segment?.id ?? (saved.kind === EVERYONE ? EVERYONE : KEPT);
  if (audience === undefined) return { value: kept, kept };
  if (audience.kind === 'segment') return { value: audience.segment, kept };
  return { value: audience.kind === 'list' ? LIST : EVERYONE, kept };
}

/** Whom something is for: everyone, a list, or the customers of a segment as it is when it is asked. */
export function AudienceField({
  audience,
  saved,
  change,
  error,
}: {
  /** What is being written; nothing where what was saved stands. */
  audience: AudienceInput | undefined;
  saved: AudienceView;
  change: (audience: AudienceInput | undefined) => void;
  /** What the server said when it was to be saved. */
  error: Error | null;
}): ReactElement {
  const { t } = useTranslation();
  const { data: known } = useQuery(segments);
  const { value, kept } = chosenOf(audience, saved);
  const all = known?.segments ?? [];
  const isListed = [EVERYONE, KEPT, LIST].includes(value) || all.some(({ id }) => id === value);
  const choose = (choice: string): void => {
    if (choice === kept) change(undefined);
    else if (choice === EVERYONE) change({ kind: 'everyone' });
    else if (choice === LIST) change({ kind: 'list', identifiers: [] });
    else change({ kind: 'segment', segment: choice });
  };
  const what =
    {
      [EVERYONE]: t('audience.everyoneWhat'),
      [LIST]: t('audience.listWhat'),
      [KEPT]: <AudienceText audience={saved} />,
    }[value] ??
    (known && <SegmentCount id={value} known={all.find(({ id }) => id === value)} />);
  return (
    <>
      <NativeSelect
        label={t('audience.label')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={what}
        value={value}
        data={[
          { value: EVERYONE, label: t('audience.everyone') },
          ...(kept === KEPT
            ? [{ value: KEPT, label: t(saved.kind === 'list' ? 'audience.aList' : 'audience.aRule') }]
            : []),
          { value: LIST, label: t('audience.newList') },
          ...(isListed ? [] : [{ value, label: saved.segment?.name ?? value }]),
          ...all.map(({ id, name }) => ({ value: id, label: t('audience.segment', { name }) })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Link className={classes.aside} to="/kunder/malgrupper/ny" target="_blank" rel="noreferrer">
        {t('segment.newAside')}
      </Link>
      {value === LIST && <AudienceList change={change} error={error} />}
    </>
  );
}
