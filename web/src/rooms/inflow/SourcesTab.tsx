import { useQuery } from '@tanstack/react-query';
import { IconBellOff, IconCircleCheck, IconPlugConnected } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Health, SourceHealth } from '../../../../src/collect/inflow/health.contract.ts';
import { addressOf } from '../../api/client.ts';
import { inflowSources } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText, percentText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { Row } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { HourChart } from './HourChart.tsx';
import classes from './inflow.module.css';
import { lagOf } from './lag.ts';

function useLagText(): (ms: number) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (ms) => {
    const { unit, number } = lagOf(ms);
    return t(`inflow.sources.${unit}`, { number: numberText(number, language) });
  };
}

function Silence({ source }: { source: SourceHealth }): ReactElement | null {
  const { t } = useTranslation();
  const { silence, lastSeenAt } = source;
  if (silence !== null)
    return (
      <>
        <Tag tone="bad" icon={IconBellOff}>
          {t('inflow.sources.silent')} <When at={silence.since} />
        </Tag>
        <span className={classes.sub}>{t('inflow.sources.silentWhat', { count: silence.usualHours })}</span>
      </>
    );
  if (lastSeenAt === null) return <span className={classes.muted}>{t('inflow.sources.never')}</span>;
  return (
    <>
      <When at={lastSeenAt} />
      <span className={classes.sub}>
        <IconCircleCheck aria-hidden size={12} /> {t('inflow.sources.well')}
      </span>
    </>
  );
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, each) => total + each.count, 0);
}

/** What went wrong in the last day; each figure leads to what is behind it. */
function Faults({ source }: { source: SourceHealth }): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  const language = useLanguage();
  const dead = sum(source.deadLetters);
  const refused = sum(source.refused);
  const counted = (count: number) => ({ count, number: numberText(count, language) });
  if (dead + refused + source.violating + source.repeated === 0)
    return <span className={classes.muted}>{t('inflow.sources.noFaults')}</span>;
  return (
    <span className={classes.figures}>
      {dead > 0 && (
        <Link
          className={classes.faultLink}
          to={addressOf('/inflode/ej-mottaget', { source: source.source, status: 'all' })}
        >
          {t('inflow.sources.dead', counted(dead))}
        </Link>
      )}
      {source.violating > 0 && (
        <Link className={classes.faultLink} to="/inflode/plan">
          {t('inflow.sources.violating', {
            percent: percentText((100 * source.violating) / Math.max(1, source.lastDay), language),
          })}
        </Link>
      )}
      {refused > 0 && (
        <span
          title={source.refused.map(({ code, count }) => `${word('inflow.code', code) ?? code}: ${count}`).join(', ')}
        >
          {t('inflow.sources.refused', counted(refused))}{' '}
          <span className={classes.sub}>
            ({source.refused.map(({ code }) => word('inflow.code', code) ?? code).join(', ')})
          </span>
        </span>
      )}
      {source.repeated > 0 && <span>{t('inflow.sources.repeated', counted(source.repeated))}</span>}
    </span>
  );
}

function SourceRow({ source }: { source: SourceHealth }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const lagText = useLagText();
  const { lagP50Ms, lagP99Ms } = source;
  return (
    <Row className={classes.sourceRow}>
      <div className={classes.what}>
        <Link className={classes.textLink} to={addressOf('/inflode', { source: source.source })}>
          {source.source}
        </Link>
        <span className={classes.marks}>
          {source.channels.map((channel) => (
            <ChannelBadge key={channel} channel={channel} plain />
          ))}
        </span>
      </div>
      <HourChart hours={source.hours} />
      <span className={classes.figures}>
        <span className="tabular">
          {t('inflow.sources.perMinute', { number: numberText(source.perMinute, language) })}
        </span>
        <span className={classes.sub}>
          {t('inflow.sources.lastHour', { number: numberText(source.lastHour, language) })}
        </span>
        <span className={classes.sub}>
          {t('inflow.sources.lastDay', { number: numberText(source.lastDay, language) })}
        </span>
      </span>
      <span className={classes.figures}>
        {lagP50Ms !== null && <span>{t('inflow.sources.median', { time: lagText(lagP50Ms) })}</span>}
        {lagP99Ms !== null && (
          <span className={classes.sub}>{t('inflow.sources.p99', { time: lagText(lagP99Ms) })}</span>
        )}
      </span>
      <span className={classes.figures}>
        <Silence source={source} />
      </span>
      <Faults source={source} />
    </Row>
  );
}

function Strangers({ strangers }: { strangers: Health['strangers'] }): ReactElement | null {
  const { t } = useTranslation();
  const word = useWord();
  const language = useLanguage();
  if (strangers.length === 0) return null;
  return (
    <Section title={t('inflow.sources.strangers')}>
      <p className={classes.muted}>{t('inflow.sources.strangersWhat')}</p>
      <ul>
        {strangers.map(({ code, count }) => (
          <li key={code}>
            {word('inflow.code', code) ?? code}: <span className="tabular">{numberText(count, language)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Källor: how each source fares, the latest heard first. */
export default function SourcesTab(): ReactElement {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(inflowSources);
  if (data === undefined) return error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />;
  const heads = ['source', 'day', 'rate', 'lag', 'seen', 'faults'] as const;
  return (
    <>
      <p className={classes.lead}>{t('inflow.sources.lead')}</p>
      {data.sources.length === 0 ? (
        <EmptyState
          icon={IconPlugConnected}
          title={t('inflow.sources.empty')}
          action={
            <Link className={classes.textLink} to="/inflode/prova">
              {t('inflow.stream.tryIt')}
            </Link>
          }
        >
          {t('inflow.sources.emptyWhat')}
        </EmptyState>
      ) : (
        <Section
          title={t('inflow.tab.sources')}
          flush
          aside={
            <Link className={classes.textLink} to="/installningar/kallor">
              {t('inflow.sources.settings')}
            </Link>
          }
        >
          <div className={classes.list}>
            <div className={`${classes.heads} ${classes.sourceRow}`} aria-hidden>
              {heads.map((head) => (
                <span key={head}>{t(`inflow.sources.head.${head}`)}</span>
              ))}
            </div>
            <ol>
              {data.sources.map((source) => (
                <SourceRow key={source.source} source={source} />
              ))}
            </ol>
          </div>
        </Section>
      )}
      <Strangers strangers={data.strangers} />
    </>
  );
}
