import { IconPlayerPause, IconPlugConnected } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceView } from '../../../../src/organisation/source.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Row, RowLink } from '../../ui/Row.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './SourceTable.module.css';

export function StateTag({ state }: { state: SourceView['state'] }): ReactElement {
  const { t } = useTranslation();
  const isPaused = state === 'paused';
  return (
    <Tag tone={isPaused ? 'warn' : 'good'} icon={isPaused ? IconPlayerPause : IconPlugConnected}>
      {t(`source.state.${state}`)}
    </Tag>
  );
}

function SourceRow({ source }: { source: SourceView }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id, name, kind, channel, department, owner, liveKeys, lastUsedAt, state } = source;
  return (
    <Row className={classes.row}>
      <div className={classes.what}>
        <RowLink to={`/installningar/kallor/${encodeURIComponent(id)}`}>{name}</RowLink>
        <span className={classes.sub}>
          <code>{id}</code> · {t(`source.kind.${kind}`)}
        </span>
      </div>
      <span>
        {channel === null ? (
          <span className={classes.sub}>{t('source.noChannel')}</span>
        ) : (
          <ChannelBadge channel={channel} plain />
        )}
      </span>
      <div className={`${classes.what} ${classes.owner}`}>
        <span>{owner ?? <span className={classes.sub}>{t('source.noOwner')}</span>}</span>
        {department !== null && <span className={classes.sub}>{department}</span>}
      </div>
      <span className={`${classes.keys} tabular`}>
        <span className={classes.label}>{t('source.head.keys')}: </span>
        {numberText(liveKeys, language)}
      </span>
      <span className={classes.used}>
        {lastUsedAt === null ? (
          t('source.never')
        ) : (
          <>
            <span className={classes.label}>{t('source.head.used')} </span>
            <When at={lastUsedAt} />
          </>
        )}
      </span>
      <span className={classes.state}>
        <StateTag state={state} />
      </span>
    </Row>
  );
}

/** Sources as rows that open the one; on a phone each is a card. */
export function SourceTable({ sources }: { sources: readonly SourceView[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes.list}>
      <div className={classes.heads} aria-hidden>
        <span>{t('source.head.source')}</span>
        <span>{t('source.head.channel')}</span>
        <span>{t('source.head.owner')}</span>
        <span className={classes.keys}>{t('source.head.keys')}</span>
        <span>{t('source.head.used')}</span>
        <span>{t('source.head.state')}</span>
      </div>
      <ol>
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} />
        ))}
      </ol>
    </div>
  );
}
