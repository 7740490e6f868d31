import { stat } from 'node:fs/promises';
import { styleText } from 'node:util';
import { ownChannelsOf, readMapping } from '../collect/mapping.ts';
import { readTextFile } from '../collect/text-file.reads.ts';
import { readConfig } from '../config.ts';
import { type CommandIo, print, runCommand } from '../kernel/command.ts';
import { DomainError } from '../kernel/errors.ts';
import { plain } from '../kernel/plain-text.ts';
import type { Instant } from '../kernel/period.ts';
import { checkClaims } from './check-claims.ts';
import { reportForGithub } from './check-github.ts';
import { type CheckItem, itemsOf } from './check-item.ts';
import { reportAsJunit } from './check-junit.ts';
import { type CheckOptions, checkUsage, readCheckOptions } from './check-options.ts';
import { reportAsCsv, reportAsJson, reportForPeople } from './check-report.ts';
import type { CheckResult, MeantBy } from './check-result.ts';
import { reportAsSarif } from './check-sarif.ts';
import type { Claim } from './claim.ts';
import { type ClaimFile, readClaimFiles, readZones } from './claim-file.reads.ts';
import type { Finding } from './contradiction.ts';
import { exceptionFinder } from './exception.ts';
import { isCounted, isFailing } from './fail-on.ts';
import { readFolder } from './folder/folder.reads.ts';
import type { ListedException } from './folder/listed-exception.ts';
import { redemptionItems } from './folder/redemption-row.ts';
import { speakerIn } from './other-terms.ts';
import { priceRuleOf } from './price-rule.ts';
import { findRedemptionFaults } from './redemption-check.ts';
import { readOffers } from './stated-offer.ts';

const MOST_SOURCE_NAME = 300;

/** `samspel check`: finds contradictions in files or a folder, without a server. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand(
    'check',
    io,
    async () => {
      const options = readCheckOptions(args);
      if (options === 'help') {
        io.stdout.write(checkUsage);
        return 0;
      }
      const checked = await check(options, io);
      const items = [...itemsOf(checked.result, checked.now), ...(checked.redemptions ?? [])];
      await print(io.stdout, reportOf(checked, items, options, io));
      return isFailing(items, options.failOn) ? 1 : 0;
    },
    2,
  );
}

/** What was found, and what was not read. `redemptions` is left out where none were handed in. */
type Checked = {
  readonly result: CheckResult;
  readonly now: Instant;
  readonly redemptions?: readonly CheckItem[];
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
};

function reportOf(
  { result, redemptions, unread }: Checked,
  items: readonly CheckItem[],
  { format, failOn, limit }: CheckOptions,
  io: CommandIo,
): Generator<string> {
  switch (format) {
    case 'json':
      return reportAsJson(result, redemptions);
    case 'csv':
      return reportAsCsv(result, redemptions);
    case 'github':
      return reportForGithub(items);
    case 'junit':
      return reportAsJunit({ subjects: result.products, items, isFailure: (item) => isCounted(item, failOn) });
    case 'sarif':
      return reportAsSarif(items, [...unread.map((each) => ({ ...each, line: null })), ...result.badRows.first]);
    case 'text':
      return reportForPeople(
        result,
        limit,
        (style, text) => (io.stdout.isTTY === true ? styleText(style, text, { stream: io.stdout }) : text),
        redemptions,
      );
    default:
      return format satisfies never;
  }
}

async function check(options: CheckOptions, io: CommandIo): Promise<Checked> {
  const [only, ...others] = options.files;
  const isFolder = only !== undefined && others.length === 0 && only !== '-' && (await isFolderAt(only));
  const checked = isFolder ? await checkFolder(only, options) : await checkFiles(options, io);
  const { claims, unread } = checked;
  for (const channel of options.channels ?? [])
    if (!claims.some((claim) => claim.channel === channel))
      io.stderr.write(`samspel check: no row speaks of the channel ${channel}.\n`);
  for (const { file, reason } of unread)
    io.stderr.write(`samspel check: ${plain(file, 300)} was not read: ${reason}.\n`);
  return checked;
}

type CheckedClaims = Checked & { readonly claims: readonly Claim[] };

async function checkFiles(options: CheckOptions, io: CommandIo): Promise<CheckedClaims> {
  const usualZone = readConfig().timeZone;
  const mapping =
    options.mapping === undefined ? undefined : readMapping(await readTextFile(options.mapping), options.mapping);
  const timeZone = mapping?.timeZone ?? usualZone;
  const now = options.now?.(timeZone) ?? Date.now();
  const zoneOf = await readZones(options.zones);
  const offers = options.offers === undefined ? [] : readOffers(await readTextFile(options.offers), options.offers);
  const files = options.files.map((file): ClaimFile => ({
    source: file === '-' ? io.stdin : file,
    name: file.slice(-MOST_SOURCE_NAME),
    mapping,
    channel: options.feedChannels.get(file) ?? options.feedChannels.get(''),
    seenAt: options.seenAt?.(timeZone),
  }));
  const { claims, productNames, badRows } = await readClaimFiles(files, { zoneOf, now, timeZone });
  const channels = options.channels ?? (mapping === undefined ? undefined : ownChannelsOf(mapping));
  const offersPlace = { file: options.offers ?? '', line: null };
  const result = {
    ...checkClaims({ claims, offers, now, timeZone, channels, ...howOf(options) }),
    badRows,
    productNames,
    owners: { ...mapping?.owners, ...options.owners },
    files: new Set(files.map(({ name }) => name)),
    offerPlaces: new Map(offers.map(({ id }) => [id, offersPlace])),
    excepted: new Map<string, MeantBy>(),
  };
  return { result, claims, now, unread: [] };
}

/** A folder shows how it is at one time: without --now, at the time when it was seen. */
async function checkFolder(folder: string, options: CheckOptions): Promise<CheckedClaims> {
  for (const field of ['mapping', 'offers'] as const)
    if (options[field] !== undefined)
      throw new DomainError(
        'field-invalid',
        `--${field}: found beside a folder, allowed is only beside tables; in a folder lie x.mapping.json beside x.csv, and offers.yaml.`,
        [{ field: `--${field}`, found: 'a folder', allowed: 'tables' }],
      );
  const { feedChannels, zones } = options;
  const started = Date.now();
  const timesIn = (zone: string) => {
    const at = (options.now ?? options.seenAt)?.(zone) ?? started;
    return { now: at, seenAt: options.seenAt?.(zone) ?? at };
  };
  const read = await readFolder({ folder, timeZone: readConfig().timeZone, timesIn, feedChannels, zones });
  const { claims, productNames, badRows, files, foreign, unread, redemptions, redemptionFile } = read;
  const offers = read.offers.filter(({ byCode }) => !byCode).map(({ stated }) => stated);
  const { told, timeZone, now } = read;
  const speaking = [...claims.map(({ channel }) => channel), ...told.map(speakerIn)];
  const ours = new Set([...speaking, ...offers.flatMap((offer) => offer.channels)]);
  const channels = options.channels ?? [...ours].filter((channel) => !foreign.has(channel));
  const given = read.offers.map((each) => each.given);
  const judged = checkClaims({ claims, told, timeZone, offers, now, channels, isSnapshot: true, ...howOf(options) });
  const result = {
    ...judged,
    badRows,
    productNames,
    owners: { ...read.owners, ...options.owners },
    files,
    offerPlaces: new Map(read.offers.map(({ stated, place }) => [stated.id, place])),
    excepted: exceptedIn(judged.findings, read.exceptions, now),
  };
  const faults = redemptionItems(findRedemptionFaults(given, redemptions), redemptionFile);
  return { result, claims, now, unread, ...(redemptionFile === '' ? {} : { redemptions: faults }) };
}

/** The findings that the folder's exceptions cover, by the same rule as on the server. */
function exceptedIn(findings: readonly Finding[], exceptions: readonly ListedException[], now: Instant) {
  const exceptionOf = exceptionFinder(exceptions, now);
  return new Map<string, MeantBy>(
    findings.flatMap((finding) => {
      const exception = exceptionOf(finding);
      if (exception === undefined) return [];
      const { id, to, shownText } = exception;
      return [[finding.key, { id, to, shownText }] as const];
    }),
  );
}

function howOf({ tolerance, priorPrice, exempt }: CheckOptions) {
  return { tolerance, priceRule: priceRuleOf({ priorPrice, exempt }) };
}

async function isFolderAt(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
