import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Today } from '../../../../src/promise/today.contract.ts';
import { numberText } from '../../ui/format.ts';
import { useLanguage } from '../../ui/useLanguage.ts';
import classes from './Tiles.module.css';

type TileProps = { to: string; count: number; label: string; hint: string; hintTo?: string; tone?: 'bad' | 'warn' };

/** A number, what it counts, and the way to the rows behind it; a hint with a number of its own has its own way. */
function Tile({ to, count, label, hint, hintTo, tone }: TileProps): ReactElement {
  const language = useLanguage();
  const content = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.count}>{numberText(count, language)}</span>
      {hintTo === undefined && <span className={classes.hint}>{hint}</span>}
    </>
  );
  return (
    <li className={classes.tile} data-tone={count > 0 ? tone : undefined}>
      {to.startsWith('#') ? (
        <a href={to} className={classes.link}>
          {content}
        </a>
      ) : (
        <Link to={to} className={classes.link}>
          {content}
        </Link>
      )}
      {hintTo !== undefined && (
        <Link to={hintTo} className={classes.hintLink}>
          {hint}
        </Link>
      )}
    </li>
  );
}

export function Tiles({ today }: { today: Today }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { contradictions, promises } = today;
  return (
    <ul className={classes.tiles}>
      <Tile
        to="/samstammighet/motsagelser?status=open"
        count={contradictions.open}
        label={t('today.open')}
        hint={t('today.openHint')}
        tone="bad"
      />
      <Tile
        to="/samstammighet/motsagelser?status=answered"
        count={contradictions.answered}
        label={t('today.answered')}
        hint={t('today.answeredHint')}
      />
      <Tile
        to="/loften?state=open"
        count={promises.open}
        label={t('today.promisesOpen')}
        hint={t('today.promisesOpenHint')}
      />
      <Tile
        to="#loften"
        count={promises.dueWithin7Days}
        label={t('today.due')}
        hint={t('today.dueHint', {
          count: promises.keptLast7Days,
          number: numberText(promises.keptLast7Days, language),
        })}
        hintTo="/loften?state=kept"
        tone="warn"
      />
    </ul>
  );
}
