import { IconClockExclamation, IconCopy, IconMailX, IconRulerMeasure } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveRow } from '../../../../src/collect/inflow/live.contract.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { dateText, numberText } from '../../ui/format.ts';
import { Row, RowButton } from '../../ui/Row.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import classes from './inflow.module.css';
import { FoundTag } from './looks.tsx';
import { isLate } from './stream.ts';

function Marks({ row }: { row: LiveRow }): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  const language = useLanguage();
  const count = row.violations.length;
  return (
    <span className={classes.marks}>
      {row.customer !== null && <FoundTag found={row.customer.why.found} />}
      {row.outcome === 'refused' && (
        <Tag tone="bad" icon={IconMailX}>
          {word('inflow.code', row.code ?? '') ?? row.code}
        </Tag>
      )}
      {row.isRepeat && (
        <span title={t('inflow.stream.repeatWhat')}>
          <Tag icon={IconCopy}>{t('inflow.stream.repeat')}</Tag>
        </span>
      )}
      {isLate(row) && (
        <span title={t('inflow.stream.lateWhat')}>
          <Tag tone="warn" icon={IconClockExclamation}>
            {t('inflow.stream.late')}
          </Tag>
        </span>
      )}
      {count > 0 && (
        <Tag tone="warn" icon={IconRulerMeasure}>
          {t('inflow.stream.violations', { count, number: numberText(count, language) })}
        </Tag>
      )}
    </span>
  );
}

/** One event on its way in: when, what, from where, who it became and what is to be said of it. */
export function StreamRow({ row, open }: { row: LiveRow; open: () => void }): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  const locale = useLocale();
  const [identifier] = row.identifiers;
  const who = row.customer?.name ?? identifier?.value ?? t('inflow.stream.nobody');
  return (
    <Row className={classes.streamRow}>
      <time className={classes.time} dateTime={row.receivedAt} title={dateText(row.receivedAt, 'moment', locale)}>
        {dateText(row.receivedAt, 'second', locale)}
      </time>
      <div className={classes.what}>
        <RowButton open={open}>{word('event', row.name) ?? (row.name || t('inflow.event.unnamed'))}</RowButton>
        <span className={classes.sub}>{row.source === '' ? t('inflow.stranger') : row.source}</span>
      </div>
      <span>{row.channel !== null && <ChannelBadge channel={row.channel} plain />}</span>
      <span className={classes.who}>{who}</span>
      <Marks row={row} />
    </Row>
  );
}
