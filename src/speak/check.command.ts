import { styleText } from 'node:util';
import { ownChannelsOf, readMapping } from '../collect/mapping.ts';
import { readTextFile } from '../collect/text-file.reads.ts';
import { type CommandIo, print, runCommand } from '../kernel/command.ts';
import type { Instant } from '../kernel/period.ts';
import { checkClaims } from './check-claims.ts';
import { reportForGithub } from './check-github.ts';
import { type CheckItem, itemsOf } from './check-item.ts';
import { reportAsJunit } from './check-junit.ts';
import { type CheckOptions, checkUsage, readCheckOptions } from './check-options.ts';
import { reportAsCsv, reportAsJson, reportForPeople } from './check-report.ts';
import type { CheckResult } from './check-result.ts';
import { reportAsSarif } from './check-sarif.ts';
import { type ClaimFile, readClaimFiles, readZones } from './claim-file.reads.ts';
import { isCounted, isFailing } from './fail-on.ts';
import { readOffers } from './stated-offer.ts';

const MOST_SOURCE_NAME = 300;

/** `samspel check`: finds contradictions in files, without a server. Returns the exit code. */
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
      const now = options.now ?? Date.now();
      const result = await check(options, now, io);
      const items = itemsOf(result, now);
      await print(io.stdout, reportOf(result, items, options, io));
      return isFailing(items, options.failOn) ? 1 : 0;
    },
    2,
  );
}

function reportOf(
  result: CheckResult,
  items: readonly CheckItem[],
  options: CheckOptions,
  io: CommandIo,
): Generator<string> {
  const { format, failOn, limit } = options;
  switch (format) {
    case 'json':
      return reportAsJson(result);
    case 'csv':
      return reportAsCsv(result);
    case 'github':
      return reportForGithub(items);
    case 'junit':
      return reportAsJunit({ subjects: result.products, items, isFailure: (item) => isCounted(item, failOn) });
    case 'sarif':
      return reportAsSarif(items, result.badRows.first);
    case 'text':
      return reportForPeople(result, limit, (style, text) =>
        io.stdout.isTTY === true ? styleText(style, text, { stream: io.stdout }) : text,
      );
    default:
      return format satisfies never;
  }
}

async function check(options: CheckOptions, now: Instant, io: CommandIo): Promise<CheckResult> {
  const { seenAt, tolerance, priorPrice } = options;
  const mapping =
    options.mapping === undefined ? undefined : readMapping(await readTextFile(options.mapping), options.mapping);
  const zoneOf = await readZones(options.zones);
  const offers = options.offers === undefined ? [] : readOffers(await readTextFile(options.offers), options.offers);
  const files = options.files.map((file): ClaimFile => ({
    source: file === '-' ? io.stdin : file,
    name: file.slice(-MOST_SOURCE_NAME),
    mapping,
    channel: options.feedChannels.get(file) ?? options.feedChannels.get(''),
    seenAt,
  }));
  const { claims, productNames, badRows } = await readClaimFiles(files, zoneOf, now);
  for (const channel of options.channels ?? [])
    if (!claims.some((claim) => claim.channel === channel))
      io.stderr.write(`samspel check: no row speaks of the channel ${channel}.\n`);
  const channels = options.channels ?? (mapping === undefined ? undefined : ownChannelsOf(mapping));
  const exempt = new Set(options.exempt);
  const priceRule = { scope: priorPrice, isExempt: (product: string) => exempt.has(product) };
  const offersPlace = { file: options.offers ?? '', line: null };
  return {
    ...checkClaims({ claims, offers, now, channels, tolerance, priceRule }),
    badRows,
    productNames,
    owners: { ...mapping?.owners, ...options.owners },
    files: new Set(files.map(({ name }) => name)),
    offerPlaces: new Map(offers.map(({ id }) => [id, offersPlace])),
  };
}
