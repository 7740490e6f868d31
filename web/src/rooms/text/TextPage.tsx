import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import type { TextClaim, TextView } from '../../../../src/speak/text/text.contract.ts';
import { text } from '../../api/queries.ts';
import { ChannelBadge } from '../../ui/ChannelBadge.tsx';
import { numberText } from '../../ui/format.ts';
import { Money } from '../../ui/Money.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { ErrorState, Loading } from '../../ui/States.tsx';
import { useLanguage } from '../../ui/useLanguage.ts';
import { When } from '../../ui/When.tsx';
import { piecesOf, type Term } from './pieces.ts';
import classes from './text.module.css';

const termKinds = [
  'price',
  'price-from',
  'prior-price',
  'unit-price',
  'percent-off',
  'percent-up-to',
  'amount-off',
  'multi-buy',
  'code',
  'free-shipping',
  'valid-from',
  'valid-to',
] as const;

function useTermWord(): (term: Term) => string {
  const { t } = useTranslation();
  return ({ kind }) => {
    const known = termKinds.find((each) => each === kind);
    return known === undefined ? kind : t(`text.term.${known}`);
  };
}

/** Whether the price is held against other channels, and if not, why. */
function Compared({ term, claim }: { term: Term; claim: TextClaim | undefined }): ReactElement {
  const { t } = useTranslation();
  const because = claim === undefined ? term.notClaimed : claim.notCompared;
  const why = because && (
    <div className={classes.sub}>{t('text.notCompared', { why: t(`text.because.${because}`) })}</div>
  );
  return (
    <>
      {claim !== undefined && <Claimed claim={claim} />}
      {why}
      {claim === undefined && why === undefined && '–'}
    </>
  );
}

function Claimed({ claim }: { claim: TextClaim }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Money amount={claim.amount} currency={claim.currency} />{' '}
      {claim.holdsTo === null ? (
        t('when.noEnd')
      ) : (
        <>
          {t('exception.until').toLowerCase()} <When at={Date.parse(claim.holdsTo) - 1} form="date" />
        </>
      )}
    </>
  );
}

/** The text as it was given, with what was read in it marked: what is held against other channels stands out. */
function Marked({ found, claimed }: { found: TextView; claimed: ReadonlyMap<number, TextClaim> }): ReactElement {
  const { t } = useTranslation();
  const word = useTermWord();
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'center' });
  }, [hash]);
  return (
    <section
      className={classes.text}
      tabIndex={0}
      aria-label={t('text.one')}
      {...(found.language === null ? {} : { lang: found.language })}
    >
      {piecesOf(found.text, found.reading.terms).map(({ from, text: said, term }) =>
        term === undefined ? (
          said
        ) : (
          <mark
            key={from}
            id={`p${from}`}
            data-here={hash === `#p${from}` || undefined}
            title={claimed.get(from)?.notCompared === null ? `${word(term)}, ${t('text.compared')}` : word(term)}
            data-claim={claimed.has(from) || undefined}
          >
            {said}
          </mark>
        ),
      )}
    </section>
  );
}

/** What was read, in order, each with its place. */
function Terms({ found, claimed }: { found: TextView; claimed: ReadonlyMap<number, TextClaim> }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const word = useTermWord();
  return (
    <ScrollTable
      title={t('text.terms')}
      flush
      heads={[
        { label: t('text.head.line'), isNumber: true },
        { label: t('text.head.said') },
        { label: t('text.head.kind') },
        { label: t('board.product') },
        { label: t('text.head.claim') },
      ]}
    >
      {found.reading.terms.map((term) => {
        const claim = claimed.get(term.from);
        return (
          <tr key={`${term.from} ${term.kind}`}>
            <td className={classes.line}>{numberText(term.line, language)}</td>
            <th scope="row">
              <a className={classes.place} href={`#p${term.from}`}>
                {found.text.slice(term.from, term.to)}
              </a>
            </th>
            <td>{word(term)}</td>
            <td>{term.product ?? '–'}</td>
            <td>
              <Compared term={term} claim={claim} />
            </td>
          </tr>
        );
      })}
    </ScrollTable>
  );
}

function Read({ found }: { found: TextView }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const claimed = new Map(found.claims.map((claim) => [claim.from, claim]));
  const { terms } = found.reading;
  const compared = found.claims.filter(({ notCompared }) => notCompared === null).length;
  const claims = { count: compared, number: numberText(compared, language) };
  return (
    <>
      <p className={classes.facts}>
        <ChannelBadge channel={found.channel} />
        <span>{t(`text.kind.${found.kind}`)}</span>
        <When at={found.seenAt} form="moment" />
        <span>{t('text.claims', claims)}</span>
        {found.masked > 0 && (
          <span>{t('text.masked', { count: found.masked, number: numberText(found.masked, language) })}</span>
        )}
        {found.replacedFrom !== null && (
          <span>
            {t('text.replaced')} <When at={found.replacedFrom} form="date" />
          </span>
        )}
      </p>
      <Section title={t('text.terms')} flush={terms.length > 0}>
        {terms.length === 0 ? (
          <p className={classes.what}>{t('text.nothingRead')}</p>
        ) : (
          <Terms found={found} claimed={claimed} />
        )}
      </Section>
      <Section title={t('text.marked')}>
        <Marked found={found} claimed={claimed} />
      </Section>
    </>
  );
}

/** One text with what was read in it and where, and what of that is held against other channels. */
export default function TextPage(): ReactElement {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(text(id));
  return (
    <Page
      title={data?.source ?? t('text.one')}
      tabTitle={t('text.one')}
      lead={
        <Link className={classes.place} to="/samstammighet/texter">
          {t('text.back')}
        </Link>
      }
    >
      {data !== undefined ? (
        <Read found={data} />
      ) : error === null ? (
        <Loading rows={6} />
      ) : (
        <ErrorState error={error} retry={refetch} />
      )}
    </Page>
  );
}
