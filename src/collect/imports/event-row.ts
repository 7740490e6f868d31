import type { EventIdentifier } from '../event.ts';
import { readInstant, readRfc3339 } from '../instant-text.ts';
import type { Instant } from '../../kernel/period.ts';
import { cellOf, type DecimalMark, type Row } from '../row.ts';
import { show } from '../sighting.ts';
import { CellFault, choiceOf, fieldsOf, plainValue, type Reading } from './cell-reading.ts';
import type { EventMapping, IdentifierOf, TimeOf } from './event-mapping.contract.ts';
import { namedColumnsOf } from './event-mapping.ts';

/** What is known of a file besides its rows. */
export type EventFileContext = {
  /** Of times that neither the mapping nor an offset places. */
  readonly timeZone: string;
  readonly decimal: DecimalMark;
  /** Which of the identifiers really say who somebody is, in their one form. */
  readonly usable: (identifiers: readonly EventIdentifier[]) => readonly EventIdentifier[];
  /** What the event that begins on this line is known by, where it has no number of its own. */
  readonly messageIdOf: (line: number) => string;
};

/** What one row says of the event that it tells of, or begins. */
export type EventHead = {
  readonly identifiers: readonly EventIdentifier[];
  /** None of the identifiers said who it is: the event stands alone, under a number of its own. */
  readonly isAnonymous: boolean;
  readonly at: Instant;
  readonly name: string;
  readonly channel: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly messageId: string;
};
export type HeadReader = (row: Row, line: number) => EventHead | CellFault;

const LONGEST_MESSAGE_ID = 200;
const channelPattern = /^[a-z][a-z0-9-]{0,39}$/;

function wrongChannel(found: string): CellFault {
  return new CellFault(
    'channel',
    `Allowed is a channel as web, store or phone, found ${show(found)}. The mapping's values can translate it.`,
  );
}

/** The reader of what a row says of its event. */
export function headReader(mapping: EventMapping, context: EventFileContext): HeadReader {
  const { decimal } = context;
  const readIdentifiers = identifiersReader(mapping, context);
  const readTime = timeReader(mapping.at, mapping.timeZone ?? context.timeZone);
  const readName = choiceOf(mapping.event ?? 'identify', decimal);
  const readChannel = choiceOf(mapping.channel, decimal);
  const readProperties = fieldsOf(mapping.properties ?? {}, decimal);
  const readOthers = mapping.otherProperties === true ? othersReader(mapping) : undefined;
  const readId = idReader(mapping, context);
  return (row, line) => {
    const who = readIdentifiers(row);
    if (who instanceof CellFault) return who;
    const at = readTime(row);
    if (at instanceof CellFault) return at;
    const name = readName(row);
    if (name === '')
      return new CellFault('event', 'No event is named: the cell is empty, or the mapping has no case for it.');
    const channel = readChannel(row).toLowerCase();
    if (!channelPattern.test(channel)) return wrongChannel(channel);
    const properties = readProperties(row);
    if (properties instanceof CellFault) return properties;
    const messageId = readId(row, line);
    if (messageId instanceof CellFault) return messageId;
    const all = readOthers === undefined ? properties : { ...readOthers(row), ...properties };
    return { ...who, at, name, channel, properties: all, messageId };
  };
}

/** Who a row is about. Where none of its identifiers says anybody, the one that the mapping keeps for such rows. */
function identifiersReader(
  { identifiers, otherwise }: EventMapping,
  { usable }: EventFileContext,
): Reading<Pick<EventHead, 'identifiers' | 'isAnonymous'> | CellFault> {
  const columns = identifiers.map((each) => each.column).join(', ');
  return (row) => {
    // As they were written: they are brought to their one form where every call is judged.
    const given = identifiers.flatMap((each) => identifierIn(row, each));
    if (usable(given).length > 0) return { identifiers: given, isAnonymous: false };
    const own = otherwise === undefined ? [] : identifierIn(row, otherwise);
    if (usable(own).length > 0) return { identifiers: own, isAnonymous: true };
    return new CellFault(
      columns,
      `Nobody: ${columns} ${identifiers.length > 1 ? 'hold' : 'holds'} nothing that says who it is. The mapping's otherwise can give such rows an identifier of their own, as the number of the receipt.`,
    );
  };
}

function identifierIn(row: Row, { type, column, prefix = '' }: IdentifierOf): EventIdentifier[] {
  const cell = cellOf(row, column);
  return cell === '' ? [] : [{ type, value: prefix + cell }];
}

/** Times come in long runs of the same; so many are remembered. */
const MOST_TIMES_KEPT = 10_000;

function timeReader(time: TimeOf, timeZone: string): Reading<Instant | CellFault> {
  if ('at' in time) {
    const at = readRfc3339(time.at) ?? new CellFault('at', `Allowed is a time, found ${show(time.at)}.`);
    return () => at;
  }
  const columns = 'column' in time ? [time.column] : time.columns;
  const join = 'columns' in time ? (time.join ?? ' ') : '';
  const values = 'column' in time ? (time.values ?? {}) : {};
  const known = new Map<string, Instant>();
  return (row) => {
    const written = columns.map((column) => cellOf(row, column)).join(join);
    const text = Object.hasOwn(values, written) ? (values[written] ?? '') : written;
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const at = readInstant(text, time.format, timeZone);
    if (at === undefined)
      return new CellFault(columns.join(', '), `Allowed is a time as ${time.format}, found ${show(text)}.`);
    if (known.size >= MOST_TIMES_KEPT) known.clear();
    known.set(text, at);
    return at;
  };
}

function idReader({ id }: EventMapping, { messageIdOf }: EventFileContext) {
  if (id === undefined) return (_row: Row, line: number): string | CellFault => messageIdOf(line);
  const { columns, join = ':', prefix = '' } = id;
  return (row: Row, line: number): string | CellFault => {
    const cells = columns.map((column) => cellOf(row, column));
    if (cells.every((cell) => cell === '')) return messageIdOf(line);
    const text = prefix + cells.join(join);
    return text.length <= LONGEST_MESSAGE_ID
      ? text
      : new CellFault(columns.join(', '), `Allowed are ${LONGEST_MESSAGE_ID} characters, found ${text.length}.`);
  };
}

/** Every column that the mapping does not name, as a property of that name. */
function othersReader(mapping: EventMapping): Reading<Record<string, unknown>> {
  const named = namedColumnsOf(mapping);
  return (row) => {
    const others: Record<string, unknown> = {};
    for (const column of Object.keys(row)) {
      if (named.has(column)) continue;
      const value = plainValue(row, column);
      if (value !== undefined) others[column] = value;
    }
    return others;
  };
}
