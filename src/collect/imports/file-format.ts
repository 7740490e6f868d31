import { Buffer } from 'node:buffer';

/** The forms that a file of rows may have. `table` is CSV, TSV and NDJSON, which are told apart by their first line. */
export type FileFormat = 'table' | 'parquet' | 'xes' | 'ocel';

/** What kind of file it is: by its ending, and where that says little by how it begins. */
export function formatOf(name: string, head: Uint8Array): FileFormat {
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  if (bare.endsWith('.parquet') || startsWith(head, 'PAR1')) return 'parquet';
  if (bare.endsWith('.xes')) return 'xes';
  if (/\.(?:jsonocel|xmlocel)$/.test(bare)) return 'ocel';
  const text = Buffer.from(head).toString('latin1');
  if (bare.endsWith('.json')) return /"(?:ocel:|objectTypes|eventTypes|objects|events)/.test(text) ? 'ocel' : 'table';
  if (!/^(?:\u00EF\u00BB\u00BF)?\s*</.test(text)) return 'table';
  return /<object-types|<event-types/.test(text) ? 'ocel' : 'xes';
}

function startsWith(head: Uint8Array, word: string): boolean {
  return Buffer.from(head.subarray(0, word.length)).toString('latin1') === word;
}
