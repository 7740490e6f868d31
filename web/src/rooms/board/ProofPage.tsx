import { useQuery } from '@tanstack/react-query';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Contradiction, Statement } from '../../../../src/speak/contradiction.contract.ts';
import { contradiction, session } from '../../api/queries.ts';
import { Button } from '../../ui/mantine.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { When } from '../../ui/When.tsx';
import { Facts } from './Facts.tsx';
import { ANY_ZONE } from './looks.ts';
import classes from './ProofPage.module.css';
import { SightingHistory } from './SightingHistory.tsx';
import { SourceText } from './SourceText.tsx';
import { StatementText } from './StatementText.tsx';
import { useVerdict } from './useVerdict.ts';

/** What one side said, and where that stands: the source as it is written, its row, and the moment it was seen. */
function Evidence({ statement, owner }: { statement: Statement; owner: string | null }): ReactElement {
  const { t } = useTranslation();
  return (
    <li className={classes.evidence}>
      <StatementText statement={statement} owner={owner} />
      <dl className={classes.facts}>
        {statement.place !== null && (
          <>
            <dt>{t('witness.place')}</dt>
            <dd>{statement.place}</dd>
          </>
        )}
        <dt>{t('witness.source')}</dt>
        <dd>
          <SourceText statement={statement} />
          {statement.sourceRow !== null && `, ${t('board.row', { row: statement.sourceRow })}`}
        </dd>
        {statement.seenAt !== null && (
          <>
            <dt>{t('witness.seen')}</dt>
            <dd>
              <When at={statement.seenAt} form="moment" /> <span className={classes.exact}>{statement.seenAt}</span>
            </dd>
          </>
        )}
        {statement.text?.quote !== undefined && (
          <>
            <dt>{t('witness.quote')}</dt>
            <dd>
              <q>{statement.text.quote}</q>
            </dd>
          </>
        )}
        {statement.offerId !== null && (
          <>
            <dt>{t('witness.offer')}</dt>
            <dd className={classes.exact}>{statement.offerId}</dd>
          </>
        )}
      </dl>
    </li>
  );
}

function Proof({ found }: { found: Contradiction }): ReactElement {
  const { t } = useTranslation();
  const verdict = useVerdict();
  const [first, second] = found.witness.statements;
  return (
    <>
      <p className={classes.verdict}>{verdict(found)}</p>
      <Section title={t('witness.evidence')}>
        <ul className={classes.sides}>
          <Evidence statement={first} owner={found.owners[0]} />
          <Evidence statement={second} owner={found.owners[1]} />
        </ul>
      </Section>
      <Section title={t('proof.finding')}>
        <Facts found={found} />
        <p className={classes.exact}>
          {t('proof.id')} {found.id}
        </p>
      </Section>
      <Section title={t('witness.history')}>
        <SightingHistory product={found.product} channels={[...new Set(found.channels)]} all />
      </Section>
    </>
  );
}

/** A contradiction with all that proves it, to be printed or kept as a PDF. */
export default function ProofPage(): ReactElement {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, dataUpdatedAt, error, refetch } = useQuery(contradiction(id));
  const company = useQuery(session).data?.deployment.name;
  if (data === undefined)
    return (
      <Page title={t('proof.title')}>
        {error === null ? <Loading rows={6} /> : <ErrorState error={error} retry={refetch} />}
      </Page>
    );
  return (
    <Page
      title={data.productName ?? data.product}
      tabTitle={t('proof.title')}
      lead={
        <>
          {t('proof.title')} · {data.product} ·{' '}
          {data.zone === ANY_ZONE ? t('channel.anyZone') : t('channel.zone', { zone: data.zone })}
          {company !== undefined && ` · ${company}`} · {t('proof.made')}{' '}
          <When at={new Date(dataUpdatedAt).toISOString()} form="moment" />
        </>
      }
      actions={
        <div className={classes.actions}>
          <Link to={`/samstammighet/motsagelse/${id}`}>{t('proof.back')}</Link>
          <Button size="xs" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => globalThis.print()}>
            {t('proof.print')}
          </Button>
        </div>
      }
    >
      <Proof found={data} />
    </Page>
  );
}
