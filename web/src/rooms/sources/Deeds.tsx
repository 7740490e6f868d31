import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '../../../../src/organisation/audit.contract.ts';
import { sourceDeeds } from '../../api/queries.ts';
import { listText } from '../../ui/format.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Section } from '../../ui/Page.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import classes from './SourcePage.module.css';

const known = ['added', 'changed', 'removed', 'key-added', 'key-rotated', 'key-revoked'] as const;
const fields = ['name', 'kind', 'channel', 'department', 'owner', 'origins', 'phoneCountry', 'purpose'] as const;

function useDeedText(): (deed: AuditRow) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return ({ action, detail }) => {
    const said = known.find((each) => each === action);
    if (said === undefined) return action;
    const to = detail['to'];
    const changed = typeof to === 'object' && to !== null ? Object.keys(to) : [];
    const words = changed.map((key) => {
      const field = fields.find((each) => each === key);
      return (field === undefined ? t('source.stateFilter') : t(`source.field.${field}`)).toLowerCase();
    });
    return [t(`source.deed.${said}`), listText(words, language)].filter(Boolean).join(' ');
  };
}

/** Who changed what of a source and its keys, the newest first. */
export function Deeds({ id }: { id: string }): ReactElement {
  const { t } = useTranslation();
  const query = useInfiniteQuery(sourceDeeds(id));
  const textOf = useDeedText();
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const who = ({ actor }: AuditRow): string =>
    actor.kind === 'command' ? t('source.byCommand') : actor.kind === 'system' ? t('source.bySystem') : actor.name;
  return (
    <Section title={t('source.changes')}>
      {rows.length === 0 ? (
        <p className={classes.sub}>{t('source.noChanges')}</p>
      ) : (
        <ol>
          {rows.map((row) => (
            <li key={row.id} className={classes.deed}>
              <span>
                {who(row)} {textOf(row)}
              </span>
              <span className={classes.sub}>
                <When at={row.at} form="both" />
              </span>
            </li>
          ))}
        </ol>
      )}
      <MoreButton query={query} />
    </Section>
  );
}
