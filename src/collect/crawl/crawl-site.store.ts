import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { ProductBy } from '../feeds/feed.contract.ts';
import type { CrawlFault } from './crawl-site.contract.ts';
import type { OwnSite } from './own-site.ts';

export type NewSite = OwnSite & { readonly id: string; readonly productBy: ProductBy };

/** Adds a site unless there are as many as may be. Returns whether it was added. */
export async function insertSite(sql: Sql, site: NewSite, at: Instant, most: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into crawl_sites (id, channel, origins, starts, most_pages, product_by, added_at)
     select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from crawl_sites) < $8`,
    [site.id, site.channel, site.origins, site.starts, site.mostPages, site.productBy, new Date(at), most],
  );
  return rowCount === 1;
}

export async function deleteSite(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query('delete from crawl_sites where id = $1', [id]);
  return rowCount === 1;
}

/** Notes that crawls were asked for; all sites when none is named. Returns which. */
export async function markAsked(sql: Sql, at: Instant, id: string | null): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'update crawl_sites set asked_at = $1 where $2::uuid is null or id = $2 returning id',
    [new Date(at), id],
  );
  return rows.map((row) => row.id);
}

/** Begins a crawl unless one of the site is under way that began after `staleBefore`. Returns whether it may. */
export async function beginCrawl(sql: Sql, id: string, at: Instant, staleBefore: Instant): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update crawl_sites set asked_at = null, started_at = $2, finished_at = null, import_id = null, pages = 0,
       unchanged = 0, accepted = 0, rejected = 0, fault_count = 0, faults = '[]'
     where id = $1 and (started_at is null or finished_at is not null or started_at < $3)`,
    [id, new Date(at), new Date(staleBefore)],
  );
  return rowCount === 1;
}

/** What a crawl came to. */
export type CrawlOutcome = {
  readonly pages: number;
  readonly unchanged: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly faultCount: number;
  readonly faults: readonly CrawlFault[];
  readonly importId: string | null;
};

export async function finishCrawl(sql: Sql, id: string, at: Instant, outcome: CrawlOutcome): Promise<void> {
  const { pages, unchanged, accepted, rejected, faultCount, faults, importId } = outcome;
  await sql.query(
    `update crawl_sites set finished_at = $2, pages = $3, unchanged = $4, accepted = $5, rejected = $6,
       fault_count = $7, faults = $8, import_id = $9 where id = $1`,
    [id, new Date(at), pages, unchanged, accepted, rejected, faultCount, JSON.stringify(faults), importId],
  );
}

/** How far a crawl that is under way has come. */
export async function noteProgress(
  sql: Sql,
  id: string,
  { pages, unchanged, faultCount }: Pick<CrawlOutcome, 'pages' | 'unchanged' | 'faultCount'>,
): Promise<void> {
  await sql.query(
    'update crawl_sites set pages = $2, unchanged = $3, fault_count = $4 where id = $1 and finished_at is null',
    [id, pages, unchanged, faultCount],
  );
}

export type PageRow = {
  readonly address: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly said: string;
};

/** Keeps what pages said, in one statement. A site that was taken away meanwhile keeps nothing. */
export async function savePages(sql: Sql, siteId: string, pages: readonly PageRow[], at: Instant): Promise<void> {
  if (pages.length === 0) return;
  await sql.query(
    `insert into crawl_pages (site_id, address, etag, last_modified, said, seen_at)
     select site.id, page.address, page.etag, page.last_modified, page.said, $2
     from crawl_sites site, unnest($3::text[], $4::text[], $5::text[], $6::text[])
       as page (address, etag, last_modified, said)
     where site.id = $1 order by page.address
     on conflict (site_id, address) do update set etag = excluded.etag, last_modified = excluded.last_modified,
       said = excluded.said, seen_at = excluded.seen_at`,
    [
      siteId,
      new Date(at),
      pages.map((each) => each.address),
      pages.map((each) => each.etag),
      pages.map((each) => each.lastModified),
      pages.map((each) => each.said),
    ],
  );
}

/** Pages that answered that they had not changed were seen again. */
export async function touchPages(sql: Sql, siteId: string, addresses: readonly string[], at: Instant): Promise<void> {
  if (addresses.length === 0) return;
  await sql.query('update crawl_pages set seen_at = $3 where site_id = $1 and address = any ($2::text[])', [
    siteId,
    addresses,
    new Date(at),
  ]);
}

/** Forgets pages that are gone, and those that have not been met since `before`. */
export async function forgetPages(sql: Sql, siteId: string, gone: readonly string[], before: Instant): Promise<void> {
  await sql.query('delete from crawl_pages where site_id = $1 and (seen_at < $2 or address = any ($3::text[]))', [
    siteId,
    new Date(before),
    gone,
  ]);
}
