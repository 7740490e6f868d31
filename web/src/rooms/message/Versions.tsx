import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../../src/speak/message/message.contract.ts';
import type { Version } from '../../../../src/speak/version.contract.ts';
import { tell } from '../../api/client.ts';
import { messageDifference } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { When } from '../../ui/When.tsx';
import { makerOf } from '../promise/maker.ts';
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

function VersionRow({ message, version, mayWrite }: { message: MessageView; version: Version; mayWrite: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const restore = useMutation({
    networkMode: 'always',
    mutationFn: () => tell<MessageView>(`/v1/messages/${message.id}/versions/${version.version}/restoration`),
    onSuccess: () => client.invalidateQueries(),
  });
  const number = version.version;
  return (
    <li className={classes.version}>
      <span>
        <strong>{t('message.version', { version: number })}</strong>{' '}
        {number === message.liveVersion && <Tag tone="good">{t('message.state.live')}</Tag>}{' '}
        {version.restoredFrom !== null && (
          <span className={classes.sub}>{t('message.restoredFrom', { version: version.restoredFrom })}</span>
        )}
      </span>
      <span className={classes.sub}>
        <When at={version.savedAt} /> · {makerOf(version.savedBy).name}
      </span>
      <span className={classes.tags}>
        {number > 1 && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={isOpen}
            onClick={() => setOpen((before) => !before)}
          >
            {t('message.compare', { version: number - 1 })}
          </Button>
        )}
        {mayWrite && number !== message.version && message.state !== 'ended' && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={restore.isPending}
            leftSection={<IconHistory aria-hidden size={14} />}
            onClick={() => restore.mutate()}
          >
            {t('message.restore')}
            <span className="sr-only"> {t('message.version', { version: number })}</span>
          </Button>
        )}
      </span>
      {restore.error !== null && <ProblemNote error={restore.error} />}
      {isOpen && <DifferenceView id={message.id} from={number - 1} to={number} />}
    </li>
  );
}

/** The versions there have been, what was changed in each, and the way back. */
export function Versions({ message, mayWrite }: { message: MessageView; mayWrite: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t('message.versions')}>
      <ol className={classes.versions}>
        {message.versions.map((version) => (
          <VersionRow key={version.version} message={message} version={version} mayWrite={mayWrite} />
        ))}
      </ol>
    </Section>
  );
}
