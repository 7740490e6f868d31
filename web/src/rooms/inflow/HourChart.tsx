import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './inflow.module.css';

const HEIGHT = 28;
const STEP = 6;

/** The last 24 hours as bars, the one that is now to the right. */
export function HourChart({ hours }: { hours: readonly number[] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const most = Math.max(1, ...hours);
  const total = hours.reduce((sum, each) => sum + each, 0);
  const label = t('inflow.sources.chart', {
    total: numberText(total, language),
    most: numberText(Math.max(0, ...hours), language),
  });
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${hours.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {hours.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(2, (count / most) * HEIGHT);
        return <rect key={index} x={index * STEP} y={HEIGHT - height} width={STEP - 1} height={height} />;
      })}
    </svg>
  );
}
