import { readConfig } from '../../config.ts';
import { type CommandIo, print, runCommand } from '../../kernel/command.ts';
import { majorOf } from '../../kernel/money.ts';
import { toIso } from '../../kernel/period.ts';
import { plain } from '../../kernel/plain-text.ts';
import type { Sighting } from '../sighting.ts';
import { openInternet } from './crawl-door.reads.ts';
import { type CrawlOptions, crawlUsage, readCrawlOptions } from './crawl-options.ts';
import { pageSightings } from './page-prices.ts';
import { type CrawlDoor, crawlSite } from './site-crawl.reads.ts';

/** `samspel crawl`: reads the prices on our pages and prints them, without a server. Returns the exit code. */
export function run(args: readonly string[], io: CommandIo): Promise<number> {
  return runCommand(
    'crawl',
    io,
    async () => {
      const options = readCrawlOptions(args);
      if (options === 'help') {
        io.stdout.write(crawlUsage);
        return 0;
      }
      return crawl({ ...options, timeZone: readConfig().timeZone }, io, openInternet(Date.now));
    },
    2,
  );
}

/** Crawls and prints. The door is handed in, so that a test can open one to a machine of its own. */
export async function crawl(
  options: CrawlOptions & { readonly timeZone: string },
  io: CommandIo,
  door: CrawlDoor,
): Promise<number> {
  const { site, productBy, json, timeZone } = options;
  const counts = { pages: 0, sightings: 0, faults: 0 };
  for await (const visit of crawlSite(site, door)) {
    if (visit.kind === 'fault') {
      counts.faults += 1;
      io.stderr.write(`${visit.address}: ${plain(visit.reason)}\n`);
    }
    if (visit.kind !== 'read') continue;
    counts.pages += 1;
    const source = visit.address.slice(0, 300);
    const context = { channel: site.channel, source, seenAt: door.clock(), productBy, timeZone };
    for (const reading of pageSightings(visit.said, context)) {
      if ('sighting' in reading) {
        counts.sightings += 1;
        await print(io.stdout, [json ? jsonLine(reading.sighting) : lineFor(reading.sighting)]);
      } else {
        counts.faults += 1;
        io.stderr.write(`${visit.address}, ${reading.field}: ${plain(reading.reason)}\n`);
      }
    }
  }
  io.stderr.write(`${counts.pages} pages read, ${counts.sightings} sightings, ${counts.faults} faults.\n`);
  return counts.faults > 0 ? 1 : 0;
}

/** In the form of `SightingInputSchema`, so that it can be handed in as it stands. */
function jsonLine(sighting: Sighting): string {
  const { seenAt, holdsFrom, holdsTo, place, onSale, sourceRow: _, ...rest } = sighting;
  const times = { seenAt: toIso(seenAt), holdsFrom: toIso(holdsFrom), holdsTo: toIso(holdsTo) };
  return `${JSON.stringify({ ...rest, ...(place === null ? {} : { place }), ...(onSale === null ? {} : { onSale }), ...times })}\n`;
}

function lineFor({ product, productName, amount, currency, priceType, availability, source }: Sighting): string {
  const price = `${majorOf({ amount, currency }).toFixed(2)} ${currency}`;
  const cells = [product, productName ?? '', price, priceType, availability ?? '', source];
  return `${cells.map((cell) => plain(cell)).join('\t')}\n`;
}
