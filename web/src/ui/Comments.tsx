import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comment, Commented, CommentInput, CommentList } from '../../../src/speak/comment.contract.ts';
import { tell } from '../api/client.ts';
import { commentPath, comments } from '../api/queries.ts';
import { makerOf } from '../rooms/promise/maker.ts';
import { ChannelBadge, useChannelName } from './ChannelBadge.tsx';
import classes from './Comments.module.css';
import { Button, NativeSelect, Textarea } from './mantine.ts';
import { Section } from './Page.tsx';
import { ProblemNote } from './ProblemNote.tsx';
import { ErrorState, Loading } from './States.tsx';
import { Tag } from './Tag.tsx';
import { When } from './When.tsx';

type On = {
  readonly of: Commented;
  readonly id: string;
  /** The version that is looked at. */
  readonly version: number;
  readonly channels: readonly string[];
  readonly mayWrite: boolean;
};

/** Tells the server, and shows what it answers: all that has been said. */
function useTelling({ of, id }: Pick<On, 'of' | 'id'>) {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ deeper = '', said }: { deeper?: string; said?: CommentInput }) =>
      tell<CommentList>(`${commentPath(of, id)}${deeper}`, said),
    onSuccess: (list) => client.setQueryData(comments(of, id).queryKey, list),
  });
}

function Said({ on, comment }: { on: On; comment: Comment }): ReactElement {
  const { t } = useTranslation();
  const settling = useTelling(on);
  const { text, version, channel, writtenAt, writtenBy, settledBy } = comment;
  return (
    <li className={classes.comment} data-settled={settledBy !== null || undefined}>
      <p className={classes.about}>
        <strong>{makerOf(writtenBy).name}</strong> <When at={writtenAt} />
        {version !== on.version && <span>{t('comment.onVersion', { version })}</span>}
        {channel !== null && <ChannelBadge channel={channel} plain />}
        {settledBy !== null && (
          <Tag tone="good" icon={IconCheck}>
            {t('comment.settledBy', { who: makerOf(settledBy).name })}
          </Tag>
        )}
      </p>
      <p className={classes.text}>{text}</p>
      {on.mayWrite && settledBy === null && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.settle}
          loading={settling.isPending}
          leftSection={<IconCheck aria-hidden size={14} />}
          onClick={() => settling.mutate({ deeper: `/${comment.id}/settlement` })}
        >
          {t('comment.settle')}
          <span className="sr-only"> {text.slice(0, 40)}</span>
        </Button>
      )}
      {settling.error !== null && <ProblemNote error={settling.error} />}
    </li>
  );
}

function Writing({ on }: { on: On }): ReactElement {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const writing = useTelling(on);
  const [text, setText] = useState('');
  const [channel, setChannel] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '' || writing.isPending) return;
    const said = { text, version: on.version, ...(channel === '' ? {} : { channel }) };
    writing.mutate({ said }, { onSuccess: () => setText('') });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        label={t('comment.write')}
        description={t('comment.what')}
        maxLength={4000}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.send}>
        {on.channels.length > 1 && (
          <NativeSelect
            label={t('comment.channel')}
            value={channel}
            data={[
              { value: '', label: t('comment.allChannels') },
              ...on.channels.map((value) => ({ value, label: nameOf(value) })),
            ]}
            onChange={(event) => setChannel(event.currentTarget.value)}
          />
        )}
        <Button type="submit" variant="default" loading={writing.isPending} disabled={text.trim() === ''}>
          {t('comment.send')}
        </Button>
      </div>
      {writing.error !== null && <ProblemNote error={writing.error} />}
    </form>
  );
}

/** What members have said of a message or an offer, and a place to say more. */
export function Comments(on: On): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(comments(on.of, on.id));
  const said = data?.comments ?? [];
  return (
    <Section title={t('comment.head')}>
      <div className={classes.stack}>
        {data === undefined && (error === null ? <Loading rows={2} /> : <ErrorState error={error} retry={refetch} />)}
        {data !== undefined && said.length === 0 && <p className={classes.none}>{t('comment.none')}</p>}
        {said.length > 0 && (
          <ol className={classes.comments}>
            {said.map((comment) => (
              <Said key={comment.id} on={on} comment={comment} />
            ))}
          </ol>
        )}
        {on.mayWrite && <Writing on={on} />}
      </div>
    </Section>
  );
}
