import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SuggestionView } from '../../../../src/identify/review/review.contract.ts';
import { numberText, percentText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { type Comparison, comparisonsOf, levelWordOf } from './looks.ts';
import classes from './SuggestionCard.module.css';

/** So many bits fill the bar: more than this is as sure as it looks. */
const FULL_BITS = 14;

function Says({ bits, children }: { bits: number; children?: ReactNode }): ReactElement {
  const language = useLanguage();
  const share = Math.min(100, (Math.abs(bits) / FULL_BITS) * 100);
  const rounded = Math.round(bits * 10) / 10;
  return (
    <div className={classes.says}>
      <span className={classes.bits}>{`${rounded > 0 ? '+' : ''}${numberText(rounded, language)}`}</span>
      <span className={classes.bar} data-against={bits < 0 || undefined} style={{ width: `${share}%` }} aria-hidden />
      {children !== undefined && <span className={classes.level}>{children}</span>}
    </div>
  );
}

function Line({ comparison }: { comparison: Comparison }): ReactElement {
  const { t } = useTranslation();
  const { aspect, values, agrees } = comparison;
  return (
    <li className={classes.line}>
      <span className={classes.what}>{t(`review.aspect.${aspect}`)}</span>
      {values.map((value, side) => (
        <span key={side === 0 ? 'a' : 'b'} className={classes.value}>
          {value === '' ? <span className={classes.what}>{t('review.saysNot')}</span> : value}
        </span>
      ))}
      {agrees === undefined ? (
        <span className={classes.what}>{t('review.notCompared')}</span>
      ) : (
        <Says bits={agrees.bits}>{t(`review.level.${levelWordOf(agrees.level)}`)}</Says>
      )}
    </li>
  );
}

function Side({ side }: { side: SuggestionView['a'] }): ReactElement {
  const { t } = useTranslation();
  return (
    <span className={classes.value}>
      <Link to={`/kunder/${side.id}`}>{side.name ?? nameIn(side.values) ?? t('customer.unknown')}</Link>
      <br />
      <span className={classes.seen}>
        {side.identifiers
          .slice(0, 3)
          .map((each) => `${each.type} ${each.value}`)
          .join(', ')}{' '}
        · <When at={side.lastSeenAt} />
      </span>
    </span>
  );
}

function nameIn({ givenName = '', surname = '' }: SuggestionView['a']['values']): string | undefined {
  return `${givenName} ${surname}`.trim() || undefined;
}

/** Two records side by side: what each says, how well it agrees, and what that comes to. */
export function SuggestionCard({
  suggestion,
  actions,
}: {
  suggestion: SuggestionView;
  actions: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { a, b, waterfall } = suggestion;
  return (
    <>
      <div className={classes.names}>
        <span className={classes.what}>{t('review.who')}</span>
        <Side side={a} />
        <Side side={b} />
        <span className={classes.what}>{t('review.says')}</span>
      </div>
      <ul>
        <li className={classes.line}>
          <span className={classes.what}>{t('review.start')}</span>
          <span className={classes.what} style={{ gridColumn: 'span 2' }}>
            {t('review.startWhat')}
          </span>
          <Says bits={waterfall.startBits} />
        </li>
        {comparisonsOf(suggestion).map((comparison) => (
          <Line key={comparison.aspect} comparison={comparison} />
        ))}
        {waterfall.householdBits < -0.05 && (
          <li className={classes.line}>
            <span className={classes.what}>{t('review.household')}</span>
            <span className={classes.what} style={{ gridColumn: 'span 2' }}>
              {t('review.householdWhat')}
            </span>
            <Says bits={waterfall.householdBits} />
          </li>
        )}
      </ul>
      <div className={classes.total}>
        <strong>
          {t('review.total', {
            bits: numberText(Math.round(waterfall.bits * 10) / 10, language),
            // Never more than it can know: 100 % is said of nothing.
            probability: percentText(Math.min(99.9, waterfall.probability * 100), language),
          })}
        </strong>
        <div className={classes.buttons}>{actions}</div>
      </div>
    </>
  );
}
