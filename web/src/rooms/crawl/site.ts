import type { CrawlFault, CrawlSiteInput, CrawlSiteView } from '../../../../src/collect/crawl/crawl-site.contract.ts';
import type { PageReason } from '../../../../src/collect/crawl/page-fault.ts';
import { linesIn } from '../../ui/lines.ts';

/** A crawl ends by itself within half an hour; one that says after an hour that it goes on was broken off. */
const BROKEN_OFF_AFTER_MS = 3_600_000;

export type SiteState = 'never' | 'waiting' | 'reading' | 'broken' | 'read';

/** How it stands with the reading of a site. */
export function stateOf({ askedAt, lastCrawl }: CrawlSiteView, now: number): SiteState {
  const hasBegun = lastCrawl !== null && lastCrawl.finishedAt === null;
  if (hasBegun && now - Date.parse(lastCrawl.startedAt) < BROKEN_OFF_AFTER_MS) return 'reading';
  if (askedAt !== null) return 'waiting';
  if (hasBegun) return 'broken';
  return lastCrawl === null ? 'never' : 'read';
}

/** Whether something is to be waited for: a crawl that was broken off is not. */
export function isUnderWay(state: SiteState): boolean {
  return state === 'waiting' || state === 'reading';
}

/** What sites are called: their origins, without what all addresses begin with. */
export function nameOfSite({ origins }: Pick<CrawlSiteView, 'origins'>): string {
  return origins.map((origin) => origin.replace(/^https?:\/\//, '')).join(', ');
}

/** Addresses that could not be read for one reason. */
export type FaultGroup = Omit<CrawlFault, 'address'> & { readonly addresses: readonly string[] };

/** What could not be read by why, the reason of the most addresses first. */
export function groupFaults(faults: readonly CrawlFault[]): FaultGroup[] {
  const groups = Map.groupBy(faults, ({ code, status, reason }) => `${code ?? reason} ${status ?? ''}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { address, ...why } = first;
      return [{ ...why, addresses: [address, ...group.slice(1).map((each) => each.address)] }];
    })
    .toSorted((a, b) => b.addresses.length - a.addresses.length);
}

/** A price that was not taken in, as the row that is kept of it says: on which page, and why. */
export type RejectedPrice = { readonly address: string; readonly because?: PageReason };

/** What is kept of a price that was not taken in. A row that was cut says nothing. */
export function rejectedIn(body: string): RejectedPrice {
  try {
    const kept: unknown = JSON.parse(body);
    if (typeof kept !== 'object' || kept === null) return { address: '' };
    const { address, because } = kept as { readonly address?: unknown; readonly because?: PageReason };
    return { address: typeof address === 'string' ? address : '', ...(because === undefined ? {} : { because }) };
  } catch {
    return { address: '' };
  }
}

/** The fields as they are written. */
export type SiteForm = {
  readonly channel: string;
  readonly starts: string;
  readonly origins: string;
  readonly mostPages: string;
  readonly productBy: NonNullable<CrawlSiteInput['productBy']>;
};

export const emptyForm: SiteForm = { channel: 'web', starts: '', origins: '', mostPages: '', productBy: 'id' };

/** What is sent of a form; what is left empty is not said. */
export function inputOf({ channel, starts, origins, mostPages, productBy }: SiteForm): CrawlSiteInput {
  const named = linesIn(origins);
  return {
    channel,
    starts: linesIn(starts),
    ...(named.length === 0 ? {} : { origins: named }),
    ...(mostPages.trim() === '' ? {} : { mostPages: Number(mostPages) }),
    productBy,
  };
}
