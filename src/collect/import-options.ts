import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/period.ts';
import { readInstant } from './instant-text.ts';

export const importUsage = `samspel import sightings FILE [options]        hands a file in to the running deployment

FILE is a table of prices: CSV, TSV or NDJSON, also .gz; - reads standard input. Without a mapping the columns are
product, channel, place, price, currency, on_sale, price_type, seen_at, holds_to, source.

  --mapping M          how a row becomes sightings: a file (JSON or YAML), or the name of a mapping saved in the tool
  --seen-at INSTANT    when rows that do not say it were seen, as 2026-11-22 or 2026-11-22T08:00:00Z
  --source NAME        how the file is called in what it proves; without it, its name

Exit code: 0 every row was taken in, 1 some were not (they are kept, with the reason), 2 bad usage or no such file.
`;

export type ImportOptions = {
  readonly file: string;
  readonly mapping: string | undefined;
  readonly seenAt: Instant | undefined;
  readonly source: string | undefined;
};

/** Reads the arguments after `import`; `help` when the usage is asked for. Throws `field-invalid`. */
export function readImportOptions(args: readonly string[]): ImportOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help === true) return 'help';
  const [kind, file, ...rest] = positionals;
  if (kind !== 'sightings') throw bad('what', kind ?? 'nothing', 'sightings: samspel import sightings FILE');
  if (file === undefined || rest.length > 0)
    throw bad('FILE', rest[0] ?? 'nothing', 'one file, or - for standard input');
  const source = values.source?.trim();
  if (source !== undefined && (source === '' || source.length > 300))
    throw bad('--source', values.source ?? '', 'a text of 1 to 300 characters');
  return { file, mapping: values.mapping, seenAt: instantOf(values['seen-at']), source };
}

/** How a file is called: its name, or what standard input is called. */
export function fileNameOf(file: string): string {
  return file === '-' ? 'standard input' : basename(file).slice(-300);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        'seen-at': { type: 'string' },
        source: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DomainError('field-invalid', why);
  }
}

function instantOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const at = readInstant(text, 'iso') ?? readInstant(text, 'YYYY-MM-DD');
  if (at === undefined) throw bad('--seen-at', text, 'a time as 2026-11-22 or 2026-11-22T08:00:00Z');
  return at;
}

function bad(field: string, found: string, allowed: string): DomainError {
  return new DomainError('field-invalid', `${field}: found ${found}, allowed is ${allowed}.`, [
    { field, found, allowed },
  ]);
}
