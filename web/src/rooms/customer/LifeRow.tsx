import {
  IconArrowMerge,
  IconArrowsSplit,
  IconCircleCheck,
  IconDots,
  IconHeartHandshake,
  IconScale,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { LifeEntry } from '../../../../src/decide/life.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { channelColour } from '../../ui/channels.ts';
import { dateText } from '../../ui/format.ts';
import { Money } from '../../ui/Money.tsx';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import { useWord } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { whyPath } from './Decisions.tsx';
import { factsOf, linesOf, moneyOf, noteOf, productsOf } from './life.ts';
import classes from './TimeLine.module.css';

const kindLook: Readonly<Record<Exclude<LifeEntry['kind'], 'event'>, { icon: TablerIcon; tone: Tone }>> = {
  promise: { icon: IconHeartHandshake, tone: 'accent' },
  redemption: { icon: IconCircleCheck, tone: 'good' },
  decision: { icon: IconScale, tone: 'neutral' },
  merge: { icon: IconArrowMerge, tone: 'neutral' },
  split: { icon: IconArrowsSplit, tone: 'neutral' },
};

function Lanes({ entry, lanes }: { entry: LifeEntry; lanes: readonly string[] }): ReactElement {
  return (
    <span className={classes.lanes} aria-hidden>
      {lanes.map((lane) => (
        <span key={lane} className={classes.lane}>
          {lane === entry.channel && (
            <span className={classes.dot} data-kind={entry.kind} style={{ color: channelColour(lane) }} />
          )}
        </span>
      ))}
    </span>
  );
}

/** The name of what happened, in the reader's language where the dictionary knows it. */
function useEntryName(): (entry: LifeEntry) => string {
  const { t } = useTranslation();
  const word = useWord();
  return (entry) => {
    const { type } = entry.detail;
    if (type === 'page' || type === 'screen') return t('life.page', { title: entry.name });
    if (entry.kind === 'event') return word('event', entry.name) ?? entry.name;
    if (entry.kind === 'decision') {
      const outcome = (['offer', 'promise', 'nothing'] as const).find((each) => each === entry.name);
      return outcome === undefined ? entry.name : t(`customer.outcome.${outcome}`);
    }
    return entry.kind === 'merge' || entry.kind === 'split' ? t(`life.${entry.kind}`) : entry.name;
  };
}

function Summary({ entry }: { entry: LifeEntry }): ReactElement {
  const facts = factsOf(entry);
  const isNamed = entry.kind === 'promise' || entry.kind === 'redemption';
  const products = isNamed ? [] : productsOf(facts);
  const money = entry.kind === 'event' ? moneyOf(facts) : undefined;
  const note = noteOf(facts);
  return (
    <>
      {products.length > 0 && <span className={classes.what}>{products.join(', ')}</span>}
      {money !== undefined && <Money amount={money.amount} currency={money.currency} />}
      {note !== undefined && !products.includes(note) && <span className={classes.what}>{note}</span>}
    </>
  );
}

/** One entry of the time line: the time, its channel's lane, what happened, and on demand all that was sent. */
export function LifeRow({
  entry,
  lanes,
  customerId,
}: {
  entry: LifeEntry;
  lanes: readonly string[];
  customerId: string;
}): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const location = useLocation();
  const name = useEntryName()(entry);
  const lines = linesOf(
    entry.kind === 'event' ? { ...factsOf(entry), source: entry.detail['source'] ?? null } : entry.detail,
  );
  const word = useWord();
  return (
    <li className={classes.row}>
      <time className={classes.clock} dateTime={entry.at}>
        {dateText(entry.at, 'time', locale)}
      </time>
      <Lanes entry={entry} lanes={lanes} />
      <div className={classes.content}>
        <p className={classes.line}>
          {entry.kind !== 'event' && (
            <Tag tone={kindLook[entry.kind].tone} icon={kindLook[entry.kind].icon}>
              {t(`life.${entry.kind}`)}
            </Tag>
          )}
          {entry.kind !== 'merge' && entry.kind !== 'split' && <span className={classes.name}>{name}</span>}
          <Summary entry={entry} />
          {entry.kind === 'decision' && (
            <Link className={classes.why} data-row to={whyPath(customerId, entry.id)} state={{ over: location }}>
              {t('customer.why')}
            </Link>
          )}
        </p>
        {entry.channel !== null && (
          <span className={classes.channel}>
            <ChannelBadge channel={entry.channel} plain />
          </span>
        )}
        {lines.length > 0 && (
          <details className={classes.details}>
            <summary aria-label={`${t('customer.allDetails')}: ${name}`} title={t('customer.allDetails')}>
              <IconDots aria-hidden size={16} />
            </summary>
            <dl>
              {lines.map(([key, value]) => (
                <div key={key}>
                  <dt>{word('detail', key) ?? key}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}
