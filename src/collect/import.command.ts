import { access, readFile } from 'node:fs/promises';
import { readConfig } from '../config.ts';
import type { CommandIo } from '../kernel/command.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Deps } from '../store/deps.ts';
import { openDeps } from '../store/embedded/running.ts';
import { fileNameOf, type ImportOptions, importUsage, readImportOptions } from './import-options.ts';
import { readMapping } from './mapping.ts';
import { importTable, type SightingTable } from './sighting-table.service.ts';
import type { SightingReceipt } from './sighting.contract.ts';

const BAD_ROWS_SHOWN = 20;

/** `samspel import`: hands a file in to the running deployment. Returns the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const options = readImportOptions(args);
    if (options === 'help') {
      io.stdout.write(importUsage);
      return 0;
    }
    const table = await tableOf(options);
    if (options.file !== '-') await demandFile(options.file);
    const open = await openDeps(readConfig());
    try {
      return await importFile(open.deps, options, table, io);
    } finally {
      await open.close();
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    io.stderr.write(`samspel import: ${error.detail}\n`);
    if (error.code === 'field-invalid') io.stderr.write('`samspel import --help` shows what is allowed.\n');
    return 2;
  }
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
export async function tableOf({ file, mapping, seenAt, source }: ImportOptions): Promise<SightingTable> {
  const definition = mapping === undefined ? undefined : await mappingFile(mapping);
  const read = mapping === undefined || definition === undefined ? mapping : { name: fileNameOf(mapping), definition };
  return { fileName: fileNameOf(file), mapping: read, seenAt, source };
}

async function mappingFile(path: string) {
  try {
    return readMapping(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (error instanceof DomainError) throw error;
    throw new DomainError('file-unreadable', `${path} cannot be read as a mapping.`);
  }
}

async function demandFile(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    throw new DomainError('file-unreadable', `${path} cannot be read: there is no such file, or it may not be read.`);
  }
}
