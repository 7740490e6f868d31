import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportView } from '../../../../src/collect/import.contract.ts';
import { numberText } from '../../ui/format.ts';
import { Section } from '../../ui/Page.tsx';
import { Row, RowLink } from '../../ui/Row.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportBar } from './ImportBar.tsx';
import classes from './imports.module.css';
import { looks } from './looks.ts';
import { pathOfImport } from './place.ts';
import { importList } from './useImports.ts';

function ImportRow({ one }: { one: ImportView }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { tone, icon } = looks[one.state];
  return (
    <Row className={classes.importRow}>
      <span className={classes.named}>
        <RowLink to={pathOfImport(one.id)}>{one.fileName}</RowLink>
        <span className={classes.muted}>
          {t(`imports.kind.${one.kind}`)} · <When at={one.startedAt} />
        </span>
      </span>
      <span>
        <Tag tone={tone} icon={icon}>
          {t(`imports.state.${one.state}`)}
        </Tag>
      </span>
      {one.state === 'running' ? (
        <ImportBar one={one} />
      ) : (
        <span className={classes.muted}>
          {t('imports.counts', {
            accepted: numberText(one.accepted, language),
            rejected: numberText(one.rejected, language),
          })}
        </span>
      )}
    </Row>
  );
}

/** The files that were handed in, the newest first, and where the next one is dropped. */
export function ImportList(): ReactElement {
  const { t } = useTranslation();
  const query = useQuery(importList);
  return (
    <>
      <p className={classes.lead}>{t('imports.lead')}</p>
      <FileDrop />
      {query.data === undefined ? (
        query.error === null ? (
          <Loading rows={5} />
        ) : (
          <ErrorState error={query.error} retry={query.refetch} />
        )
      ) : query.data.imports.length === 0 ? (
        <p className={classes.muted}>{t('imports.empty')}</p>
      ) : (
        <Section title={t('imports.title')} flush>
          <ol>
            {query.data.imports.map((one) => (
              <ImportRow key={one.id} one={one} />
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
