import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCheck, IconClock, IconUsersGroup, IconX, IconArrowBackUp } from '@tabler/icons-react';
import { type ReactElement, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suggestionStates } from '../../../../src/identify/review/review.contract.ts';
import { tell } from '../../api/client.ts';
import { matchSuggestions } from '../../api/queries.ts';
import { FilterBar, SelectField } from '../../ui/Filters.tsx';
import { numberText } from '../../ui/format.ts';
import { Button, Kbd } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { SuggestionCard } from './SuggestionCard.tsx';

type Act = { readonly id: string; readonly act: 'accept' | 'refuse' | 'snooze' | 'undo' };

const buttons = [
  { act: 'accept', key: 'a', icon: IconCheck, color: 'teal' },
  { act: 'refuse', key: 'r', icon: IconX, color: 'red' },
  { act: 'snooze', key: 's', icon: IconClock, color: 'gray' },
] as const;

/** Single letters decide, but never while somebody writes or a dialogue is open. */
function useLetters(press: (key: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isOpen = document.querySelector('[role=dialog]') !== null;
      const isWriting = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (!isOpen && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) press(event.key);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [press]);
}

/** Granskning: customers that may be one person, one pair at a time, and what somebody says of them. */
export default function ReviewPage(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const { filter, choose } = useFilter(['state']);
  const state = suggestionStates.find((each) => each === filter.state) ?? 'open';
  const { data, error, refetch } = useQuery(matchSuggestions({ state, limit: 20 }));
  const [last, setLast] = useState<string>();
  const decide = useMutation({
    mutationFn: ({ id, act }: Act) =>
      act === 'undo'
        ? tell(`/v1/match-suggestions/${id}/undo`)
        : tell(`/v1/match-suggestions/${id}/decision`, { decision: act }),
    onSuccess: async (_answer, { id, act }) => {
      setLast(act === 'undo' ? undefined : id);
      await client.invalidateQueries();
    },
  });
  const [current, ...rest] = data?.suggestions ?? [];
  const isUndecided = state === 'open' || state === 'snoozed';
  useLetters((key) => {
    if (decide.isPending) return;
    const button = buttons.find((each) => each.key === key);
    if (button !== undefined && current !== undefined && isUndecided)
      decide.mutate({ id: current.id, act: button.act });
    if (key === 'u' && last !== undefined) decide.mutate({ id: last, act: 'undo' });
  });
  const undo = (id: string): ReactElement => (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconArrowBackUp aria-hidden size={15} />}
      loading={decide.isPending}
      onClick={() => decide.mutate({ id, act: 'undo' })}
    >
      {t('review.act.undo')}
    </Button>
  );
  return (
    <Page title={t('review.title')} lead={t('review.lead')}>
      <FilterBar>
        <SelectField
          label={t('review.state')}
          value={state}
          change={(value) => choose('state', value)}
          choices={suggestionStates.map((each) => ({
            value: each as string,
            label: `${t(`review.choice.${each}`)} (${numberText(data?.counts[each] ?? 0, language)})`,
          }))}
        />
        {last !== undefined && undo(last)}
      </FilterBar>
      {decide.error !== null && <ProblemNote error={decide.error} />}
      {data === undefined ? (
        error === null ? (
          <Loading rows={8} />
        ) : (
          <ErrorState error={error} retry={refetch} />
        )
      ) : current === undefined ? (
        <EmptyState icon={IconUsersGroup} title={t(data.lastRun === null ? 'review.never' : 'review.empty')}>
          {t('review.emptyWhat')} <code>npm run -s samspel -- duplicates</code>
        </EmptyState>
      ) : (
        [current, ...(isUndecided ? [] : rest)].map((suggestion) => (
          <Section key={suggestion.id} title={t('review.question')} flush>
            <SuggestionCard
              suggestion={suggestion}
              actions={
                isUndecided
                  ? buttons.map(({ act, key, icon: Icon, color }) => (
                      <Button
                        key={act}
                        size="xs"
                        variant={act === 'accept' ? 'filled' : 'default'}
                        {...(act === 'accept' ? {} : { color })}
                        leftSection={<Icon aria-hidden size={15} />}
                        rightSection={<Kbd size="xs">{key}</Kbd>}
                        loading={decide.isPending}
                        onClick={() => decide.mutate({ id: suggestion.id, act })}
                      >
                        {t(`review.act.${act}`)}
                      </Button>
                    ))
                  : undo(suggestion.id)
              }
            />
          </Section>
        ))
      )}
    </Page>
  );
}
