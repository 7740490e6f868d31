import { cellOf, type Row } from '../collect/row.ts';
import { readTable, readTableFile } from '../collect/table.reads.ts';
import { readTextFile } from '../collect/text-file.reads.ts';
import { type CommandIo, print, runCommand } from '../kernel/command.ts';
import { type MatchCommandOptions, matchUsage, readMatchOptions } from './match-options.ts';
import { groupsOf, matchAsCsv, matchAsJson, matchForPeople, type MatchResult } from './match-report.ts';
import { evenNumbers } from '../kernel/even-numbers.ts';
import { guessColumns, type ListColumns, readListColumns, requireListColumns } from './matching/list-columns.ts';
import { matchPeople } from './matching/match.ts';
import { collectPeople, type PersonRecord } from './matching/people.ts';
import { type PersonField, personFields } from './matching/person-field.ts';

const RANDOM_SEED = 1;

/** `samspel match`: finds the same people in lists, without a server. Returns the exit code. */
export function run(args: string[], io: CommandIo): Promise<number> {
  return runCommand(
    'match',
    io,
    async () => {
      const options = readMatchOptions(args);
      if (options === 'help') {
        io.stdout.write(matchUsage);
        return 0;
      }
      await print(io.stdout, reportOf(await match(options, io), options));
      return 0;
    },
    2,
  );
}

function reportOf(result: MatchResult, options: MatchCommandOptions): Generator<string> {
  const groups = groupsOf(result, options.pairs);
  if (options.output === 'json') return matchAsJson(result, groups, options.pairs);
  if (options.output === 'csv') return matchAsCsv(result, groups, options.pairs);
  return matchForPeople(result, groups, options);
}

async function match(options: MatchCommandOptions, io: CommandIo): Promise<MatchResult> {
  const [first, second = first] = await Promise.all(
    options.mappings.map(async (path) => readListColumns(await readTextFile(path), path)),
  );
  const collected = collectPeople(personFields, options.files.length === 2 ? 2 : 1);
  const columns = new Set<string>();
  let badRows = 0;
  for (const [list, file] of options.files.entries()) {
    let mapping = list === 0 ? first : second;
    const batches = file === '-' ? readTable(io.stdin, { name: '-' }) : readTableFile(file, { name: file });
    for await (const { header, delimiter, rows } of batches) {
      if (mapping === undefined) {
        mapping = guessColumns(header);
        requireListColumns(mapping, header, file);
      } else if (delimiter !== 'ndjson') requireListColumns(mapping, header, file);
      for (const each of rows) {
        if ('row' in each) collected.add(recordOf(each.row, each.line, list === 0 ? 0 : 1, mapping));
        else badRows += 1;
      }
    }
    for (const [field, names] of Object.entries(mapping?.fields ?? {})) columns.add(`${field} (${names.join(' + ')})`);
  }
  const people = collected.finish();
  const { threshold, oneToOne } = options;
  const matching = matchPeople(people, { threshold, oneToOne, random: evenNumbers(RANDOM_SEED) });
  return { people, matching, files: options.files, badRows, columns: [...columns] };
}

function recordOf(row: Row, line: number, list: 0 | 1, { fields, id, apart }: ListColumns): PersonRecord {
  const values: Partial<Record<PersonField, string>> = {};
  for (const field of personFields) {
    const names = fields[field];
    if (names !== undefined)
      values[field] = names
        .map((name) => cellOf(row, name))
        .join(' ')
        .trim();
  }
  const name = id === undefined ? '' : cellOf(row, id);
  const kept = apart === undefined ? {} : { apart: cellOf(row, apart) };
  return { id: name === '' ? `line ${line}` : name, list, values, ...kept };
}
