import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { silences, type Silence } from '../../../../src/speak/missing.ts';
import type { Statement } from '../../../../src/speak/contradiction.contract.ts';

function isSilence(source: string): source is Silence {
  return silences.some((each) => each === source);
}

/** Where a statement stands, as the source is called; of a channel that says nothing, that it does. */
export function SourceText({ statement: { source, seenAt } }: { statement: Statement }): ReactElement {
  const { t } = useTranslation();
  return <>{seenAt === null && isSilence(source) ? t(`witness.silence.${source}`) : source}</>;
}
