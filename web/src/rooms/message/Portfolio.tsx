import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Portfolio as Places } from '../../../../src/speak/message/portfolio.contract.ts';
import { portfolio } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { Section } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './Portfolio.module.css';

type Place = Places['places'][number];

function Drift({ drift }: Pick<Place, 'drift'>): ReactElement {
  const { t } = useTranslation();
  const { absent, unmeant, isCrowded, unsaid } = drift;
  const isSteady = absent.length + unmeant.length + unsaid.length === 0 && !isCrowded;
  return (
    <span className={classes.tags}>
      {isSteady && <Tag tone="good">{t('message.place.steady')}</Tag>}
      {absent.length > 0 && <Tag tone="warn">{t('message.place.absent', { themes: absent.join(', ') })}</Tag>}
      {unmeant.length > 0 && <Tag tone="warn">{t('message.place.unmeant', { themes: unmeant.join(', ') })}</Tag>}
      {isCrowded && <Tag tone="warn">{t('message.place.crowded')}</Tag>}
      {unsaid.length > 0 && <Tag>{t('message.place.unsaid', { count: unsaid.length })}</Tag>}
    </span>
  );
}

/** What each channel is for and is meant to carry, beside what it carries. Shown where somebody has said it. */
export function Portfolio(): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery(portfolio);
  if (data === undefined || data.places.length === 0) return null;
  return (
    <Section title={t('message.place.title')}>
      <p className={classes.muted}>{t('message.place.what')}</p>
      <ul className={classes.list}>
        {data.places.map(({ channel, touchpoint, role, owner, themes, drift }) => (
          <li key={`${channel} ${touchpoint}`} className={classes.place}>
            <span className={classes.tags}>
              <ChannelBadge channel={channel} /> {touchpoint}
            </span>
            <span>
              {t(`message.place.role.${role}`)}
              {themes.length > 0 && ` · ${themes.join(', ')}`}
              {owner !== null && <span className={classes.owner}>{owner}</span>}
            </span>
            <Drift drift={drift} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
