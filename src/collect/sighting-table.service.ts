import type { Readable } from 'node:stream';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import type { Mapping } from './mapping.contract.ts';
import { findMapping } from './mapping.reads.ts';
import { checkMapping } from './mapping.ts';
import type { MomentIn } from './moment-argument.ts';
import type { FileReading } from './file-reading.ts';
import type { FeedReading } from './feeds/feed-context.ts';
import { readSightingFile } from './sighting-file.reads.ts';
import type { SightingReceipt } from './sighting.contract.ts';
import { importSightings, receiveSightings } from './sighting.service.ts';

/** A table of sightings: what it is called (its ending says whether it is NDJSON) and how it is to be read. */
export type SightingTable = {
  readonly fileName: string;
  /** The name that a mapping was saved under, or the mapping itself. */
  readonly mapping?: string | { readonly name: string; readonly definition: Mapping } | undefined;
  /** How the table is called in the sightings; without it, its file name. */
  readonly source?: string | undefined;
  readonly seenAt?: MomentIn | undefined;
  /** Whether whoever hands it in says that it is XML; then nothing else is taken for it. */
  readonly isSaidToBeXml?: boolean | undefined;
  /** How it is read when it turns out to be a feed. */
  readonly feed?: FeedReading | undefined;
  /** The one channel that whoever hands it in may speak for; without it, any. */
  readonly onlyChannel?: string | null | undefined;
};

/** Takes in a table that fits in memory, in one transaction. */
export async function receiveTable(deps: Deps, table: SightingTable, bytes: Readable): Promise<SightingReceipt> {
  const mapping = await mappingOf(deps, table);
  const rows: FileReading[] = [];
  for await (const batch of readingsOf(deps, table, mapping?.definition, bytes)) rows.push(...batch);
  return receiveSightings(deps, handoverOf(table, mapping), rows);
}

/** Takes in a table of any length, batch by batch. */
export async function importTable(
  deps: Deps,
  table: SightingTable,
  file: string | Readable,
  onProgress?: (receipt: SightingReceipt) => void,
): Promise<SightingReceipt> {
  const mapping = await mappingOf(deps, table);
  const rows = readingsOf(deps, table, mapping?.definition, file);
  return importSightings(deps, handoverOf(table, mapping), rows, onProgress);
}

type NamedMapping = { readonly name: string; readonly definition: Mapping };

async function mappingOf(deps: Deps, { mapping }: SightingTable): Promise<NamedMapping | undefined> {
  if (typeof mapping !== 'string') return mapping;
  const saved = await findMapping(deps.postgres, mapping);
  if (saved !== undefined)
    return { name: mapping, definition: checkMapping(saved.definition, `The mapping ${mapping}`) };
  throw new DomainError(
    'field-invalid',
    `No mapping is saved as "${mapping}". GET /v1/mappings lists those there are; PUT /v1/mappings/{name} saves one.`,
    [{ field: 'mapping', found: mapping, allowed: 'the name of a saved mapping' }],
  );
}

function handoverOf({ fileName, onlyChannel }: SightingTable, mapping: NamedMapping | undefined) {
  const foreignChannels = (mapping?.definition.sightings ?? []).flatMap(({ channel, ours }) =>
    ours === false && typeof channel === 'string' ? [channel] : [],
  );
  return { fileName, mapping: mapping?.name, foreignChannels, onlyChannel };
}

async function* readingsOf(
  { clock, timeZone }: Deps,
  { fileName, source, seenAt, feed, isSaidToBeXml }: SightingTable,
  mapping: Mapping | undefined,
  file: string | Readable,
): AsyncGenerator<FileReading[]> {
  const seen = seenAt?.(mapping?.timeZone ?? timeZone);
  const options = { name: fileName, mapping, seenAt: seen, now: clock(), timeZone, feed, isSaidToBeXml };
  for await (const batch of readSightingFile(file, options)) {
    yield source === undefined ? batch : batch.map((each) => calledBy(each, fileName, source));
  }
}

/** The sighting under the name that the sender gave the table; a source that the row itself names stays. */
function calledBy(each: FileReading, fileName: string, source: string): FileReading {
  if (!('sighting' in each.reading) || each.reading.sighting.source !== fileName) return each;
  return { ...each, reading: { sighting: { ...each.reading.sighting, source } } };
}
