import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Portfolio } from '../../../../src/speak/message/portfolio.contract.ts';
import { addressOf } from '../../api/client.ts';
import { ChannelBadge, useChannelName } from '../../ui/ChannelBadge.tsx';
import { Button } from '../../ui/mantine.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { EndPart } from '../board/EndPart.tsx';
import { PlaceForm } from './PlaceForm.tsx';
import classes from './Portfolio.module.css';
import { usePortfolio } from './usePortfolio.ts';

type Place = Portfolio['places'][number];

function Drift({ channel, drift }: Pick<Place, 'channel' | 'drift'>): ReactElement {
  const { t } = useTranslation();
  const { absent, unmeant, isCrowded, unsaid } = drift;
  const isSteady = absent.length + unmeant.length + unsaid.length === 0 && !isCrowded;
  const [product] = unsaid;
  return (
    <span className={classes.tags}>
      {isSteady && <Tag tone="good">{t('message.place.steady')}</Tag>}
      {absent.length > 0 && <Tag tone="warn">{t('message.place.absent', { themes: absent.join(', ') })}</Tag>}
      {unmeant.length > 0 && <Tag tone="warn">{t('message.place.unmeant', { themes: unmeant.join(', ') })}</Tag>}
      {isCrowded && <Tag tone="warn">{t('message.place.crowded')}</Tag>}
      {product !== undefined && (
        <details className={classes.unsaid}>
          <summary>{t('message.place.unsaid', { count: unsaid.length })}</summary>
          <ul>
            {unsaid.map((each) => (
              <li key={each}>
                <Link className={classes.link} to={addressOf('/samstammighet', { q: each, channel })}>
                  {each}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </span>
  );
}

/** The themes that a place carries, each with the messages that do. */
function Carries({ carries }: Pick<Place, 'carries'>): ReactElement | null {
  const { t } = useTranslation();
  if (carries.length === 0) return null;
  return (
    <span className={classes.owner}>
      {t('message.place.carries')}{' '}
      {carries
        .flatMap(({ messages }) => messages)
        .map(({ id, name }, nth) => (
          <span key={id}>
            {nth > 0 && ', '}
            <Link className={classes.link} to={`/budskap/${id}`}>
              {name}
            </Link>
          </span>
        ))}
    </span>
  );
}

/** One place of the portfolio: what it is for, what it carries, how far they lie apart, and the ways to say it anew. */
export function PlaceRow({ place, mayWrite }: { place: Place; mayWrite: boolean }): ReactElement {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const { save, remove } = usePortfolio();
  const [isChanging, setChanging] = useState(false);
  const { channel, touchpoint, role, owner, themes, carries, drift } = place;
  const name = `${channelName(channel)} ${touchpoint}`.trim();
  if (isChanging)
    return (
      <li className={classes.form}>
        <PlaceForm
          place={place}
          send={(next) => save.mutate(next, { onSuccess: () => setChanging(false) })}
          cancel={() => setChanging(false)}
          isSending={save.isPending}
          error={save.error}
        />
      </li>
    );
  return (
    <li className={classes.place}>
      <span className={classes.tags}>
        <ChannelBadge channel={channel} /> {touchpoint}
      </span>
      <span>
        {t(`message.place.role.${role}`)}
        {themes.length > 0 && ` · ${themes.join(', ')}`}
        {owner !== null && <span className={classes.owner}>{owner}</span>}
        <Carries carries={carries} />
      </span>
      <Drift channel={channel} drift={drift} />
      {mayWrite && (
        <span className={classes.tags}>
          <Button variant="default" size="xs" onClick={() => setChanging(true)}>
            {t('message.place.edit')}
            <span className="sr-only"> {name}</span>
          </Button>
          <EndPart
            label={t('message.place.remove')}
            of={name}
            what={t('message.place.removeWhat')}
            sure={t('message.place.removeYes')}
            end={() => remove.mutate(place)}
            isEnding={remove.isPending}
          />
        </span>
      )}
      {remove.error !== null && <ProblemNote error={remove.error} />}
    </li>
  );
}
