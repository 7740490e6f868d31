import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Today } from '../../../../src/promise/today.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './ChannelsNow.module.css';

/** Each channel with its open contradictions and its events of the last day: a channel that fell silent shows here. */
export function ChannelsNow({ channels }: { channels: Today['channels'] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  if (channels.length === 0) return <p className={classes.none}>{t('today.noChannels')}</p>;
  return (
    <table className={classes.table}>
      <caption className="sr-only">{t('today.channels')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('channel.label')}</th>
          <th scope="col">{t('today.contradictions')}</th>
          <th scope="col">{t('today.events24')}</th>
        </tr>
      </thead>
      <tbody>
        {channels.map(({ channel, openContradictions, eventsLast24Hours }) => (
          <tr key={channel}>
            <th scope="row">
              <ChannelBadge channel={channel} plain />
            </th>
            <td data-bad={openContradictions > 0 || undefined}>
              {openContradictions === 0 ? (
                numberText(0, language)
              ) : (
                <Link className={classes.link} to={`/samstammighet/motsagelser?status=open&channel=${channel}`}>
                  {numberText(openContradictions, language)}
                </Link>
              )}
            </td>
            <td>{numberText(eventsLast24Hours, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
