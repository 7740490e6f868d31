import { access } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import { type CommandIo, runCommand } from '../kernel/command.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { withDeps } from '../store/embedded/running.ts';
import { importEventFile, type ImportDeps } from './imports/event-file-import.service.ts';
import type { EventMapping } from './imports/event-mapping.contract.ts';
import { checkEventMapping } from './imports/event-mapping.ts';
import { deadRowLines, knownLine, progressLine, receiptLines } from './imports/import-report.ts';
import { textOfMapping } from './imports/mapping-file.reads.ts';
import { savedEventMapping } from './imports/saved-mapping.service.ts';
import { fileNameOf, type ImportOptions, importUsage, readImportOptions } from './import-options.ts';
import type { Identity } from './intake.service.ts';
import { mappingIn, readMapping } from './mapping.ts';
import { importTable, type SightingTable } from './sighting-table.service.ts';
import type { SightingReceipt } from './sighting.contract.ts';

const BAD_ROWS_SHOWN = 20;

/** `samspel import`: hands a file in to the running deployment. Returns the exit code. Who knows the customers is handed in. */
export function run(args: readonly string[], io: CommandIo, identity: Identity): Promise<number> {
  return runCommand(
    'import',
    io,
    async () => {
      const options = readImportOptions(args);
      if (options === 'help') {
        io.stdout.write(importUsage);
        return 0;
      }
      if (options.file !== '-') await demandFile(options.file);
      const importing = await importingOf(options, io, identity);
      const config = readConfig();
      return withDeps(config, async (open) => {
        return await importing(open.deps, config.dataFolder);
      });
    },
    2,
  );
}

type Importing = (deps: Deps, dataFolder: string) => Promise<number>;

/** What is to be done once the databases are open. What is wrong with the mapping file is said before. */
export async function importingOf(options: ImportOptions, io: CommandIo, identity: Identity): Promise<Importing> {
  if (options.kind === 'events') {
    const read = await eventMappingOf(options);
    return (deps, dataFolder) => importEvents({ deps, dataFolder, identity }, options, read, io);
  }
  const table = await tableOf(options);
  return (deps) => importFile(deps, options, table, io);
}

/** Imports the file and says how it went. Part of the command that needs no running deployment of its own. */
export async function importFile(
  deps: Deps,
  options: ImportOptions,
  table: SightingTable,
  io: CommandIo,
): Promise<number> {
  const isWatched = io.stdout.isTTY === true;
  const source = options.file === '-' ? io.stdin : options.file;
  const receipt = await importTable(deps, table, source, ({ accepted, repeated, rejected }) => {
    if (isWatched) io.stdout.write(`\r${accepted + repeated + rejected} rows …`);
  });
  if (isWatched) io.stdout.write('\r');
  io.stdout.write(report(receipt));
  for (const { line, field, reason } of receipt.rejectedRows.slice(0, BAD_ROWS_SHOWN))
    io.stderr.write(`  line ${line}${field === '' ? '' : `, ${field}`}: ${reason}\n`);
  if (receipt.rejected > BAD_ROWS_SHOWN)
    io.stderr.write(`  and ${receipt.rejected - BAD_ROWS_SHOWN} more: GET /v1/imports/${receipt.importId}\n`);
  return receipt.rejected > 0 ? 1 : 0;
}

function report({ accepted, repeated, rejected, importId }: SightingReceipt): string {
  return `${accepted} sightings taken in, ${repeated} known before, ${rejected} not accepted (import ${importId}).\n`;
}

/** How the file is to be read. A mapping is a file when there is one of that name, else a name saved in the tool. */
export async function tableOf({ file, mapping, seenAt, source, feed }: ImportOptions): Promise<SightingTable> {
  const definition = mapping === undefined ? undefined : await mappingFile(mapping);
  const read = mapping === undefined || definition === undefined ? mapping : { name: fileNameOf(mapping), definition };
  return { fileName: fileNameOf(file), mapping: read, seenAt, source, feed };
}

async function mappingFile(path: string) {
  const text = await textOfMapping(path);
  return text === undefined ? undefined : readMapping(text, path);
}

type EventMappingFound = { readonly name: string; readonly definition: EventMapping | undefined };

/** The mapping of events that the command line names: a file when there is one of that name, else a name saved in the tool. */
async function eventMappingOf({ mapping }: ImportOptions): Promise<EventMappingFound> {
  if (mapping === undefined) {
    const allowed = 'a file, or the name of a saved mapping';
    throw new DomainError('field-invalid', `--mapping: found nothing, allowed is ${allowed}.`, [
      { field: '--mapping', found: 'nothing', allowed },
    ]);
  }
  const text = await textOfMapping(mapping);
  return text === undefined
    ? { name: mapping, definition: undefined }
    : { name: fileNameOf(mapping), definition: checkEventMapping(mappingIn(text, mapping), mapping) };
}

/** Imports a file of events and says how it went. */
async function importEvents(
  open: ImportDeps,
  { file, source }: ImportOptions,
  read: EventMappingFound,
  io: CommandIo,
): Promise<number> {
  const mapping = read.definition ?? (await savedEventMapping(open.deps, read.name));
  const fileName = fileNameOf(file);
  const isWatched = io.stdout.isTTY === true;
  const { end, receipt, finishedAt, deadRows } = await importEventFile(
    open,
    { path: file, fileName, source: source ?? fileName, mappingName: read.name, mapping },
    (rowsRead, progress) => {
      if (isWatched) io.stdout.write(`\r\u001B[K${progressLine(rowsRead, progress)}`);
    },
  );
  if (isWatched) io.stdout.write('\r\u001B[K');
  if (end === 'busy' || end === 'stopped') {
    const why = end === 'busy' ? 'is being worked on by another process' : 'was cancelled';
    io.stderr.write(`samspel import: import ${receipt.importId} ${why}.\n`);
    return 1;
  }
  const lines = end === 'known' ? [knownLine(receipt, finishedAt)] : receiptLines(receipt);
  io.stdout.write(`${lines.join('\n')}\n`);
  if (deadRows.length > 0) io.stderr.write(`${deadRowLines(receipt, deadRows).join('\n')}\n`);
  return receipt.rejected > 0 ? 1 : 0;
}

async function demandFile(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    throw new DomainError('file-unreadable', `${path} cannot be read: there is no such file, or it may not be read.`);
  }
}
