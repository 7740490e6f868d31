import { show, type SightingFault } from '../sighting.ts';
import type { PageFaultCode } from './crawl-site.contract.ts';

/** Why a price on a page is not taken in, to be worded by whoever shows it, with what was found. */
export type PageReason = {
  readonly code: PageFaultCode;
  readonly found?: string;
  /** Of a price that is over: when it ended. */
  readonly at?: string;
};

/** A fault of a page; `because` is missing in what was kept of pages before it was told. */
export type PageFault = SightingFault & { readonly because?: PageReason };

const LONGEST_FOUND = 80;

/** The fault in English, as the command line and the import tell it, with its reason for those who word it themselves. */
export function pageFault(field: string, reason: string, because: PageReason): PageFault {
  const { found } = because;
  if (found === undefined) return { field, reason, because };
  // It is kept with every page, and what stands on a page may be as long as the page.
  return { field, reason, because: { ...because, found: found.slice(0, LONGEST_FOUND).toWellFormed() } };
}

/** The fault of a product that cannot be told from others. */
export function numberMissing(field: string): PageFault {
  return pageFault(field, 'Missing: the product cannot be told without it.', { code: 'no-number' });
}

/** The fault of a price that the page itself says is over. */
export function priceOver(product: string, at: string): PageFault {
  const reason = `The price of ${show(product)} ended ${at} by the page's own words.`;
  return pageFault('priceValidUntil', reason, { code: 'ended', found: product, at });
}
