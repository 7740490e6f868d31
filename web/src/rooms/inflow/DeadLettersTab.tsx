import { useInfiniteQuery } from '@tanstack/react-query';
import { IconMailCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { deadLetters } from '../../api/queries.ts';
import { MoreButton } from '../../ui/MoreButton.tsx';
import { Section } from '../../ui/Page.tsx';
import { Row } from '../../ui/Row.tsx';
import { EmptyState, ErrorState, Loading } from '../../ui/States.tsx';
import { When } from '../../ui/When.tsx';

/** Ej mottaget: what was not taken in, and why. */
export default function DeadLettersTab(): ReactElement {
  const { t } = useTranslation();
  const query = useInfiniteQuery(deadLetters({}));
  const rows = query.data?.pages.flatMap((page) => page.deadLetters) ?? [];
  if (query.data === undefined)
    return query.error === null ? <Loading rows={8} /> : <ErrorState error={query.error} retry={query.refetch} />;
  if (rows.length === 0)
    return (
      <EmptyState icon={IconMailCheck} title={t('inflow.dead.empty')}>
        {t('inflow.dead.emptyWhat')}
      </EmptyState>
    );
  return (
    <Section title={t('inflow.tab.deadLetters')} flush>
      <ol>
        {rows.map((letter) => (
          <Row key={letter.id}>
            <p lang="en">{letter.reason}</p>
            <p>
              {letter.source ?? t('inflow.noSource')} · <When at={letter.receivedAt} />
            </p>
          </Row>
        ))}
      </ol>
      <MoreButton query={query} />
    </Section>
  );
}
