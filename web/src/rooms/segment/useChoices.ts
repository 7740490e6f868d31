import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels, plan, planName, ruleNames, segments } from '../../api/queries.ts';
import { useChannelName } from '../../ui/ChannelBadge.tsx';
import { useWord } from '../../ui/useLanguage.ts';
import { attributeChoices, eventChoices, type NameChoice, propertyChoices } from './choices.ts';

/** The identifiers that channels reach people by stand among the choices also where nobody has one yet. */
const reached = ['email', 'phone', 'device'] as const;
const usualIdentifiers = [...reached, 'loyalty', 'user_id'];

/** What can be chosen in a rule; `itself` is the segment that it is of, which it cannot name. */
export function useChoices(itself?: string) {
  const { t } = useTranslation();
  const word = useWord();
  const channelName = useChannelName();
  const names = useQuery(ruleNames).data;
  const planned = useQuery(plan).data;
  const known = useQuery(channels).data?.channels ?? [];
  const kept = useQuery(segments).data?.segments ?? [];
  const identifiers = new Set([...usualIdentifiers, ...(names?.identifiers ?? []).map(({ type }) => type)]);
  return {
    attributes: names === undefined ? [] : attributeChoices(names),
    events: planned === undefined ? [] : eventChoices(planned, (name) => word('event', name)),
    identifiers: [...identifiers].map((value) => {
      const label = word('identifier', value) ?? value;
      const reaches = reached.find((each) => each === value);
      return { value, label: reaches === undefined ? label : `${label} · ${t(`segment.reaches.${reaches}`)}` };
    }),
    channels: known.map(({ id }) => ({ value: id, label: channelName(id) })),
    segments: kept.filter(({ id }) => id !== itself).map(({ id, name }) => ({ value: id, label: name })),
  };
}
export type Choices = ReturnType<typeof useChoices>;

/** The properties that the tracking plan names for an event. */
export function usePropertyChoices(event: string): NameChoice[] {
  const { data } = useQuery({ ...planName('track', event), enabled: event !== '' });
  const live = data?.versions.find(({ status }) => status === 'live') ?? data?.versions[0];
  return live === undefined ? [] : propertyChoices(live.schema);
}
