import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/client.ts';
import { NativeSelect, Textarea } from '../../ui/mantine.ts';
import { identifiersIn, listedTypes, type ListedType } from './draft.ts';
import type { Writing } from './useMessage.ts';

/** What the server said of the list when it was to be saved: whom it cannot find out, or that there is nobody. */
function useListFault({ save }: Writing): string | null {
  const { t } = useTranslation();
  const faults = save.error instanceof ApiProblem ? save.error.faults : [];
  const unknown = faults.find(({ field }) => field.startsWith('audience.identifiers.'));
  if (unknown !== undefined) return t('audience.fault.unknown', { found: unknown.found });
  return faults.some(({ field }) => field.includes('audience')) ? t('audience.fault.empty') : null;
}

/** The customers of a list, one address on each line; what is written replaces the list there was. */
export function AudienceList({ writing }: { writing: Writing }): ReactElement {
  const { t } = useTranslation();
  const fault = useListFault(writing);
  const [type, setType] = useState<ListedType>('email');
  const [text, setText] = useState('');
  const write = (next: string, of: ListedType): void => {
    setText(next);
    setType(of);
    writing.write({ audience: { kind: 'list', identifiers: identifiersIn(next, of) } });
  };
  return (
    <>
      <NativeSelect
        label={t('audience.listedBy')}
        value={type}
        data={listedTypes.map((value) => ({ value, label: t(`identifier.${value}`) }))}
        onChange={(event) => {
          const chosen = listedTypes.find((each) => each === event.currentTarget.value);
          if (chosen !== undefined) write(text, chosen);
        }}
      />
      <Textarea
        label={t('audience.lines')}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        value={text}
        error={fault}
        onChange={(event) => write(event.currentTarget.value, type)}
      />
    </>
  );
}
