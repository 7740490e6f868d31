import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeadLetterView, LetterGroupList } from '../../../../src/collect/dead-letters/dead-letter.contract.ts';
import { addressOf } from '../../api/client.ts';
import { numberText } from '../../ui/format.ts';
import { Row, RowLink } from '../../ui/Row.tsx';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './inflow.module.css';

/** How many letters of a source have the same fault, and since when. */
export function GroupRow({
  group,
  status,
}: {
  group: LetterGroupList['groups'][number];
  status: string;
}): ReactElement {
  const { t } = useTranslation();
  const word = useWord();
  const language = useLanguage();
  const { kind, source, code, field } = group;
  const to = addressOf('/inflode/ej-mottaget', { status, kind, source, code, field });
  return (
    <Row className={classes.groupRow}>
      <span className={classes.number}>{numberText(group.letters, language)}</span>
      <div className={classes.what}>
        <RowLink to={to}>
          {word('inflow.code', code) ?? code}
          {field !== null && `: ${field}`}
        </RowLink>
        <span className={classes.sub} lang="en">
          {group.example}
        </span>
      </div>
      <span className={classes.who}>
        {source ?? t('inflow.noSource')} <Tag>{t(`inflow.dead.kind.${kind}`)}</Tag>
      </span>
      <span className={`${classes.figures} ${classes.right}`}>
        <span>
          {t('inflow.dead.last')} <When at={group.lastAt} />
        </span>
        <span className={classes.sub}>
          {t('inflow.dead.first')} <When at={group.firstAt} />
        </span>
      </span>
    </Row>
  );
}

export const letterTone: Readonly<Record<DeadLetterView['status'], Tone>> = {
  open: 'warn',
  replayed: 'good',
  discarded: 'neutral',
};

export function LetterRow({ letter, to }: { letter: DeadLetterView; to: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <Row className={classes.letterRow}>
      <div className={classes.what}>
        <RowLink to={to}>
          <span lang="en">{letter.reason}</span>
        </RowLink>
        <span className={classes.sub}>
          {letter.source ?? t('inflow.noSource')}
          {letter.line !== null && ` · ${t('inflow.dead.line', { line: letter.line })}`} ·{' '}
          <When at={letter.receivedAt} />
        </span>
      </div>
      <Tag tone={letterTone[letter.status]}>{t(`inflow.dead.state.${letter.status}`)}</Tag>
    </Row>
  );
}
