import type { Readable } from 'node:stream';
import { ClickHouseError } from '@clickhouse/client';
import type { ClickHouse } from './clickhouse.ts';

/**
 * Inserts a stream of JSON lines as one thing: handed over again with the same token, it counts once. Nested objects
 * and lists are kept as text where the column is one.
 */
export async function insertLines(
  clickhouse: ClickHouse,
  table: string,
  lines: Readable,
  token: string,
): Promise<void> {
  const { stream } = await clickhouse.exec({
    query: `INSERT INTO ${table} FORMAT JSONEachRow`,
    values: lines,
    clickhouse_settings: {
      insert_deduplication_token: token,
      async_insert: 0,
      // One thread cuts the same blocks each time, and the token is matched block by block.
      input_format_parallel_parsing: 0,
      max_insert_threads: '1',
      input_format_json_read_objects_as_strings: 1,
      input_format_json_read_arrays_as_strings: 1,
      date_time_input_format: 'best_effort',
    },
  });
  // The answer has no body; the connection is free again only when its end has been read.
  stream.resume();
  await new Promise<void>((resolve, reject) => {
    stream.on('close', resolve).on('error', reject);
  });
}

// CANNOT_PARSE_… (25 is an escape sequence), TYPE_MISMATCH, INCORRECT_DATA, UNKNOWN_IDENTIFIER-like codes: the lines themselves are at fault.
const codesOfBadLines = new Set(['6', '25', '26', '27', '38', '41', '53', '72', '117', '321', '376', '441']);

/** True when the history answered, whatever it said: one that does not answer would let each hand-over wait in vain. */
export function isAnswerOfHistory(error: unknown): boolean {
  return error instanceof ClickHouseError;
}

/** True when the history can never take these lines, so that trying again is of no use. */
export function isFaultOfLines(error: unknown): boolean {
  return error instanceof ClickHouseError && codesOfBadLines.has(error.code);
}
