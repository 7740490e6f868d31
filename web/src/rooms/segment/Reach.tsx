import { IconDeviceMobile, IconMail, IconMessage2, IconPhone, type TablerIcon } from '@tabler/icons-react';
import { createElement, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleCountView } from '../../../../src/understand/segment.contract.ts';
import { channelColour } from '../../ui/channels.ts';
import { numberText, percentText } from '../../ui/format.ts';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';
import classes from './segment.module.css';

const ways = ['email', 'sms', 'phone', 'push'] as const;
const looks: Readonly<Record<(typeof ways)[number], { readonly icon: TablerIcon; readonly channel: string }>> = {
  email: { icon: IconMail, channel: 'newsletter' },
  sms: { icon: IconMessage2, channel: 'sms' },
  phone: { icon: IconPhone, channel: 'phone' },
  push: { icon: IconDeviceMobile, channel: 'app' },
};

function Way({ reach, of }: { reach: RuleCountView['reachable'][number]; of: number }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const word = useWord();
  const way = ways.find((each) => each === reach.channel);
  if (way === undefined) return null;
  const share = of === 0 ? 0 : (100 * reach.customers) / of;
  const needs = word('identifier', reach.identifier) ?? reach.identifier;
  return (
    <li className={classes.way} title={t('segment.needs', { what: needs })}>
      {createElement(looks[way].icon, {
        'aria-hidden': true,
        size: 16,
        stroke: 1.8,
        color: channelColour(looks[way].channel),
      })}
      <span>{t(`segment.way.${way}`)}</span>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${share}%`, background: channelColour(looks[way].channel) }} />
      </span>
      <span className={classes.number}>
        {numberText(reach.customers, language)} <span className={classes.sub}>{percentText(share, language)}</span>
      </span>
    </li>
  );
}

/** How many customers there are, and how many of them each way to reach people reaches. */
export function Reach({ count, isOld = false }: { count: RuleCountView; isOld?: boolean }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={classes.reach} data-old={isOld || undefined}>
      <output className={classes.count}>
        {t('segment.customers', { count: count.customers, number: numberText(count.customers, language) })}
      </output>
      <ul className={classes.ways} aria-label={t('segment.reach')}>
        {count.reachable.map((reach) => (
          <Way key={reach.channel} reach={reach} of={count.customers} />
        ))}
      </ul>
      <p className={classes.sub}>{t('segment.reachWhat')}</p>
    </div>
  );
}
