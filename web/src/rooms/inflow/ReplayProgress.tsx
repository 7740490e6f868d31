import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplayJob } from '../../../../src/collect/dead-letters/dead-letter.contract.ts';
import { replays } from '../../api/queries.ts';
import { numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { makerOf } from '../promise/maker.ts';
import classes from './inflow.module.css';

const SHOWN = 3;

function Progress({ replay }: { replay: ReplayJob }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = (count: number): string => numberText(count, language);
  const { tried, letters, replayed, failing, finishedAt } = replay;
  const said =
    finishedAt === null
      ? t('inflow.replay.running', { tried: number(tried), letters: number(letters) })
      : t('inflow.replay.done', { replayed: number(replayed), failing: number(failing) });
  return (
    <li className={classes.progress}>
      <output>{said}</output>
      {finishedAt === null && <progress aria-label={said} value={tried} max={Math.max(1, letters)} />}
      <span className={classes.sub}>
        <When at={replay.askedAt} /> · {t('inflow.replay.by', { name: makerOf(replay.askedBy).name })}
      </span>
    </li>
  );
}

/** The replays that run, and the last that have run. */
export function ReplayProgress(): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery(replays);
  if (data === undefined || data.replays.length === 0) return null;
  return (
    <Section title={t('inflow.replay.title')}>
      <ol className={classes.stack}>
        {data.replays.slice(0, SHOWN).map((replay) => (
          <Progress key={replay.id} replay={replay} />
        ))}
      </ol>
    </Section>
  );
}
