import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../kernel/clock.ts';
import { resolveByDns } from './public-address.reads.ts';
import type { CrawlDoor } from './site-crawl.reads.ts';

const PAGE_MS = 15_000;
const PAGE_BYTES = 5_000_000;

/** The door to the open internet: no page may take longer than 15 s or more than 5 MB, unpacked. */
export function openInternet(clock: Clock): CrawlDoor {
  return {
    resolve: resolveByDns,
    deadline: () => AbortSignal.timeout(PAGE_MS),
    mostBytes: PAGE_BYTES,
    clock,
    pause: async (ms) => {
      await wait(ms);
    },
  };
}
