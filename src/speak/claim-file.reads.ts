import type { Readable } from 'node:stream';
import { endAtNext } from '../collect/mapped-row.ts';
import type { Mapping } from '../collect/mapping.contract.ts';
import { cellOf } from '../collect/row.ts';
import { readSightingFile } from '../collect/sighting-file.reads.ts';
import type { Sighting } from '../collect/sighting.ts';
import { readTableFile } from '../collect/table.reads.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import type { BadRow } from './check-result.ts';
import { type Claim, claimOf, type ZoneOf } from './claim.ts';

const BAD_ROWS_KEPT = 10;

/** A table of prices or a feed: where it is, how it is called in witnesses, and what it does not say itself. */
export type ClaimFile = {
  readonly source: string | Readable;
  readonly name: string;
  readonly mapping?: Mapping | undefined;
  /** Whose prices a feed holds. */
  readonly channel?: string | undefined;
  readonly seenAt?: Instant | undefined;
};

/** What files say, and the rows that could not be read. */
export type ClaimsRead = {
  readonly claims: Claim[];
  readonly productNames: Map<string, string>;
  readonly badRows: { readonly count: number; readonly first: readonly BadRow[] };
};

/** Reads the claims of tables and feeds, one after the other. Throws what `readSightingFile` throws. */
export async function readClaimFiles(
  files: readonly ClaimFile[],
  { zoneOf, now, timeZone }: { readonly zoneOf: ZoneOf; readonly now: Instant; readonly timeZone: string },
): Promise<ClaimsRead> {
  const productNames = new Map<string, string>();
  const first: BadRow[] = [];
  let count = 0;
  const claims: Claim[] = [];
  // What holds until the next word of its speaker ends where that is, in whichever file it stands.
  const waiting: Sighting[] = [];
  const untilNext = files.some(({ mapping }) => mapping !== undefined && holdsUntilNext(mapping));
  for (const { source, name, mapping, channel, seenAt } of files) {
    const feed = channel === undefined ? undefined : { channel };
    for await (const batch of readSightingFile(source, { name, mapping, seenAt, now, feed, timeZone })) {
      for (const { line, reading } of batch) {
        if ('reason' in reading) {
          count += 1;
          if (first.length < BAD_ROWS_KEPT) first.push({ file: name, line, ...reading });
          continue;
        }
        const { sighting } = reading;
        if (sighting.productName !== undefined) productNames.set(sighting.product, sighting.productName);
        if (untilNext) waiting.push(sighting);
        else claims.push(claimOf(sighting, zoneOf));
      }
    }
  }
  for (const sighting of endAtNext(waiting)) claims.push(claimOf(sighting, zoneOf));
  return { claims, productNames, badRows: { count, first } };
}

function holdsUntilNext(mapping: Mapping): boolean {
  return [mapping, ...mapping.sightings].some((part) => part.holds === 'until-next');
}

/** The declared price zones: `place`, each place its own, or a table with the columns place and zone. */
export async function readZones(zones: string | undefined): Promise<ZoneOf> {
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
