import type { Sql } from '../../store/postgres.ts';
import type { CrawlFault, CrawlSiteView } from './crawl-site.contract.ts';
import type { Known } from './page-fetch.reads.ts';
import type { PageSaid } from './page-prices.ts';

type SiteRow = {
  id: string;
  channel: string;
  origins: string[];
  starts: string[];
  most_pages: number;
  product_by: CrawlSiteView['productBy'];
  asked_at: Date | null;
  started_at: Date | null;
  finished_at: Date | null;
  import_id: string | null;
  pages: number;
  unchanged: number;
  accepted: number;
  rejected: number;
  fault_count: number;
  faults: string;
};

const columns = `id, channel, origins, starts, most_pages, product_by, asked_at, started_at, finished_at, import_id, pages,
  unchanged, accepted, rejected, fault_count, faults`;

function viewOf(row: SiteRow): CrawlSiteView {
  return {
    id: row.id,
    channel: row.channel,
    origins: row.origins,
    starts: row.starts,
    mostPages: row.most_pages,
    productBy: row.product_by,
    askedAt: row.asked_at?.toISOString() ?? null,
    lastCrawl:
      row.started_at === null
        ? null
        : {
            startedAt: row.started_at.toISOString(),
            finishedAt: row.finished_at?.toISOString() ?? null,
            importId: row.import_id,
            pages: row.pages,
            unchanged: row.unchanged,
            accepted: row.accepted,
            rejected: row.rejected,
            faultCount: row.fault_count,
            faults: JSON.parse(row.faults) as CrawlFault[],
          },
  };
}

/** The sites that are read, in the order they were added. */
export async function listCrawlSites(sql: Sql): Promise<CrawlSiteView[]> {
  const { rows } = await sql.query<SiteRow>(`select ${columns} from crawl_sites order by added_at, id`);
  return rows.map(viewOf);
}

export async function findCrawlSite(sql: Sql, id: string): Promise<CrawlSiteView | undefined> {
  const { rows } = await sql.query<SiteRow>(`select ${columns} from crawl_sites where id = $1`, [id]);
  return rows.map(viewOf)[0];
}

/** The site's pages that have been met, and what they said of their age, to ask whether they have changed. */
export async function loadKnownPages(sql: Sql, siteId: string): Promise<ReadonlyMap<string, Known>> {
  const { rows } = await sql.query<{ address: string; etag: string | null; last_modified: string | null }>(
    'select address, etag, last_modified from crawl_pages where site_id = $1 order by address',
    [siteId],
  );
  return new Map(rows.map((row) => [row.address, { etag: row.etag, lastModified: row.last_modified }]));
}

/** What these pages said when they were last read. */
export async function loadSaid(sql: Sql, siteId: string, addresses: readonly string[]) {
  if (addresses.length === 0) return new Map<string, PageSaid>();
  const { rows } = await sql.query<{ address: string; said: string }>(
    'select address, said from crawl_pages where site_id = $1 and address = any ($2::text[])',
    [siteId, addresses],
  );
  return new Map(rows.map((row) => [row.address, JSON.parse(row.said) as PageSaid]));
}
