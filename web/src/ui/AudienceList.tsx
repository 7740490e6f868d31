import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AudienceInput } from '../../../src/speak/audience.contract.ts';
import { ApiProblem } from '../api/client.ts';
import { identifiersIn, listedTypes, type ListedType } from './listed.ts';
import { NativeSelect, Textarea } from './mantine.ts';

/** What the server said of the list when it was to be saved: whom it cannot find out, or that there is nobody. */
function useListFault(error: Error | null): string | null {
  const { t } = useTranslation();
  const faults = error instanceof ApiProblem ? error.faults : [];
  const unknown = faults.find(({ field }) => field.startsWith('audience.identifiers.'));
  if (unknown !== undefined) return t('audience.fault.unknown', { found: unknown.found });
  return faults.some(({ field }) => field.includes('audience')) ? t('audience.fault.empty') : null;
}

/** The customers of a list, one address on each line; what is written replaces the list there was. */
export function AudienceList({
  change,
  error,
}: {
  change: (audience: AudienceInput) => void;
  error: Error | null;
}): ReactElement {
  const { t } = useTranslation();
  const fault = useListFault(error);
  const [type, setType] = useState<ListedType>('email');
  const [text, setText] = useState('');
  const write = (next: string, of: ListedType): void => {
    setText(next);
    setType(of);
    change({ kind: 'list', identifiers: identifiersIn(next, of) });
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
