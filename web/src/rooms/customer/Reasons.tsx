import { IconCircleCheck, IconCircleX, IconInfoCircle, IconStar, type TablerIcon } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../../src/decide/decision.contract.ts';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import classes from './Reasons.module.css';
import { useReasonText, useSubjectName } from './useReasonText.ts';

type Verdict = Decision['reasons'][number]['verdict'];

const look: Readonly<Record<Verdict, { icon: TablerIcon; tone: Tone }>> = {
  chosen: { icon: IconStar, tone: 'good' },
  passed: { icon: IconCircleCheck, tone: 'accent' },
  refused: { icon: IconCircleX, tone: 'bad' },
  noted: { icon: IconInfoCircle, tone: 'neutral' },
};

/** Every rule that was tried, in its order, in the reader's language; a code without a sentence is shown as it is. */
export function Reasons({ decision }: { decision: Decision }): ReactElement {
  const { t } = useTranslation();
  const nameOf = useSubjectName(decision);
  const text = useReasonText(nameOf);
  if (decision.reasons.length === 0) return <p>{t('customer.noReasons')}</p>;
  return (
    <ol className={classes.reasons}>
      {decision.reasons.map((reason, i) => (
        <li key={`${i} ${reason.code}`} className={classes.reason}>
          <span className={classes.number}>{i + 1}</span>
          <span className={classes.text}>
            {reason.subject !== undefined && <span className={classes.subject}>{nameOf(reason.subject)}</span>}
            {text(reason)}
          </span>
          <Tag tone={look[reason.verdict].tone} icon={look[reason.verdict].icon}>
            {t(`customer.verdict.${reason.verdict}`)}
          </Tag>
        </li>
      ))}
    </ol>
  );
}
