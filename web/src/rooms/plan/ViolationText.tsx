import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { violationCodes } from '../../../../src/collect/plan/plan.contract.ts';
import { partsOf } from './draft.ts';

/** A violation in words: "products.*.price: fel typ". */
export function ViolationText({ violation }: { violation: string }): ReactElement {
  const { t } = useTranslation();
  const { code, path } = partsOf(violation);
  const known = violationCodes.find((each) => each === code);
  const word = known === undefined ? code : t(`plan.violation.${known}`);
  return path.startsWith('(') ? (
    <span>{word}</span>
  ) : (
    <span>
      <strong>{path}</strong>: {word}
    </span>
  );
}
