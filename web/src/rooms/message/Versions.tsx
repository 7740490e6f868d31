import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../../src/speak/message/message.contract.ts';
import { messageDifference } from '../../api/queries.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Loading } from '../../ui/States.tsx';
import { VersionList } from '../../ui/VersionList.tsx';
import classes from './Versions.module.css';

function DifferenceView({ id, from, to }: { id: string; from: number; to: number }): ReactElement {
  const { t } = useTranslation();
  const { data, error } = useQuery(messageDifference(id, from, to));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Loading rows={2} />;
  if (data.fields.length === 0) return <p className={classes.muted}>{t('message.noDifference')}</p>;
  return (
    <div className={classes.stack}>
      {data.fields.map(({ field, lines }) => (
        <div key={field}>
          <p className={classes.heading}>{field}</p>
          <pre className={classes.diff}>
            {lines.map(({ sign, text }, index) => (
              // Lines have no other name than their place.
              <span key={`${index + 1} ${text}`} data-sign={sign}>
                {sign === 'added' ? '+ ' : sign === 'removed' ? '− ' : '  '}
                {text}
                {'\n'}
              </span>
            ))}
          </pre>
        </div>
      ))}
    </div>
  );
}

/** The versions of a message, line by line beside each other. */
export function Versions({ message, mayWrite }: { message: MessageView; mayWrite: boolean }): ReactElement {
  const { id, versions, liveVersion, state } = message;
  return (
    <VersionList
      path="/v1/messages"
      id={id}
      versions={versions}
      live={liveVersion}
      mayRestore={mayWrite && state !== 'ended'}
      Difference={DifferenceView}
    />
  );
}
