import { styleText } from 'node:util';
import { endAtNext } from '../collect/mapped-row.ts';
import { ownChannelsOf, readMapping } from '../collect/mapping.ts';
import type { Mapping } from '../collect/mapping.contract.ts';
import { cellOf } from '../collect/row.ts';
import { readSightingFile } from '../collect/sighting-file.reads.ts';
import type { Sighting } from '../collect/sighting.ts';
import { readTableFile } from '../collect/table.reads.ts';
import { readTextFile } from '../collect/text-file.reads.ts';
import { type CommandIo, print, runCommand } from '../kernel/command.ts';
import { DomainError } from '../kernel/errors.ts';
import { type CheckOptions, checkUsage, readCheckOptions } from './check-options.ts';
import { type BadRow, byHarm, type CheckResult, reportAsCsv, reportAsJson, reportForPeople } from './check-report.ts';
import { type Claim, claimOf, claimsOfOffer, type StatedOffer, type ZoneOf } from './claim.ts';
import { findContradictions } from './contradiction.ts';
import { doAudiencesMeet } from './meeting.ts';
import { findMissing } from './missing.ts';
import { findPlanConflicts } from './plan-conflict.ts';
import { findPriceBreaches } from './price-rule.ts';
import { findStaleOffers, findStalePrices } from './stale.ts';
import { findUndeliverable } from './undeliverable.ts';
import { newestRegularPrices, readOffers } from './stated-offer.ts';

const BAD_ROWS_SHOWN = 10;
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
      const result = await check(options, io);
      await print(io.stdout, reportOf(result, options, io));
      return result.findings.length >= options.failOn ? 1 : 0;
    },
    2,
  );
}

function reportOf(result: CheckResult, options: CheckOptions, io: CommandIo): Generator<string> {
  if (options.output === 'json') return reportAsJson(result);
  if (options.output === 'csv') return reportAsCsv(result);
  return reportForPeople(result, options.limit, (style, text) =>
    io.stdout.isTTY === true ? styleText(style, text, { stream: io.stdout }) : text,
  );
}

async function check(options: CheckOptions, io: CommandIo): Promise<CheckResult> {
  const mapping =
    options.mapping === undefined ? undefined : readMapping(await readTextFile(options.mapping), options.mapping);
  const zoneOf = await readZones(options.zones);
  const offers = options.offers === undefined ? [] : readOffers(await readTextFile(options.offers), options.offers);
  const channels = options.channels ?? (mapping === undefined ? undefined : ownChannelsOf(mapping));
  const { claims, productNames, badRows } = await readClaims(options, mapping, zoneOf, io);
  for (const channel of options.channels ?? [])
    if (!claims.some((claim) => claim.channel === channel))
      io.stderr.write(`samspel check: no row speaks of the channel ${channel}.\n`);
  const comparison = findContradictions([...claims, ...offersAsClaims(offers, claims)], {
    tolerance: options.tolerance,
    ...(channels === undefined ? {} : { channels }),
  });
  const missing = missingOffers(offers, claims, channels, options.now ?? Date.now());
  const seen = missing.filter((each) => each.observed);
  const ours = claims.filter((claim) => channels === undefined || channels.includes(claim.channel));
  const findings = byHarm([...comparison.findings, ...seen, ...withinChannels(ours, offers, options)]);
  return {
    ...comparison,
    findings,
    summary: {
      ...comparison.summary,
      contradictions: findings.length,
      products: new Set(findings.map((finding) => finding.subject)).size,
    },
    badRows,
    sightings: claims.length,
    productNames,
    owners: { ...mapping?.owners, ...options.owners },
    unobserved: [...new Set(missing.filter((each) => !each.observed).map((each) => each.silentChannel))],
  };
}

function offersAsClaims(offers: readonly StatedOffer[], claims: readonly Claim[]): Claim[] {
  if (offers.length === 0) return [];
  const regular = newestRegularPrices(claims);
  return offers.flatMap((offer) => claimsOfOffer(offer, (product) => regular.get(product)));
}

function doListsMeet(a: StatedOffer, b: StatedOffer): boolean {
  return doAudiencesMeet(a.audience, b.audience);
}

/** What one channel says that does not stand by itself: stale, or reduced from nothing. And offers that clash. */
function withinChannels(claims: readonly Claim[], offers: readonly StatedOffer[], options: CheckOptions) {
  const now = options.now ?? Date.now();
  const exempt = new Set(options.exempt);
  const priceRule = { scope: options.priorPrice, isExempt: (product: string) => exempt.has(product) };
  const byProduct = Map.groupBy(claims, (claim) => claim.subject);
  const regular = newestRegularPrices(claims);
  const claimsOf = (product: string) => byProduct.get(product) ?? [];
  const regularOf = (_: StatedOffer, product: string) => regular.get(product);
  const others = offers.filter((offer) => now < offer.to);
  const staleOffers = findStaleOffers(offers, { now, claimsOf, regularOf, others });
  const conflicts = findPlanConflicts(offers, { now, regularOf, doListsMeet });
  const soldOut = findUndeliverable(offers, { now, claimsOf, regularOf });
  const ofProducts = [...byProduct.values()].flatMap((group) => [
    ...findStalePrices(group),
    ...findPriceBreaches(group, priceRule),
  ]);
  return [...staleOffers, ...conflicts, ...soldOut, ...ofProducts];
}

function missingOffers(
  offers: readonly StatedOffer[],
  claims: readonly Claim[],
  channels: readonly string[] | undefined,
  now: number,
) {
  if (offers.length === 0) return [];
  const regular = newestRegularPrices(claims);
  return findMissing(offers, claims, { now, regularPriceOf: (product) => regular.get(product) }).filter(
    (each) => channels === undefined || channels.includes(each.silentChannel),
  );
}

async function readClaims(options: CheckOptions, mapping: Mapping | undefined, zoneOf: ZoneOf, io: CommandIo) {
  const productNames = new Map<string, string>();
  const first: BadRow[] = [];
  let count = 0;
  let sightings: Sighting[] = [];
  const claims: Claim[] = [];
  const parts = mapping === undefined ? [] : [mapping, ...mapping.sightings];
  const untilNext = parts.some((part) => part.holds === 'until-next');
  const now = options.now ?? Date.now();
  for (const file of options.files) {
    const source = file === '-' ? io.stdin : file;
    const name = file.slice(-MOST_SOURCE_NAME);
    const channel = options.feedChannels.get(file) ?? options.feedChannels.get('');
    const feed = channel === undefined ? undefined : { channel };
    for await (const batch of readSightingFile(source, { name, mapping, seenAt: options.seenAt, now, feed })) {
      for (const { line, reading } of batch) {
        if ('reason' in reading) {
          count += 1;
          if (first.length < BAD_ROWS_SHOWN) first.push({ file: name, line, ...reading });
          continue;
        }
        const { sighting } = reading;
        if (sighting.productName !== undefined) productNames.set(sighting.product, sighting.productName);
        if (untilNext) sightings.push(sighting);
        else claims.push(claimOf(sighting, zoneOf));
      }
    }
  }
  if (untilNext) {
    sightings = endAtNext(sightings);
    for (const sighting of sightings) claims.push(claimOf(sighting, zoneOf));
  }
  return { claims, productNames, badRows: { count, first } };
}

async function readZones(zones: string | undefined): Promise<ZoneOf> {
  if (zones === undefined) return () => undefined;
  if (zones === 'place') return (place) => place;
  const declared = new Map<string, string>();
  for await (const { header, rows } of readTableFile(zones, { name: zones })) {
    if (!header.includes('place') || !header.includes('zone'))
      throw new DomainError(
        'file-unreadable',
        `${zones} must have the columns place and zone; it has ${header.join(', ') || 'none'}.`,
      );
    for (const each of rows) {
      if ('row' in each) declared.set(cellOf(each.row, 'place'), cellOf(each.row, 'zone'));
    }
  }
  return (place) => declared.get(place);
}
