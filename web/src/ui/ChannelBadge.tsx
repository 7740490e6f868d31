import { useQuery } from '@tanstack/react-query';
import { createElement, type ReactElement } from 'react';
import { channels } from '../api/queries.ts';
import classes from './ChannelBadge.module.css';
import { channelColour, channelIcon } from './channels.ts';
import { useLanguage } from './useLanguage.ts';

/** The channel's word in the reader's language; its id until the channels are known. */
export function useChannelName(): (channel: string) => string {
  const language = useLanguage();
  const { data } = useQuery(channels);
  return (id) => {
    const found = data?.channels.find((channel) => channel.id === id);
    if (found === undefined) return id;
    return language === 'sv' ? found.nameSv : found.nameEn;
  };
}

/** A channel as icon, word and colour together, so that none of them has to be known by heart. */
export function ChannelBadge({ channel, plain = false }: { channel: string; plain?: boolean }): ReactElement {
  const name = useChannelName()(channel);
  return (
    <span className={classes.badge} data-plain={plain || undefined}>
      {createElement(channelIcon(channel), {
        'aria-hidden': true,
        size: 15,
        stroke: 1.9,
        color: channelColour(channel),
        ...(classes.icon === undefined ? {} : { className: classes.icon }),
      })}
      <span>{name}</span>
    </span>
  );
}
