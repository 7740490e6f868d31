import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CrawlSiteView } from '../../../../src/collect/crawl/crawl-site.contract.ts';
import type { ImportDetail } from '../../../../src/collect/import.contract.ts';
import { dateText, numberText } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useLanguage, useWord } from '../../ui/useLanguage.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { importDetail } from '../imports/useImports.ts';
import classes from './crawl.module.css';
import { type FaultGroup, groupFaults, rejectedIn } from './site.ts';

type Crawl = NonNullable<CrawlSiteView['lastCrawl']>;

function Reason({ group }: { group: FaultGroup }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { code, status = 0, reason, addresses } = group;
  const many = { count: addresses.length, number: numberText(addresses.length, language) };
  return (
    <li>
      {code === undefined ? <span lang="en">{reason}</span> : t(`crawl.fault.${code}`, { status })}{' '}
      <details className={classes.more}>
        <summary>{t('crawl.addresses', many)}</summary>
        <ul className={classes.addresses}>
          {addresses.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** The addresses that could not be read, by why. */
export function SiteFaults({ crawl }: { crawl: Crawl }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  if (crawl.faultCount === 0) return null;
  const left = crawl.faultCount - crawl.faults.length;
  return (
    <div>
      <h3 className={classes.head}>
        {t('crawl.notRead', { count: crawl.faultCount, number: numberText(crawl.faultCount, language) })}
      </h3>
      <ul className={classes.reasons}>
        {groupFaults(crawl.faults).map((group) => (
          <Reason key={`${group.code ?? group.reason} ${group.status ?? ''}`} group={group} />
        ))}
        {left > 0 && <li>{t('crawl.moreFaults', { count: left, number: numberText(left, language) })}</li>}
      </ul>
    </div>
  );
}

type RejectedRow = ImportDetail['rejectedRows'][number];

/** One price that was not taken in: on which page, in which field, and why. */
function RejectedPrice({ row: { field, reason, body } }: { row: RejectedRow }): ReactElement {
  const word = useWord();
  const locale = useLocale();
  const { address, because } = rejectedIn(body);
  const { code = '', found = '', at } = because ?? {};
  const when = at === undefined ? '' : dateText(at, 'moment', locale);
  const said = word('crawl.priceFault', code, { found, when });
  return (
    <li>
      {address}
      <br />
      <code>{field}</code>: {said ?? <span lang="en">{reason}</span>}
    </li>
  );
}

/** The prices that were found and not taken in, with what is wrong with them, looked up when somebody wants to know. */
export function RejectedPrices({ importId, count }: { importId: string; count: number }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({ ...importDetail(importId), enabled: isOpen });
  return (
    <details className={classes.more} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('crawl.rejected', { count, number: numberText(count, language) })}</summary>
      {error !== null && <ProblemNote error={error} />}
      <ul className={classes.addresses}>
        {(data?.rejectedRows ?? []).map((row) => (
          <RejectedPrice key={`${row.line} ${row.field} ${row.reason}`} row={row} />
        ))}
      </ul>
    </details>
  );
}
