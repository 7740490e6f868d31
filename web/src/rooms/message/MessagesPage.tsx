import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { MessageSummary, MessageView } from '../../../../src/speak/message/message.contract.ts';
import { tell } from '../../api/client.ts';
import { messages } from '../../api/queries.ts';
import { AudienceText } from '../../ui/AudienceText.tsx';
import { ChannelBadge, useChannelName } from '../../ui/ChannelBadge.tsx';
import { FilterBar, SearchField, SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { When } from '../../ui/When.tsx';
import { StateTag } from '../../ui/StateTag.tsx';
import classes from './message.module.css';
import { MessageTabs } from './MessageTabs.tsx';
import { useMayWrite } from './useMessage.ts';

function Waiting({ message }: { message: MessageSummary }): ReactElement | null {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const open = message.channels.filter(({ approval }) => approval === null);
  if (open.length === 0 || message.state === 'live' || message.state === 'ended') return null;
  const who = open.map(({ channel, owner }) => `${owner ?? t('message.noOwner')} (${nameOf(channel)})`);
  return <span className={classes.sub}>{t('message.waitsFor', { who: who.join(', ') })}</span>;
}

function MessageRow({ message }: { message: MessageSummary }): ReactElement {
  const { t } = useTranslation();
  const isChanged = message.liveVersion !== null && message.state !== 'live';
  return (
    <Row className={classes.row}>
      <div className={classes.name}>
        <RowLink to={`/budskap/${message.id}`}>{message.name}</RowLink>
        <span className={classes.sub}>
          {message.theme !== '' && <>{message.theme} · </>}
          {t('audience.to')}: <AudienceText audience={message.audience} />
        </span>
        <Waiting message={message} />
      </div>
      <span className={classes.tags}>
        <StateTag state={message.state} />
        {isChanged && <span className={classes.sub}>{t('message.liveIs', { version: message.liveVersion })}</span>}
      </span>
      <span className={classes.tags}>
        {message.channels.map(({ channel }) => (
          <ChannelBadge key={channel} channel={channel} plain />
        ))}
      </span>
      <span className={classes.sub}>
        <When at={message.savedAt} />
      </span>
    </Row>
  );
}

function NewMessage(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const make = useMutation({
    networkMode: 'always',
    mutationFn: () =>
      tell<MessageView>(
        '/v1/messages',
        {
          name: t('message.newName'),
          theme: '',
          purpose: 'marketing',
          channels: ['newsletter'],
          validFrom: new Date().toISOString(),
          references: {},
          forms: [],
        },
        key,
      ),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries();
      await navigate(`/budskap/${id}`);
    },
  });
  return (
    <div>
      <Button leftSection={<IconPlus aria-hidden size={16} />} loading={make.isPending} onClick={() => make.mutate()}>
        {t('message.new')}
      </Button>
      {make.error !== null && <ProblemNote error={make.error} />}
    </div>
  );
}

const states = ['draft', 'review', 'approved', 'live', 'ended'] as const;

/** What we say, in which channels, and who must say yes. */
export default function MessagesPage(): ReactElement {
  const { t } = useTranslation();
  const { filter, type, choose } = useFilter(['q', 'lage']);
  const { data, error, refetch } = useQuery(messages);
  const mayWrite = useMayWrite();
  const words = filter.q.trim().toLowerCase();
  const shown = (data?.messages ?? []).filter(
    ({ name, theme, state }) =>
      (filter.lage === '' || state === filter.lage) &&
      (words === '' || `${name} ${theme}`.toLowerCase().includes(words)),
  );
  return (
    <Page title={t('page.messages')} lead={t('message.lead')} actions={mayWrite && <NewMessage />}>
      <MessageTabs />
      <FilterBar>
        <SearchField label={t('message.search')} value={filter.q} change={(value) => type('q', value)} />
        <SelectField
          label={t('message.stateLabel')}
          value={filter.lage}
          change={(value) => choose('lage', value)}
          choices={[
            { value: '', label: t('message.allStates') },
            ...states.map((value) => ({ value: value as string, label: t(`message.state.${value}`) })),
          ]}
        />
      </FilterBar>
      {data === undefined && (error === null ? <Loading /> : <ErrorState error={error} retry={refetch} />)}
      {data !== undefined && shown.length === 0 && (
        <EmptyState icon={IconSpeakerphone} title={t(data.messages.length === 0 ? 'message.empty' : 'message.none')}>
          {t(data.messages.length === 0 ? 'message.emptyWhat' : 'message.noneWhat')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <Section title={t('message.count', { count: shown.length })} flush>
          <div className={classes.list}>
            <ol>
              {shown.map((message) => (
                <MessageRow key={message.id} message={message} />
              ))}
            </ol>
          </div>
        </Section>
      )}
    </Page>
  );
}
