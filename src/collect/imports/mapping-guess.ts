import { cellOf, type DecimalMark, findDecimalMark, type Row } from '../row.ts';
import { type ColumnKind, kindOf } from './column-kind.ts';
import { bareName, nameScore } from './column-role.ts';
import type { ColumnRole } from './event-import.contract.ts';
import type { MappingDraft } from './mapping-draft.ts';

/** A column as it is shown to whoever says what it is. */
export type ColumnGuess = {
  readonly name: string;
  readonly samples: readonly string[];
  readonly kind: ColumnKind;
  readonly role: ColumnRole;
};
export type Guess = { readonly columns: readonly ColumnGuess[]; readonly draft: MappingDraft };

const SAMPLES_SHOWN = 3;
const LONGEST_SAMPLE = 80;

/** Roles by their name, in the order in which they choose; each takes the column that it fits best. */
const chooseByName: readonly { readonly role: ColumnRole; readonly fits: (kind: ColumnKind) => boolean }[] = [
  { role: 'case', fits: isValue },
  { role: 'time', fits: (kind) => kind.is === 'instant' },
  { role: 'time-of-day', fits: (kind) => kind.is === 'time-of-day' },
  { role: 'email', fits: (kind) => kind.is === 'email' },
  { role: 'phone', fits: (kind) => kind.is === 'phone' || kind.is === 'number' },
  { role: 'loyalty', fits: isValue },
  { role: 'user_id', fits: isValue },
  { role: 'receipt', fits: isValue },
  { role: 'event', fits: isValue },
  { role: 'channel', fits: (kind) => kind.is === 'text' },
  { role: 'product_id', fits: isValue },
  { role: 'product_name', fits: (kind) => kind.is === 'text' },
  { role: 'quantity', fits: (kind) => kind.is === 'number' },
  { role: 'price', fits: (kind) => kind.is === 'number' },
  { role: 'total', fits: (kind) => kind.is === 'number' },
];

function isValue({ is }: ColumnKind): boolean {
  return is !== 'empty';
}

/** What is known of a file before it is looked at; its times are of the time zone until somebody says otherwise. */
type KnownOfFile = { readonly delimiter: string; readonly fileName: string; readonly timeZone: string };

/** Guesses what the columns of a table are: by their names in Swedish and English, and by what their values look like. */
export function guessMapping(header: readonly string[], rows: readonly Row[], known: KnownOfFile): Guess {
  const kinds = new Map(
    header.map((name) => {
      const values = rows.map((row) => cellOf(row, name));
      return [name, kindOf(values, nameScore(name, 'time') > 0, known.delimiter)] as const;
    }),
  );
  const roles = rolesOf(header, kinds);
  const columns = header.map((name) => ({
    name,
    samples: samplesOf(rows, name),
    kind: kinds.get(name) ?? { is: 'empty' as const },
    role: roles.get(name) ?? ('none' as const),
  }));
  return { columns, draft: draftOf(columns, rows, known) };
}

function rolesOf(header: readonly string[], kinds: ReadonlyMap<string, ColumnKind>): Map<string, ColumnRole> {
  const roles = new Map<string, ColumnRole>();
  const free = (name: string): boolean => !roles.has(name);
  for (const { role, fits } of chooseByName) {
    const best = header
      .filter((name) => free(name) && nameScore(name, role) > 0 && fits(kinds.get(name) ?? { is: 'empty' }))
      .toSorted((a, b) => nameScore(b, role) - nameScore(a, role))[0];
    if (best !== undefined) roles.set(best, role);
  }
  // What no name tells, the values may.
  for (const [role, is] of [
    ['time', 'instant'],
    ['email', 'email'],
    ['phone', 'phone'],
  ] as const) {
    if ([...roles.values()].includes(role)) continue;
    const first = header.find((name) => free(name) && kinds.get(name)?.is === is);
    if (first !== undefined) roles.set(first, role);
  }
  for (const name of header) if (free(name)) roles.set(name, kinds.get(name)?.is === 'empty' ? 'none' : 'property');
  return roles;
}

function samplesOf(rows: readonly Row[], name: string): string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const cell = cellOf(row, name);
    if (cell !== '') samples.add(cell.slice(0, LONGEST_SAMPLE));
    if (samples.size === SAMPLES_SHOWN) break;
  }
  return [...samples];
}

/** What happened, by the words that the file and its columns use. */
const kindsOfFile: readonly { readonly pattern: RegExp; readonly event: string; readonly channel: string }[] = [
  { pattern: /chatt?/, event: 'Chat Ended', channel: 'chat' },
  { pattern: /samtal|call(?!back)|telefoni/, event: 'Phone Call Ended', channel: 'phone' },
  { pattern: /brev|letter(?!s?news)|utskick/, event: 'Letter Sent', channel: 'print' },
  { pattern: /besok|visit/, event: 'Store Visited', channel: 'store' },
];

function draftOf(
  columns: readonly ColumnGuess[],
  rows: readonly Row[],
  { delimiter, fileName, timeZone }: KnownOfFile,
): MappingDraft {
  const has = (role: ColumnRole): boolean => columns.some((each) => each.role === role);
  const names = columns.map((each) => bareName(each.name));
  const told = kindsOfFile.find(
    ({ pattern }) => pattern.test(bareName(fileName)) || names.some((each) => pattern.test(each)),
  );
  const isSale = has('receipt') || has('product_id');
  const isStore = names.some((each) => /butik|store|kassa|kvitto|receipt/.test(each));
  const time = columns.find((each) => each.role === 'time')?.kind;
  return {
    eventName: isSale ? 'Order Completed' : (told?.event ?? 'Event Recorded'),
    channel: isSale ? (isStore ? 'store' : 'web') : (told?.channel ?? 'web'),
    format: time?.is === 'instant' ? time.format : 'iso',
    timeZone,
    decimal: decimalOf(columns, rows, delimiter),
    prefix: `${bareName(fileName.replace(/\..*$/, '')).slice(0, 40)}:`,
  };
}

function decimalOf(columns: readonly ColumnGuess[], rows: readonly Row[], delimiter: string): DecimalMark {
  const numbers = columns.filter((each) => each.kind.is === 'number').map((each) => each.name);
  return findDecimalMark(
    rows.flatMap((row) => numbers.map((name) => cellOf(row, name))),
    delimiter,
  );
}
