import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PlanDetail, ViolatingEvent, ViolationGroup } from '../../../../src/collect/plan/plan-report.contract.ts';
import { violatingEvents } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { useFilter } from '../../ui/useFilter.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { ModeTag } from './looks.tsx';
import classes from './plan.module.css';
import { ViolationText } from './ViolationText.tsx';

function EventRow({ event, violation }: { event: ViolatingEvent; violation: string }): ReactElement {
  const { t } = useTranslation();
  const shown = event.violations.filter(({ code, path }) => `${code} ${path}` === violation);
  return (
    <tr>
      <th scope="row">
        <When at={event.at} form="moment" />
      </th>
      <td>
        <ChannelBadge channel={event.channel} plain />
      </td>
      <td lang="en">{shown.map(({ place, found, allowed }) => `${place}: ${found}; ${allowed}`).join(', ')}</td>
      <td>
        <Link className={classes.link} to={`/kunder/${event.customerId}`}>
          {t('plan.customer')}
        </Link>
      </td>
      <td className={classes.small}>{event.messageId}</td>
    </tr>
  );
}

function Behind({ detail, group }: { detail: PlanDetail; group: ViolationGroup }): ReactElement {
  const { t } = useTranslation();
  const { type, name } = detail;
  const { violation, source } = group;
  const { data, error, refetch } = useQuery(violatingEvents({ type, name, violation, source }));
  if (data === undefined) return error === null ? <Loading rows={3} /> : <ErrorState error={error} retry={refetch} />;
  return (
    <ScrollTable
      title={t('plan.behind')}
      heads={[
        { label: t('plan.when') },
        { label: t('channel.label') },
        { label: t('plan.foundAllowed') },
        { label: t('plan.customer') },
        { label: t('plan.messageId') },
      ]}
    >
      {data.events.map((event) => (
        <EventRow key={event.messageId} event={event} violation={violation} />
      ))}
    </ScrollTable>
  );
}

const keyOf = ({ violation, source, mode }: ViolationGroup): string => `${violation}|${source}|${mode}`;

/** What was violated in a week, by violation and source; each number opens the events behind it. */
export function Violations({ detail }: { detail: PlanDetail }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { filter, choose } = useFilter(['avvikelse']);
  const open = detail.groups.find((group) => keyOf(group) === filter.avvikelse);
  return (
    <Section title={t('plan.violations')}>
      {detail.groups.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={t('plan.noViolations')}>
          {t('plan.noViolationsWhat', { days: detail.days })}
        </EmptyState>
      ) : (
        <div className={classes.stack}>
          <ScrollTable
            title={t('plan.violations')}
            heads={[
              { label: t('plan.violationHead') },
              { label: t('plan.source') },
              { label: t('plan.modeLabel') },
              { label: t('plan.head.events'), isNumber: true },
              { label: t('plan.head.seen'), isNumber: true },
            ]}
          >
            {detail.groups.map((group) => (
              <tr key={keyOf(group)}>
                <td>
                  <button
                    type="button"
                    className={classes.link}
                    aria-expanded={group === open}
                    onClick={() => choose('avvikelse', group === open ? '' : keyOf(group))}
                  >
                    <ViolationText violation={group.violation} />
                  </button>
                </td>
                <td>{group.source}</td>
                <td>
                  <ModeTag mode={group.mode} />
                </td>
                <td className={classes.right}>{numberText(group.events, language)}</td>
                <td className={classes.right}>
                  <When at={group.lastAt} />
                </td>
              </tr>
            ))}
          </ScrollTable>
          {open !== undefined && (
            <>
              <h3 className={classes.heading}>
                {t('plan.behind')}: <ViolationText violation={open.violation} />, {open.source}
              </h3>
              <Behind detail={detail} group={open} />
            </>
          )}
        </div>
      )}
    </Section>
  );
}
