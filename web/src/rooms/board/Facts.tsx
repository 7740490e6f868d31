import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contradiction } from '../../../../src/speak/contradiction.contract.ts';
import { numberText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './Facts.module.css';

function Fact({ label, children }: { label: string; children: ReactElement | string }): ReactElement {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Since when a contradiction stands, for how long, and whom it harms. */
export function Facts({ found }: { found: Contradiction }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const exposed = { count: found.exposed, number: numberText(found.exposed, language) };
  return (
    <dl className={classes.facts}>
      <Fact label={t('witness.opened')}>
        <When at={found.openedAt} form="both" />
      </Fact>
      {found.closedAt !== null && (
        <Fact label={t('witness.closed')}>
          <When at={found.closedAt} form="both" />
        </Fact>
      )}
      <Fact label={t('witness.holds')}>
        <>
          <When at={found.holdsFrom} form="date" /> –{' '}
          {found.holdsTo === null ? t('when.noEnd') : <When at={found.holdsTo} form="date" />}
        </>
      </Fact>
      <Fact label={t('contradiction.exposed')}>{t('contradiction.exposed', exposed)}</Fact>
      <Fact label={t('contradiction.harm')}>
        <>
          <span className="tabular">{numberText(Math.round(found.harm), language)}</span>{' '}
          <span className={classes.what}>{t('contradiction.harmWhat')}</span>
        </>
      </Fact>
    </dl>
  );
}
