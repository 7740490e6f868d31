import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContradictionHours } from '../../../../src/speak/spell.contract.ts';
import { addressOf } from '../../api/client.ts';
import { contradictionHours } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './HoursTable.module.css';

type Week = ContradictionHours['weeks'][number];

/** For how long channels have contradicted each other, in each of the last weeks; each number opens the channel's. */
export function HoursTable(): ReactElement | null {
  const { t } = useTranslation();
  const weeks = useQuery(contradictionHours).data?.weeks ?? [];
  if (weeks.length === 0) return null;
  const columns = [...new Set(weeks.map((each) => each.week))].toSorted();
  const channels = [...new Set(weeks.map((each) => each.channel))].toSorted();
  const byCell = new Map(weeks.map((each) => [`${each.channel} ${each.week}`, each]));
  return (
    <Section title={t('hours.title')} flush>
      <p className={classes.note}>{t('hours.what')}</p>
      <ScrollTable
        flush
        title={t('hours.title')}
        heads={[
          { label: t('channel.label') },
          ...columns.map((week) => ({
            label: t('hours.week', { week: Number(week.slice(-2)) }),
            title: week,
            isNumber: true,
          })),
        ]}
      >
        {channels.map((channel) => (
          <tr key={channel}>
            <th scope="row">
              <ChannelBadge channel={channel} plain />
            </th>
            {columns.map((week) => (
              <td key={week} className={classes.hours}>
                <Hours of={byCell.get(`${channel} ${week}`)} />
              </td>
            ))}
          </tr>
        ))}
      </ScrollTable>
    </Section>
  );
}

function Hours({ of }: { of: Week | undefined }): ReactElement | string {
  const { t } = useTranslation();
  const language = useLanguage();
  if (of === undefined) return '–';
  const text = (hours: number): string => numberText(hours < 10 ? hours : Math.round(hours), language);
  const dealtWith = of.answered + of.excepted + of.accepted;
  return (
    <Link to={addressOf('/samstammighet/motsagelser', { channel: of.channel })}>
      {text(of.open)}
      {dealtWith > 0 && <span className={classes.sub}>{t('hours.dealtWith', { hours: text(dealtWith) })}</span>}
      <span className="sr-only">{t('hours.link')}</span>
    </Link>
  );
}
