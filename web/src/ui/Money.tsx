import type { ReactElement } from 'react';
import { moneyText } from './format.ts';
import { useLanguage } from './useLanguage.ts';

/** An amount in minor units as the reader writes money, never broken over two lines. */
export function Money({ amount, currency }: { amount: number; currency: string }): ReactElement {
  const language = useLanguage();
  return (
    <span className="tabular" style={{ whiteSpace: 'nowrap' }}>
      {moneyText({ amount, currency }, language)}
    </span>
  );
}
