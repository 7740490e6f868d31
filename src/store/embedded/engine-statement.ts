import { codeOf, parametersOf, splitStatements } from '../sql-text.ts';
import { EngineFault } from './engine-fault.ts';

/** What a request asks for, once its text has been looked at. */
export type Statement =
  | { readonly kind: 'insert'; readonly table: string; readonly columns: readonly string[]; readonly format: RowFormat }
  | { readonly kind: 'stream'; readonly format: string }
  | { readonly kind: 'whole'; readonly format: string };

/** Formats in which the engine reads the bytes of an insert as they are. */
const rowFormats = ['JSONEachRow', 'JSONCompactEachRow', 'TabSeparated', 'TSV', 'CSV', 'CSVWithNames'] as const;
export type RowFormat = (typeof rowFormats)[number];

/** Formats in which a result may be sent piece by piece: nothing stands before the first row or after the last. */
const piecewise =
  /^(?:JSON(?:Compact|Strings|CompactStrings)?EachRow|NDJSON|JSONLines|TabSeparated(?:Raw)?|TSV(?:Raw)?|CSV)$/;

const insertWithData =
  /^\s*INSERT\s+INTO\s+(?:TABLE\s+)?([\w.`"]+)\s*(?:\(([\w\s,.`"]*)\))?\s*FORMAT\s+(\w+)\s*;?\s*$/i;

/** Decides how a statement is run. Throws as ClickHouse does when a parameter is missing or there are two statements. */
export function readStatement(sql: string, given: ReadonlyMap<string, string>, defaultFormat: string): Statement {
  const insert = insertWithData.exec(sql);
  const insertFormat = rowFormats.find((format) => format === insert?.[3]);
  if (insert !== null && insertFormat !== undefined) {
    const columns = (insert[2] ?? '').split(',').map(bare);
    return {
      kind: 'insert',
      table: bare(insert[1] ?? ''),
      columns: columns.filter((name) => name !== ''),
      format: insertFormat,
    };
  }
  const code = codeOf(sql);
  for (const name of parametersOf(code)) {
    // The connection may still hold a parameter of an earlier request by this name; it is not this request's.
    if (!given.has(name)) throw new EngineFault(456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${name}\` is not set.`);
  }
  const carriesData = /^\s*INSERT\b[\s\S]*\bFORMAT\s+\w+/i.test(code);
  if (!carriesData && splitStatements(sql).length > 1) {
    throw new EngineFault(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)');
  }
  const format = carriesData
    ? defaultFormat
    : (/\bFORMAT\s+(\w+)\s*(?:SETTINGS[^()]*)?;?\s*$/i.exec(code)?.[1] ?? defaultFormat);
  return { kind: mayStream(code) && piecewise.test(format) ? 'stream' : 'whole', format };
}

/**
 * A streamed SELECT is planned on the thread that answers everybody, and a scalar subquery is computed while it is
 * planned. So only a SELECT whose inner SELECTs are all tables, sets or named queries is streamed.
 */
function mayStream(code: string): boolean {
  if (!/^\s*(?:SELECT|WITH)\b/i.test(code) || /\bINSERT\b/i.test(code)) return false;
  return Array.from(code.matchAll(/(\w*)\s*\(\s*(?:SELECT|WITH)\b/gi)).every((match) =>
    /^(?:FROM|JOIN|IN|AS|ALL|DISTINCT)$/i.test(match[1] ?? ''),
  );
}

function bare(name: string): string {
  return name.replaceAll(/[`"\s]/g, '');
}
