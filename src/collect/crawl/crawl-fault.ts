import type { CrawlFaultCode } from './crawl-site.contract.ts';

/** Why an address was not read: a code for those who tell it in words of their own, and the reason as it is logged. */
export type NotRead = { readonly code: CrawlFaultCode; readonly reason: string };
