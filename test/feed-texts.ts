import { Readable } from 'node:stream';
import type { ProductBy } from '../src/collect/feeds/feed.contract.ts';
import type { FileReading } from '../src/collect/file-reading.ts';
import { readSightingFile } from '../src/collect/sighting-file.reads.ts';
import type { Sighting } from '../src/collect/sighting.ts';

/** When the feeds of the tests are handed in, and where. */
export const now = Date.parse('2026-11-25T12:00:00Z');
export const timeZone = 'Europe/Stockholm';

/** What a feed of the web shop says, record by record. */
export async function readingsOf(text: string | Buffer | Readable, productBy: ProductBy = 'id', name = 'feed') {
  const readings: FileReading[] = [];
  const source = text instanceof Readable ? text : Readable.from([Buffer.from(text)]);
  for await (const batch of readSightingFile(source, { name, now, timeZone, feed: { channel: 'web', productBy } }))
    readings.push(...batch);
  return readings;
}

/** What of a feed is taken in. */
export async function sightingsIn(text: string | Buffer, productBy?: ProductBy): Promise<Sighting[]> {
  return (await readingsOf(text, productBy)).flatMap(({ reading }) =>
    'sighting' in reading ? [reading.sighting] : [],
  );
}

/** What of a feed is not taken in, with its line and why. */
export async function faultsIn(text: string | Buffer) {
  return (await readingsOf(text)).flatMap(({ reading, line }) => ('reason' in reading ? [{ line, ...reading }] : []));
}

/** A Google Merchant feed as RSS, of items. */
export const rss = (items: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>\n<title>Fjällro</title>\n${items}</channel></rss>`;
/** An item of it, the sweater, with what more is said of it. */
export const item = (more: string): string =>
  `<item><title><![CDATA[Ulltröja & gran]]></title><g:id>troja</g:id><g:gtin>7312345678901</g:gtin>${more}</item>\n`;
