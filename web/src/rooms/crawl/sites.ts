import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { CrawlSiteListSchema } from '../../../../src/collect/crawl/crawl-site.contract.ts';
import { ask } from '../../api/client.ts';
import { isUnderWay, stateOf } from './site.ts';

/** A reading that is under way is followed closely. */
const WATCHED_MS = 1000;
const LIVE_MS = 10_000;

/** The sites that are read, each with its last crawl. */
export const crawlSites = queryOptions({
  queryKey: ['/v1/crawl-sites'],
  queryFn: ({ signal }) => ask<Static<typeof CrawlSiteListSchema>>('/v1/crawl-sites', signal),
  refetchInterval: ({ state }) =>
    state.data?.sites.some((site) => isUnderWay(stateOf(site, state.dataUpdatedAt))) === true ? WATCHED_MS : LIVE_MS,
});
