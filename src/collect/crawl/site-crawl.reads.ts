import type { Clock } from '../../kernel/clock.ts';
import { partsOf } from './html.ts';
import type { NotRead } from './crawl-fault.ts';
import { askable, type OwnSite } from './own-site.ts';
import { type Fetched, fetchPage, type Known, type PageDoor } from './page-fetch.reads.ts';
import { type PageSaid, pricesIn } from './page-prices.ts';
import { noRobots, readRobots, type Robots, unreadRobots } from './robots.ts';
import { isSitemap, readSitemap } from './sitemap.reads.ts';

/** What a crawl needs of the world. `pause` waits so many milliseconds between two requests to one origin. */
export type CrawlDoor = PageDoor & {
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
};

/** One address that was asked for, and what came of it. */
export type PageVisit = { readonly address: string } & (
  | ({ readonly kind: 'read'; readonly said: PageSaid } & Known)
  | { readonly kind: 'unchanged' }
  | ({ readonly kind: 'fault'; readonly status?: number } & NotRead)
);

/** The name by which a robots.txt speaks to us. */
const AGENT = 'samspel';
const TOO_MANY_REQUESTS = 429;
const USUAL_PAUSE_MS = 500;
const LONGEST_CRAWL_MS = 30 * 60_000;
const MOST_SITEMAPS = 100;
/** Addresses that wait, for each page that may be read. */
const WAITING_A_PAGE = 10;

type Crawl = {
  readonly site: OwnSite;
  readonly door: CrawlDoor;
  readonly robots: Map<string, Robots>;
  readonly waiting: string[];
  readonly met: Set<string>;
  asked: number;
};

/**
 * Reads the pages of a site of ours, one after the other: the start addresses, those known from before, what sitemaps
 * list, and what pages link to, each once, at most `mostPages` of them. What robots.txt asks is kept to, and a site that
 * says it is asked too much is left. Every address comes out with what came of it; sitemaps only when they are at fault.
 */
export async function* crawlSite(
  site: OwnSite,
  door: CrawlDoor,
  known: ReadonlyMap<string, Known> = new Map(),
): AsyncGenerator<PageVisit> {
  const crawl: Crawl = { site, door, robots: new Map(), waiting: [], met: new Set(), asked: 0 };
  const endsAt = door.clock() + LONGEST_CRAWL_MS;
  addAll(crawl, site.starts);
  // A page that has not changed is not sent again, nor are its links: what it led to is known from before.
  addAll(crawl, [...known.keys()]);
  let [pages, sitemaps, next] = [0, 0, 0];
  while (next < crawl.waiting.length && pages < site.mostPages) {
    const address = crawl.waiting[next] ?? '';
    next += 1;
    if (door.clock() > endsAt) {
      yield {
        address,
        kind: 'fault',
        code: 'ended',
        reason: `The crawl was ended after ${LONGEST_CRAWL_MS / 60_000} minutes.`,
      };
      return;
    }
    const unwanted = await reluctance(crawl, new URL(address));
    const fetched: Fetched =
      unwanted === undefined
        ? await askFor(crawl, address, known.get(address))
        : { kind: 'fault', status: 0, ...unwanted };
    if (fetched.kind === 'page' && isSitemap(fetched.text)) {
      if ((sitemaps += 1) > MOST_SITEMAPS) continue;
      const fault = takeSitemap(crawl, fetched.text);
      if (fault !== undefined) yield { address, kind: 'fault', code: 'no-sitemap', reason: fault };
      continue;
    }
    if (unwanted === undefined) pages += 1;
    yield visitOf(crawl, address, fetched);
    if (fetched.kind === 'fault' && fetched.status === TOO_MANY_REQUESTS) return;
  }
}

function visitOf(crawl: Crawl, address: string, fetched: Fetched): PageVisit {
  if (fetched.kind === 'unchanged') return { address, kind: 'unchanged' };
  if (fetched.kind === 'fault') {
    const { code, reason, status } = fetched;
    return { address, kind: 'fault', code, reason, status };
  }
  const { jsonLd, links } = partsOf(fetched.text);
  addAll(crawl, links, fetched.address);
  crawl.met.add(fetched.address);
  return { address, kind: 'read', said: pricesIn(jsonLd), etag: fetched.etag, lastModified: fetched.lastModified };
}

function takeSitemap(crawl: Crawl, text: string): string | undefined {
  try {
    const { pages, sitemaps } = readSitemap(text, crawl.site.mostPages * WAITING_A_PAGE);
    addAll(crawl, sitemaps);
    addAll(crawl, pages);
    return undefined;
  } catch (error) {
    return `It is no sitemap: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** Puts addresses in the line that may be asked for and have not been met. Links to other sites are no fault. */
function addAll(crawl: Crawl, addresses: readonly string[], base?: string): void {
  const most = crawl.site.mostPages * WAITING_A_PAGE;
  for (const each of addresses) {
    if (crawl.waiting.length >= most) return;
    const url = askable(each, crawl.site.origins, base);
    if ('reason' in url || crawl.met.has(url.href)) continue;
    crawl.met.add(url.href);
    crawl.waiting.push(url.href);
  }
}

/** Why robots.txt asks that an address be left alone, if it does. */
async function reluctance(crawl: Crawl, { origin, pathname, search }: URL): Promise<NotRead | undefined> {
  const robots = await robotsOf(crawl, origin);
  return robots.refusal(pathname + search);
}

/** What the origin's robots.txt asks. One that is not there asks nothing; one that cannot be read forbids all. */
async function robotsOf(crawl: Crawl, origin: string): Promise<Robots> {
  const known = crawl.robots.get(origin);
  if (known !== undefined) return known;
  await wait(crawl, 0);
  const fetched = await fetchPage(`${origin}/robots.txt`, crawl.site.origins, crawl.door);
  const robots = robotsIn(fetched);
  crawl.robots.set(origin, robots);
  addAll(crawl, robots.sitemaps.slice(0, MOST_SITEMAPS));
  return robots;
}

function robotsIn(fetched: Fetched): Robots {
  if (fetched.kind === 'page') return readRobots(fetched.text, AGENT);
  if (fetched.kind === 'unchanged') return unreadRobots({ code: 'status', reason: 'The answer was 304.' });
  const { status } = fetched;
  return status >= 400 && status < 500 && status !== TOO_MANY_REQUESTS ? noRobots : unreadRobots(fetched);
}

async function askFor(crawl: Crawl, address: string, known: Known | undefined): Promise<Fetched> {
  await wait(crawl, crawl.robots.get(new URL(address).origin)?.delayMs ?? 0);
  // A redirect leads to an address that robots.txt has a say in too.
  return fetchPage(address, crawl.site.origins, crawl.door, { known, reluctance: (url) => reluctance(crawl, url) });
}

async function wait(crawl: Crawl, delayMs: number): Promise<void> {
  if (crawl.asked > 0) await crawl.door.pause(Math.max(USUAL_PAUSE_MS, delayMs));
  crawl.asked += 1;
}
