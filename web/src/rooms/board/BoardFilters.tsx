import { useQuery } from '@tanstack/react-query';
import { IconList } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../../api/client.ts';
import { channels } from '../../api/queries.ts';
import { type Choice, FilterBar, SearchField, Segments, SelectField } from '../../ui/Filters.tsx';
import { Button } from '../../ui/mantine.ts';
import type { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';

/** The channels as a choice, with "all" first. */
export function useChannelChoices(): Choice<string>[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(channels);
  const named = (data?.channels ?? []).map((channel) => ({
    value: channel.id,
    label: language === 'sv' ? channel.nameSv : channel.nameEn,
  }));
  return [{ value: '', label: t('channel.all') }, ...named];
}

type Filters = ReturnType<typeof useFilter<'q' | 'channel' | 'state' | 'at'>>;

/** From the board to the same contradictions as a list. */
export function AsList({ filter }: { filter: Filters['filter'] }): ReactElement {
  const { t } = useTranslation();
  const list = addressOf('/samstammighet/motsagelser', { status: 'open', q: filter.q, channel: filter.channel });
  return (
    <Button component={Link} to={list} variant="default" size="xs" leftSection={<IconList aria-hidden size={16} />}>
      {t('board.asList')}
    </Button>
  );
}

export function BoardFilters({ filters }: { filters: Filters }): ReactElement {
  const { t } = useTranslation();
  const { filter, type, choose } = filters;
  const states = [
    { value: '', label: t('board.all') },
    { value: 'contradicts', label: t('board.contradicts') },
    { value: 'silent', label: t('board.silent') },
  ];
  return (
    <FilterBar>
      <SearchField label={t('board.search')} value={filter.q} change={(value) => type('q', value)} />
      <SelectField
        label={t('channel.label')}
        value={filter.channel}
        change={(value) => choose('channel', value)}
        choices={useChannelChoices()}
      />
      <Segments
        label={t('board.state')}
        value={filter.state}
        change={(value) => choose('state', value)}
        choices={states}
      />
    </FilterBar>
  );
}
