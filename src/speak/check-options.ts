import { relative } from 'node:path';
import { type MomentIn, readMomentArgument } from '../collect/moment-argument.ts';
import { isChannelName } from '../collect/sighting.ts';
import { checkKinds } from './check-item.ts';
import { type FailOn, readFailOn } from './fail-on.ts';
import { DEFAULT_TOLERANCE } from './meeting.ts';
import { badArgument, readArguments } from '../kernel/arguments.ts';

export const checkUsage = `samspel check FILES|FOLDER [options]        finds where our channels contradict each other; needs no server

FILES are tables of prices: CSV, TSV or NDJSON, also .gz; - reads standard input. Without a mapping the columns
are product, channel, place, price, currency, on_sale, price_type, seen_at, holds_to, source. A feed (Google Merchant,
ONIX 3) needs --channel.

FOLDER holds what a company says, each file known by its name: offers.yaml, exceptions.yaml (differences that are
meant), tables of prices (x.csv, with x.mapping.json beside it), feeds (.xml), texts in newsletter/, scripts/ and chat/, products.csv, redemptions.csv,
zones.csv, and samspel.yaml, which says what the files do not. It is held to how it is at one time: --now, or else
--seen-at, or else now.

  --mapping FILE         how a row of the table becomes sightings (JSON or YAML)
  --channel CHANNEL      whose prices a feed holds, as web; FILE=CHANNEL for one file; may be repeated
  --channels A,B         compare only these channels; without it, those that the mapping calls ours, or all
  --zones place|FILE     price zones, between which prices may differ: each place its own, or a table place,zone
  --offers FILE          offers (JSON) that the channels are held against
  --seen-at INSTANT      when rows that do not say it were seen, as 2026-11-22 or 2026-11-22T08:00:00Z
  --now INSTANT          until when an offer is looked for; without it, now
  --tolerance NUMBER     the difference that nobody minds, in major units (0.005)
  --prior-price HOW      the lowest price of 30 days is that of all-channels, or of the own-channel (all-channels)
  --exempt A,B           products outside the rule of the prior price: goods that spoil or age fast
  --owners CHANNEL=NAME  who answers for a channel; may be repeated
  --limit N              how many findings to print for people (20)
  --format FORMAT        text; json; csv for a spreadsheet; github, junit or sarif for a CI (text)
  --json, --csv          the same as --format json and --format csv
  --fail-on N|KINDS      exit with 1 from this many findings, or on any of these kinds, as unequal,missing (1)

Kinds: ${checkKinds.join(', ')}.
A reduction that is over and done, and what a declared exception covers, is told and never counted.

Exit code: 0 nothing that --fail-on names, 1 as much or more, 2 bad usage or a file that cannot be read.
`;

const formats = ['text', 'json', 'csv', 'github', 'junit', 'sarif'] as const;
type CheckFormat = (typeof formats)[number];

export type CheckOptions = {
  readonly files: readonly string[];
  readonly mapping: string | undefined;
  /** The channel of each feed by the name of its file; under '' that of the others. */
  readonly feedChannels: ReadonlyMap<string, string>;
  readonly channels: readonly string[] | undefined;
  readonly zones: string | undefined;
  readonly offers: string | undefined;
  /** A day begins in the time zone that is asked for. */
  readonly seenAt: MomentIn | undefined;
  readonly now: MomentIn | undefined;
  readonly tolerance: number;
  readonly priorPrice: 'all-channels' | 'own-channel';
  readonly exempt: readonly string[];
  readonly owners: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly format: CheckFormat;
  readonly failOn: FailOn;
};

/** Reads the arguments; `help` when the usage is asked for. Throws `field-invalid` in words for who typed them. */
export function readCheckOptions(args: readonly string[]): CheckOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  if (positionals.length === 0)
    throw badArgument('FILES', 'nothing', 'one or more tables of prices, or - for standard input');
  return {
    files: positionals,
    mapping: values.mapping,
    feedChannels: new Map((values.channel ?? []).map((each) => feedChannelOf(each, positionals))),
    channels:
      values.channels === undefined ? undefined : listOf('--channels', values.channels, 'channels', 'store,online'),
    zones: values.zones,
    offers: values.offers,
    seenAt: readMomentArgument('--seen-at', values['seen-at']),
    now: readMomentArgument('--now', values.now),
    tolerance: numberOf('--tolerance', values.tolerance, DEFAULT_TOLERANCE, /^\d+(\.\d+)?$/, 'a number as 0.005'),
    priorPrice: priorPriceOf(values['prior-price']),
    exempt: values.exempt === undefined ? [] : listOf('--exempt', values.exempt, 'products', 'milk,bread'),
    owners: Object.fromEntries((values.owners ?? []).map(ownerOf)),
    limit: numberOf('--limit', values.limit, 20, /^\d{1,6}$/, 'a whole number'),
    format: formatOf(values),
    failOn: failOnOf(values['fail-on']),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  return readArguments(args, {
    mapping: text,
    channel: { type: 'string', multiple: true },
    channels: text,
    zones: text,
    offers: text,
    'seen-at': text,
    now: text,
    tolerance: text,
    'prior-price': text,
    exempt: text,
    owners: { type: 'string', multiple: true },
    limit: text,
    format: text,
    json: flag,
    csv: flag,
    'fail-on': text,
    help: { type: 'boolean', short: 'h' },
  });
}

function feedChannelOf(text: string, files: readonly string[]): [string, string] {
  const at = text.lastIndexOf('=');
  const [file, channel] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (!isChannelName(channel))
    throw badArgument('--channel', `"${channel}"`, 'small letters, digits and hyphens, as web');
  // What lies in a folder is known when the folder is read.
  const isThere = files.some((each) => file === each || !relative(each, file).startsWith('..'));
  if (at !== -1 && !isThere) throw badArgument('--channel', `"${file}"`, `one of the files, ${files.join(', ')}`);
  return [file, channel];
}

function listOf(field: string, text: string, what: string, example: string): string[] {
  const list = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (list.length === 0) throw badArgument(field, `"${text}"`, `${what} with commas between, as ${example}`);
  return list;
}

function formatOf(values: { format?: string; json?: boolean; csv?: boolean }): CheckFormat {
  const flags = (['json', 'csv'] as const).filter((each) => values[each] === true);
  const said = [...flags, ...(values.format === undefined ? [] : [values.format])];
  const [word = 'text', second] = said;
  if (second !== undefined && second !== word) throw badArgument('--format', said.join(' and '), 'one of the two');
  const format = formats.find((each) => each === word);
  if (format === undefined) throw badArgument('--format', `"${word}"`, formats.join(', '));
  return format;
}

function failOnOf(text = '1'): FailOn {
  const failOn = readFailOn(text);
  if (failOn === undefined)
    throw badArgument(
      '--fail-on',
      `"${text}"`,
      `a whole number from 1, or kinds with commas between: ${checkKinds.join(', ')}`,
    );
  return failOn;
}

function priorPriceOf(text = 'all-channels'): CheckOptions['priorPrice'] {
  if (text === 'all-channels' || text === 'own-channel') return text;
  throw badArgument('--prior-price', `"${text}"`, 'all-channels or own-channel');
}

function numberOf(field: string, text: string | undefined, fallback: number, form: RegExp, allowed: string): number {
  if (text === undefined) return fallback;
  if (!form.test(text)) throw badArgument(field, `"${text}"`, allowed);
  return Number(text);
}

function ownerOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw badArgument('--owners', `"${text}"`, 'CHANNEL=NAME, as store=Butikerna');
  return [text.slice(0, at), text.slice(at + 1)];
}
