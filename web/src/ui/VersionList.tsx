import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { type ComponentType, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Version } from '../../../src/speak/version.contract.ts';
import { tell } from '../api/client.ts';
import { makerOf } from '../rooms/promise/maker.ts';
import { Button } from './mantine.ts';
import { Section } from './Page.tsx';
import { ProblemNote } from './ProblemNote.tsx';
import { Tag } from './Tag.tsx';
import classes from './VersionList.module.css';
import { When } from './When.tsx';

type ListProps = {
  /** Where such things are asked for, and which one has the versions. */
  readonly path: '/v1/messages' | '/v1/offers';
  readonly id: string;
  /** The newest first. */
  readonly versions: readonly Version[];
  /** The one that customers meet. */
  readonly live: number | null;
  readonly mayRestore: boolean;
  /** What was changed from one to another. */
  readonly Difference: ComponentType<{ readonly id: string; readonly from: number; readonly to: number }>;
};

function VersionRow({ path, id, versions, live, mayRestore, Difference, version }: ListProps & { version: Version }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const restore = useMutation({
    networkMode: 'always',
    mutationFn: () => tell(`${path}/${encodeURIComponent(id)}/versions/${version.version}/restoration`),
    onSuccess: () => client.invalidateQueries(),
  });
  const number = version.version;
  return (
    <li className={classes.version}>
      <span>
        <strong>{t('message.version', { version: number })}</strong>{' '}
        {number === live && <Tag tone="good">{t('message.state.live')}</Tag>}{' '}
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
        {mayRestore && number !== versions[0]?.version && (
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
      {isOpen && <Difference id={id} from={number - 1} to={number} />}
    </li>
  );
}

/** The versions there have been, what was changed in each, and the way back. */
export function VersionList(props: ListProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Section title={t('message.versions')}>
      <ol className={classes.versions}>
        {props.versions.map((version) => (
          <VersionRow key={version.version} {...props} version={version} />
        ))}
      </ol>
    </Section>
  );
}
