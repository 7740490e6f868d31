import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ruleCount, ruleSample } from '../../api/queries.ts';
import { numberText } from '../../ui/format.ts';
import { useDebouncedValue } from '../../ui/mantine.ts';
import { Section } from '../../ui/Page.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Loading } from '../../ui/States.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { Reach } from './Reach.tsx';
import classes from './segment.module.css';
import { useRuleReading } from './useRuleWords.ts';

/** How long the writing pauses before it is counted, in milliseconds. */
const PAUSE_MS = 400;
const SHOWN = 8;

/** Some of those the rule holds for. They open beside, so that what is written stays. */
function Sample({ rule }: { rule: string }): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery(ruleSample(rule));
  if (data === undefined || data.customers.length === 0) return null;
  return (
    <div className={classes.sample}>
      <h3 className={classes.small}>{t('segment.sample')}</h3>
      <ul>
        {data.customers.slice(0, SHOWN).map(({ id, name }) => (
          <li key={id}>
            <Link className={classes.link} to={`/kunder/${id}`} target="_blank" rel="noreferrer">
              {name ?? t('segment.nameless', { id: id.slice(-6) })}
              <span className="sr-only"> {t('segment.newTab')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a rule comes to when the writing pauses; `isOld` while it is of what stood there before. */
function useCount(rule: string) {
  const [settled] = useDebouncedValue(rule, PAUSE_MS);
  const query = useQuery(ruleCount(settled));
  return { ...query, settled, isOld: query.isPlaceholderData || settled !== rule };
}

/** The number alone, beside the button that saves. */
export function CountBeside({ rule }: { rule: unknown }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, isOld } = useCount(JSON.stringify(rule));
  if (data === undefined || isOld) return null;
  const { customers } = data;
  return (
    <span className={classes.beside}>
      {t('segment.customers', { count: customers, number: numberText(customers, language) })}
    </span>
  );
}

function Counted({ rule }: { rule: string }): ReactElement {
  const { data, error, settled, isOld } = useCount(rule);
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Loading rows={3} height={26} />;
  return (
    <>
      <Reach count={data} isOld={isOld} />
      <Sample rule={settled} />
    </>
  );
}

/** The rule that is being written, in words, with how many it holds for now, whom each channel reaches, and some of them. */
export function RulePanel({ rule }: { rule: unknown }): ReactElement {
  const { t } = useTranslation();
  const { words, fault } = useRuleReading()(rule);
  return (
    <div className={classes.panel}>
      <Section title={t('segment.now')}>
        <div className={classes.stack}>
          {rule === undefined ? (
            <p className={classes.what}>{t('segment.unfinished')}</p>
          ) : fault !== null ? (
            <ProblemNote error={fault} />
          ) : (
            <>
              <p className={classes.words}>{t('segment.whoever', { rule: words })}</p>
              <Counted rule={JSON.stringify(rule)} />
            </>
          )}
        </div>
      </Section>
    </div>
  );
}
