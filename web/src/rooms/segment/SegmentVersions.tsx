import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SegmentView } from '../../../../src/understand/segment.contract.ts';
import { segmentVersions } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { When } from '../../ui/When.tsx';
import { makerOf } from '../promise/maker.ts';
import classes from './segment.module.css';
import { useRuleWords } from './useRuleWords.ts';
import { changeSegment } from './useSegment.ts';

type Props = { readonly segment: SegmentView; readonly mayWrite: boolean };

function VersionRow({ segment, version, mayWrite }: Props & { version: SegmentView }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useRuleWords();
  // The old rule becomes the next version: nothing that was kept is rewritten.
  const restore = useMutation({
    networkMode: 'always',
    mutationFn: () => changeSegment(segment.id, version, segment.version),
    onSuccess: () => client.invalidateQueries(),
  });
  const isNow = version.version === segment.version;
  return (
    <li className={classes.version}>
      <div className={classes.head}>
        <span>
          <strong>{t('message.version', { version: version.version })}</strong>{' '}
          {isNow && <Tag tone="good">{t('segment.holds')}</Tag>}{' '}
          <span className={classes.sub}>
            <When at={version.changedAt} /> · {makerOf(version.changedBy).name}
          </span>
        </span>
        {mayWrite && !isNow && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={restore.isPending}
            leftSection={<IconHistory aria-hidden size={14} />}
            onClick={() => restore.mutate()}
          >
            {t('message.restore')}
            <span className="sr-only"> {t('message.version', { version: version.version })}</span>
          </Button>
        )}
      </div>
      {version.name !== segment.name && <span>{version.name}</span>}
      <span className={classes.sub}>{words(version.rule)}</span>
      {restore.error !== null && <ProblemNote error={restore.error} />}
    </li>
  );
}

/** The versions there have been, who made each and when, and the way back to it. */
export function SegmentVersions({ segment, mayWrite }: Props): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(segmentVersions(segment.id));
  return (
    <Section title={t('message.versions')}>
      {data === undefined ? (
        error === null ? (
          <Loading rows={2} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : (
        <ol className={classes.versions}>
          {data.segments.map((version) => (
            <VersionRow key={version.version} segment={segment} version={version} mayWrite={mayWrite} />
          ))}
        </ol>
      )}
    </Section>
  );
}
