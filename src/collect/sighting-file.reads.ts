import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import type { FeedContext, FeedReading } from './feeds/feed-context.ts';
import { readXmlFeed } from './feeds/feed-file.reads.ts';
import { isMerchantHeader, readMerchantItem } from './feeds/merchant.ts';
import type { FileReading } from './file-reading.ts';
import { readerOf, type RowReader } from './mapped-row.ts';
import { priceColumnsOf, requireColumns } from './mapping.ts';
import type { Mapping } from './mapping.contract.ts';
import { cellOf, type DecimalMark, findDecimalMark, missingPlainColumns, readPlainRow } from './row.ts';
import { openText, readOpenTable, type TableBatch, type TableRow, unreadable } from './table.reads.ts';

export type SightingFileOptions = {
  /** How the file is called in witnesses and reports. */
  readonly name: string;
  readonly mapping?: Mapping | undefined;
  /** When rows that do not say it themselves were seen. */
  readonly seenAt?: Instant | undefined;
  /** When it is handed in: a feed that nobody has dated was seen then. */
  readonly now: Instant;
  /** Where days begin and end when neither the file nor its mapping says it. */
  readonly timeZone: string;
  readonly feed?: FeedReading | undefined;
  readonly isSaidToBeXml?: boolean | undefined;
  readonly mostBytes?: number;
};

/**
 * Reads the sightings of a file (a path, or a stream) in batches: by the mapping, or without one as what it turns out to
 * be, a feed (Google Merchant as XML or table, ONIX) or a plain table. Bad rows come out as readings with their reason.
 * Throws `file-unreadable`, `mapping-invalid` and, for a feed whose channel nobody said, `field-invalid`.
 */
export async function* readSightingFile(
  source: string | Readable,
  options: SightingFileOptions,
): AsyncGenerator<FileReading[]> {
  const { name, mapping, mostBytes } = options;
  const table = { name, delimiter: mapping?.delimiter, ...(mostBytes === undefined ? {} : { mostBytes }) };
  const stream = typeof source === 'string' ? createReadStream(source) : source;
  const text = await openText(stream, table);
  const isXml = text.head.trimStart().startsWith('<');
  if (options.isSaidToBeXml === true && !isXml) {
    text.close();
    throw notXml();
  }
  if (isXml) {
    try {
      if (mapping !== undefined) throw noMapping(name);
      yield* readXmlFeed(text.all, feedContext(options));
    } catch (error) {
      throw unreadable(error, name);
    } finally {
      text.close();
    }
    return;
  }
  let read: RowReader | undefined;
  for await (const batch of readOpenTable(text, table)) {
    read ??= startReading(batch, options);
    const reader = read;
    yield batch.rows.flatMap((row) => readRow(row, reader));
  }
}

function notXml(): DomainError {
  return new DomainError('body-invalid', 'The body is said to be XML, and does not begin as XML does.', [
    { field: '(body)', found: 'something else', allowed: 'a feed in XML, or the content type that it is of' },
  ]);
}

function noMapping(name: string): DomainError {
  return new DomainError(
    'mapping-invalid',
    `${name} is a feed, which says itself how it is read: leave the mapping out.`,
  );
}

function feedContext({ name, seenAt, now, feed, timeZone }: SightingFileOptions): FeedContext {
  if (feed === undefined)
    throw new DomainError(
      'field-invalid',
      `${name} is a feed, and a feed does not say whose prices it holds: name the channel (--channel web, or ?channel=web).`,
      [{ field: 'channel', found: 'nothing', allowed: 'a channel, as web' }],
    );
  return { channel: feed.channel, source: name, seenAt: seenAt ?? now, productBy: feed.productBy ?? 'id', timeZone };
}

function startReading(batch: TableBatch, options: SightingFileOptions): RowReader {
  const { name, mapping, seenAt, timeZone } = options;
  if (mapping === undefined && batch.delimiter !== 'ndjson' && isMerchantHeader(batch.header)) {
    const feed = feedContext(options);
    return (row, line) => readMerchantItem(row, line, feed);
  }
  const context = {
    source: name,
    timeZone,
    decimal: mapping?.decimal ?? decimalOf(batch, mapping),
    ...(seenAt === undefined ? {} : { seenAt }),
  };
  if (mapping !== undefined) {
    if (batch.delimiter !== 'ndjson') requireColumns(mapping, batch.header, name);
    return readerOf(mapping, context);
  }
  const missing = batch.delimiter === 'ndjson' ? [] : missingPlainColumns(batch.header);
  if (missing.length > 0)
    throw new DomainError(
      'mapping-invalid',
      `${name} has no column ${missing.join(', ')}; it has ${batch.header.slice(0, 40).join(', ') || 'none'}. ` +
        'Name its columns as product, channel, place, price, currency, on_sale, price_type, seen_at, or give a mapping.',
    );
  return (row, line) => {
    const reading = readPlainRow(row, line, context);
    return reading === undefined ? [] : [reading];
  };
}

function decimalOf(batch: TableBatch, mapping: Mapping | undefined): DecimalMark {
  const columns = priceColumnsOf(mapping);
  const prices = batch.rows.flatMap((each) => ('row' in each ? columns.map((column) => cellOf(each.row, column)) : []));
  return findDecimalMark(prices, batch.delimiter);
}

function readRow(each: TableRow, read: RowReader): FileReading[] {
  const { line } = each;
  if ('reason' in each) {
    const { field, reason, text } = each;
    return [{ line, reading: { field, reason }, body: () => text }];
  }
  const body = (): string => JSON.stringify(each.row);
  return read(each.row, line).map((reading) => ({ line, reading, body }));
}
