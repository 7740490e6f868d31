import { IconAlertTriangle, IconUserQuestion } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../src/collect/imports/event-import.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { dateText, numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { type EventSketch, sketchOf } from './event-sketch.ts';
import classes from './imports.module.css';

/** The first events as they would become, and how many of the rows that were looked at come to one. */
export function FirstEvents({ preview }: { preview: Preview }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = (value: number): string => numberText(value, language);
  const passed = Object.values(preview.passed).reduce((sum, each) => sum + each, 0);
  return (
    <Section title={t('imports.first')} flush>
      {preview.fault === null ? (
        <output className={classes.note}>
          {t('imports.tried', {
            rows: number(preview.rowsRead),
            events: number(preview.events),
            bad: number(preview.bad),
            anonymous: number(preview.anonymous),
          })}
          {passed > 0 && ` ${t('imports.triedPassed', { rows: number(passed) })}`}
        </output>
      ) : (
        <p className={classes.fault} role="alert" lang="en">
          {preview.fault}
        </p>
      )}
      <ol className={classes.events}>
        {preview.outcomes.map((each) =>
          each.kind === 'call' ? (
            <EventLine
              key={`call ${each.line}`}
              line={each.line}
              isAnonymous={each.isAnonymous}
              event={sketchOf(each.call)}
            />
          ) : (
            <li key={`bad ${each.line} ${each.field}`} className={classes.event}>
              <Tag tone="bad" icon={IconAlertTriangle}>
                {t('imports.badRow', { line: number(each.line) })}
              </Tag>
              <span lang="en">
                {each.field}: {each.reason}
              </span>
            </li>
          ),
        )}
      </ol>
    </Section>
  );
}

function EventLine({
  line,
  isAnonymous,
  event,
}: {
  line: number;
  isAnonymous: boolean;
  event: EventSketch;
}): ReactElement {
  const { t } = useTranslation();
  const locale = useLocale();
  const { language } = locale;
  return (
    <li className={classes.event}>
      <span className={classes.eventHead}>
        <strong>{event.name}</strong>
        <ChannelBadge channel={event.channel} />
        <time dateTime={event.at}>{dateText(event.at, 'moment', locale)}</time>
        {isAnonymous && (
          <Tag tone="warn" icon={IconUserQuestion}>
            {t('imports.anonymous')}
          </Tag>
        )}
        <span className={classes.muted}>{t('imports.lineNo', { line: numberText(line, language) })}</span>
      </span>
      <span className={classes.who}>{event.who.join(' · ')}</span>
      <span className={classes.samples}>{event.facts.join(' · ')}</span>
    </li>
  );
}
