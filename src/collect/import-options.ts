import { basename } from 'node:path';
import { productNames } from './feeds/feed.contract.ts';
import type { FeedReading } from './feeds/feed-context.ts';
import { type MomentIn, readMomentArgument } from './moment-argument.ts';
import { isChannelName } from './sighting.ts';
import { badArgument, readArguments } from '../kernel/arguments.ts';

export const importUsage = `samspel import sightings FILE [options]        hands prices in to the running deployment
samspel import events FILE --mapping M [options]   hands events in: receipts, calls, chats, letters, visits

FILE is a table: CSV, TSV or NDJSON, also .gz; for sightings - reads standard input. A table of prices without a
mapping has the columns product, channel, place, price, currency, on_sale, price_type, seen_at, holds_to, source.
A feed needs no mapping, only --channel: Google Merchant (XML or table), local inventory, ONIX 3; which it is, is seen
from what it holds. A file of events that was broken off goes on where it was; one that is in already adds nothing.

  --mapping M          how a row is read: a file (JSON or YAML), or the name of a mapping saved in the tool
  --seen-at INSTANT    when sightings that do not say it were seen, as 2026-11-22 or 2026-11-22T08:00:00Z
  --channel CHANNEL    whose prices a feed holds, as web; tables say it themselves
  --product-by NAME    which name of a feed a product goes by: id (the default), gtin, or group
  --source NAME        how the file is called in what it proves; without it, its name

Exit code: 0 every row was taken in, 1 some were not (they are kept, with the reason), 2 bad usage or no such file.
`;

export type ImportOptions = {
  readonly kind: 'sightings' | 'events';
  readonly file: string;
  readonly mapping: string | undefined;
  readonly seenAt: MomentIn | undefined;
  readonly source: string | undefined;
  readonly feed: FeedReading | undefined;
};

/** Reads the arguments after `import`; `help` when the usage is asked for. Throws `field-invalid`. */
export function readImportOptions(args: readonly string[]): ImportOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const [kind, file, ...rest] = withKind(positionals);
  if (kind !== 'sightings' && kind !== 'events')
    throw badArgument('what', kind ?? 'nothing', 'sightings or events: samspel import events FILE');
  if (file === undefined || rest.length > 0)
    throw badArgument('FILE', rest[0] ?? 'nothing', 'one file, or - for standard input');
  if (kind === 'events' && file === '-')
    throw badArgument('FILE', '-', 'a file: an import of events must be able to go on where it broke off');
  const source = values.source?.trim();
  if (source !== undefined && (source === '' || source.length > 300))
    throw badArgument('--source', values.source ?? '', 'a text of 1 to 300 characters');
  const feed = feedOf(values.channel, values['product-by']);
  return {
    kind,
    file,
    mapping: values.mapping,
    seenAt: readMomentArgument('--seen-at', values['seen-at']),
    source,
    feed,
  };
}

function feedOf(channel: string | undefined, by: string | undefined): FeedReading | undefined {
  const productBy = productNames.find((each) => each === by);
  if (by !== undefined && productBy === undefined) throw badArgument('--product-by', by, productNames.join(', '));
  if (channel === undefined) return undefined;
  if (!isChannelName(channel))
    throw badArgument('--channel', channel, 'small letters, digits and hyphens, as store or web');
  return { channel, productBy };
}

/** A file alone is one of sightings: `samspel import feed.xml --channel web`. */
function withKind(positionals: readonly string[]): readonly string[] {
  const [only, ...rest] = positionals;
  return only !== undefined && rest.length === 0 && /[./]/.test(only) ? ['sightings', only] : positionals;
}

/** How a file is called: its name, or what standard input is called. */
export function fileNameOf(file: string): string {
  return file === '-' ? 'standard input' : basename(file).slice(-300);
}

function parsed(args: readonly string[]) {
  return readArguments(args, {
    mapping: { type: 'string' },
    'seen-at': { type: 'string' },
    source: { type: 'string' },
    channel: { type: 'string' },
    'product-by': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
}
