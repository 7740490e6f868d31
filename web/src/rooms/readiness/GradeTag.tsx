import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grade } from '../../../../src/understand/verdict.contract.ts';
import { Tag } from '../../ui/Tag.tsx';
import { gradeLook } from './looks.ts';

/** A verdict as icon, word and colour. */
export function GradeTag({ grade }: { grade: Grade }): ReactElement {
  const { t } = useTranslation();
  const { icon, tone } = gradeLook[grade];
  return (
    <Tag tone={tone} icon={icon}>
      {t(`readiness.grade.${grade}`)}
    </Tag>
  );
}
