import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readRule } from '../../../../src/kernel/rule/read-rule.ts';
import { segmentsIn } from '../../../../src/kernel/rule/write-out.ts';
import { messages, offers, segments } from '../../api/queries.ts';
import { Section } from '../../ui/Page.tsx';
import { Loading } from '../../ui/States.tsx';
import classes from './segment.module.css';

/** What is aimed at the segment, and which other segments name it: whoever changes it changes them too. */
export function SegmentUse({ id }: { id: string }): ReactElement {
  const { t } = useTranslation();
  const offered = useQuery(offers).data?.offers;
  const written = useQuery(messages).data?.messages;
  const kept = useQuery(segments).data?.segments;
  if (offered === undefined || written === undefined || kept === undefined)
    return (
      <Section title={t('segment.use')}>
        <Loading rows={2} height={26} />
      </Section>
    );
  const uses = [
    ...written
      .filter(({ audience }) => audience.segment?.id === id)
      .map((each) => ({ ...each, what: t('segment.uses.message'), path: `/budskap/${each.id}` })),
    ...offered
      .filter(({ audience }) => audience.segment?.id === id)
      .map((each) => ({ ...each, what: t('segment.uses.offer'), path: `/budskap/erbjudanden/${each.id}` })),
    ...kept
      .filter(({ rule }) => segmentsIn(readRule(rule)).includes(id))
      .map((each) => ({ ...each, what: t('segment.one'), path: `/kunder/malgrupper/${each.id}` })),
  ];
  return (
    <Section title={t('segment.use')}>
      {uses.length === 0 ? (
        <p className={classes.what}>{t('segment.unused')}</p>
      ) : (
        <ul className={classes.uses}>
          {uses.map(({ path, name, what }) => (
            <li key={path}>
              <span className={classes.sub}>{what}</span>{' '}
              <Link className={classes.link} to={path}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
