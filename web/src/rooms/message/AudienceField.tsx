import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentCount, segments } from '../../api/queries.ts';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { numberText } from '../../ui/format.ts';
import { NativeSelect } from '../../ui/mantine.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { AudienceList } from './AudienceList.tsx';
import type { Writing } from './useMessage.ts';

const EVERYONE = 'everyone';
/** A list that is written here; it replaces the one there was. */
const LIST = 'list';
/** A list, or a rule of its own, that was made before: it stays as it is until something else is chosen. */
const KEPT = 'kept';

function SegmentCount({ id, words }: { id: string; words: string | undefined }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(segmentCount(id));
  const count = data && t('audience.count', { count: data.customers, number: numberText(data.customers, language) });
  const parts = [count, words].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <>{parts.join(' · ')}</>;
}

/** Which of the choices stands: what is being written, or what was saved. */
function chosenOf({ draft, saved }: Writing): { readonly value: string; readonly kept: string } {
  const kept = saved.audience.segment?.id ?? (saved.audience.kind === EVERYONE ? EVERYONE : KEPT);
  const { audience } = draft;
  if (audience === undefined) return { value: kept, kept };
  if (audience.kind === 'segment') return { value: audience.segment, kept };
  return { value: audience.kind === 'list' ? LIST : EVERYONE, kept };
}

/** Whom the message is for: everyone, a list, or the customers of a segment as it is when it is asked. */
export function AudienceField({ writing }: { writing: Writing }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: known } = useQuery(segments);
  const { audience: _written, ...unaddressed } = writing.draft;
  const { audience: before } = writing.saved;
  const { value, kept } = chosenOf(writing);
  const all = known?.segments ?? [];
  const isListed = [EVERYONE, KEPT, LIST].includes(value) || all.some(({ id }) => id === value);
  const choose = (choice: string): void => {
    if (choice === kept) writing.rewrite(unaddressed);
    else if (choice === EVERYONE) writing.write({ audience: { kind: 'everyone' } });
    else if (choice === LIST) writing.write({ audience: { kind: 'list', identifiers: [] } });
    else writing.write({ audience: { kind: 'segment', segment: choice } });
  };
  const what = {
    [EVERYONE]: t('audience.everyoneWhat'),
    [LIST]: t('audience.listWhat'),
    [KEPT]: <AudienceText audience={before} />,
  }[value] ?? <SegmentCount id={value} words={all.find(({ id }) => id === value)?.words[language]} />;
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
            ? [{ value: KEPT, label: t(before.kind === 'list' ? 'audience.aList' : 'audience.aRule') }]
            : []),
          { value: LIST, label: t('audience.newList') },
          ...(isListed ? [] : [{ value, label: before.segment?.name ?? value }]),
          ...all.map(({ id, name }) => ({ value: id, label: t('audience.segment', { name }) })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {value === LIST && <AudienceList writing={writing} />}
    </>
  );
}
