import { DAY_MS, HOUR_MS } from '../../kernel/period.ts';
import type { Deps } from '../../store/deps.ts';
import type { Jobs } from '../../store/queue.ts';
import type { FileReading } from '../file-reading.ts';
import { importSightings } from '../sighting.service.ts';
import type { CrawlFault, CrawlSiteView } from './crawl-site.contract.ts';
import { findCrawlSite, loadKnownPages, loadSaid } from './crawl-site.reads.ts';
import { askForAllCrawls, CRAWL_JOB } from './crawl-site.service.ts';
import {
  beginCrawl,
  type CrawlOutcome,
  finishCrawl,
  forgetPages,
  noteProgress,
  savePages,
  touchPages,
} from './crawl-site.store.ts';
import { type PageSaid, pageSightings } from './page-prices.ts';
import { type CrawlDoor, crawlSite, type PageVisit } from './site-crawl.reads.ts';

/** Asks for a crawl of all sites; done once a night. */
export const CRAWL_ALL_JOB = 'crawl-all-sites';

const PAGES_A_BATCH = 50;
const FAULTS_KEPT = 100;
const PAGES_KEPT_MS = 60 * DAY_MS;
/** A crawl ends by itself long before; one that says it still goes on was broken off. */
const BROKEN_OFF_AFTER_MS = HOUR_MS;

/** The jobs of reading our own sites. */
export function crawlJobs(deps: Deps, door: CrawlDoor): Jobs {
  return {
    [CRAWL_JOB]: async (items) => {
      for (const id of new Set(items)) if (typeof id === 'string') await runCrawl(deps, door, id);
    },
    [CRAWL_ALL_JOB]: () => askForAllCrawls(deps),
  };
}

type Growing = { -readonly [K in 'pages' | 'unchanged' | 'faultCount']: CrawlOutcome[K] } & {
  readonly faults: CrawlFault[];
  readonly gone: string[];
};

/** Reads one site and takes in what its pages say. Nothing is done when the site is gone or is being read. */
export async function runCrawl(deps: Deps, door: CrawlDoor, id: string): Promise<void> {
  const now = deps.clock();
  const site = await findCrawlSite(deps.postgres, id);
  if (site === undefined || !(await beginCrawl(deps.postgres, id, now, now - BROKEN_OFF_AFTER_MS))) return;
  const outcome: Growing = { pages: 0, unchanged: 0, faultCount: 0, faults: [], gone: [] };
  let came = { accepted: 0, rejected: 0, importId: null as string | null };
  try {
    const fileName = `crawl of ${site.origins[0] ?? ''}`.slice(0, 300);
    const { accepted, repeated, rejected, importId } = await importSightings(
      deps,
      { fileName },
      readingsOf(deps, door, site, outcome),
    );
    came = { accepted: accepted + repeated, rejected, importId };
    await forgetPages(deps.postgres, id, outcome.gone, now - PAGES_KEPT_MS);
  } finally {
    await finishCrawl(deps.postgres, id, deps.clock(), { ...outcome, ...came });
  }
}

async function* readingsOf(deps: Deps, door: CrawlDoor, site: CrawlSiteView, outcome: Growing) {
  const known = await loadKnownPages(deps.postgres, site.id);
  let batch: PageVisit[] = [];
  for await (const visit of crawlSite(site, door, known)) {
    batch.push(visit);
    if (batch.length < PAGES_A_BATCH) continue;
    yield await takeIn(deps, site, batch, outcome);
    await noteProgress(deps.postgres, site.id, outcome);
    batch = [];
  }
  yield await takeIn(deps, site, batch, outcome);
}

/** Keeps what the pages said, and says it again for those that have not changed. */
async function takeIn(
  deps: Deps,
  site: CrawlSiteView,
  visits: readonly PageVisit[],
  outcome: Growing,
): Promise<FileReading[]> {
  const at = deps.clock();
  const unchanged = visits.flatMap((each) => (each.kind === 'unchanged' ? [each.address] : []));
  const before = await loadSaid(deps.postgres, site.id, unchanged);
  await touchPages(deps.postgres, site.id, unchanged, at);
  const read = visits.flatMap((each) => (each.kind === 'read' ? [{ ...each, said: JSON.stringify(each.said) }] : []));
  await savePages(deps.postgres, site.id, read, at);
  return visits.flatMap((visit) => {
    if (visit.kind === 'fault') {
      outcome.faultCount += 1;
      const { address, code, reason, status = 0 } = visit;
      if (status === 404 || status === 410) outcome.gone.push(address);
      const fault = { address, code, reason, ...(code === 'status' ? { status } : {}) };
      if (outcome.faults.length < FAULTS_KEPT) outcome.faults.push(fault);
      return [];
    }
    outcome.pages += 1;
    if (visit.kind === 'unchanged') outcome.unchanged += 1;
    const said = visit.kind === 'read' ? visit.said : before.get(visit.address);
    return said === undefined ? [] : rowsOf(deps, said, visit.address, { site, seenAt: at, line: outcome.pages });
  });
}

function rowsOf(
  { timeZone }: Deps,
  said: PageSaid,
  address: string,
  { site, seenAt, line }: { readonly site: CrawlSiteView; readonly seenAt: number; readonly line: number },
): FileReading[] {
  const { channel, productBy } = site;
  const readings = pageSightings(said, { channel, productBy, seenAt, timeZone, source: address.slice(0, 300) });
  return readings.map((reading) => {
    const because = 'because' in reading ? reading.because : undefined;
    return { line, reading, body: () => JSON.stringify({ address, channel, because }) };
  });
}
