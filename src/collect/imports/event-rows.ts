import { cellOf, type Row } from '../row.ts';
import { CellFault, fieldsOf, type Reading, rounded, totalOf, whenOf } from './cell-reading.ts';
import type { EventMapping } from './event-mapping.contract.ts';
import { type EventFileContext, type EventHead, type HeadReader, headReader } from './event-row.ts';

/** What rows came to: a call of the Segment spec, or a row that cannot be one, with the reason. */
export type Outcome =
  | {
      readonly kind: 'call';
      readonly line: number;
      readonly call: Readonly<Record<string, unknown>>;
      readonly isAnonymous: boolean;
    }
  | {
      readonly kind: 'bad';
      readonly line: number;
      readonly field: string;
      readonly reason: string;
      readonly body: string;
    };

/**
 * Turns the rows of one file into calls, one after the other. What comes out depends on the rows alone and comes in an
 * order that never changes: that is what lets an import that was broken off count where it was.
 */
export type EventRows = {
  readonly push: (row: Row, line: number) => Outcome[];
  /** The events whose rows may all have come, now that no more do. */
  readonly end: () => Outcome[];
  /** How many rows were passed over, by the reason that the mapping gives. */
  readonly passed: ReadonlyMap<string, number>;
};

export const NOT_WANTED = 'not what the mapping takes';
const USUAL_ROWS_APART = 10_000;
// An order of more lines is none; a file that says it is would only fill the memory.
const MOST_ROWS_OF_EVENT = 5_000;

/** The reader that a mapping describes, for one file. */
export function eventRows(mapping: EventMapping, context: EventFileContext): EventRows {
  const passed = new Map<string, number>();
  const readHead = headReader(mapping, context);
  const isPassed = passReader(mapping, context, passed);
  if (mapping.group === undefined) {
    const push = (row: Row, line: number): Outcome[] => {
      if (isPassed(row)) return [];
      const head = readHead(row, line);
      return [head instanceof CellFault ? badRow(row, line, head) : callOutcome(mapping, line, head, {})];
    };
    return { push, end: () => [], passed };
  }
  const groups = new Groups(mapping, mapping.group, context, readHead);
  return {
    push: (row, line) => (isPassed(row) ? groups.tick() : groups.push(row, line)),
    end: () => groups.closeAll(),
    passed,
  };
}

function passReader(
  { where, passOver = [] }: EventMapping,
  { decimal }: EventFileContext,
  passed: Map<string, number>,
): Reading<boolean> {
  const rules = passOver.map((each) => ({ because: each.because, holds: whenOf(each.when, decimal) }));
  const isWanted = whenOf(where, decimal);
  return (row) => {
    const because = isWanted(row) ? rules.find(({ holds }) => holds(row))?.because : NOT_WANTED;
    if (because === undefined) return false;
    passed.set(because, (passed.get(because) ?? 0) + 1);
    return true;
  };
}

function badRow(row: Row, line: number, { field, reason }: CellFault): Outcome {
  return { kind: 'bad', line, field, reason, body: JSON.stringify(row) };
}

type Parts = { readonly products?: readonly unknown[]; readonly totals?: Readonly<Record<string, number>> };

/** The event as a call of the Segment spec, so that it is judged and taken in as every other. */
function callOutcome(mapping: EventMapping, line: number, head: EventHead, { products, totals }: Parts): Outcome {
  const named = (type: string): string | undefined => head.identifiers.find((each) => each.type === type)?.value;
  const externalIds = head.identifiers
    .filter((each) => each.type !== 'user_id' && each.type !== 'anonymous_id')
    .map((each) => ({ type: each.type, id: each.value }));
  const properties = { ...head.properties, ...totals, ...(products === undefined ? {} : { products }) };
  const [userId, anonymousId] = [named('user_id'), named('anonymous_id')];
  const call = {
    ...(mapping.type === 'identify'
      ? { type: 'identify', traits: properties }
      : { type: 'track', event: head.name, properties }),
    messageId: head.messageId,
    timestamp: new Date(head.at).toISOString(),
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
    context: { channel: head.channel, ...(externalIds.length === 0 ? {} : { externalIds }) },
  };
  return { kind: 'call', line, call, isAnonymous: head.isAnonymous };
}

type Group = {
  readonly line: number;
  readonly head: EventHead;
  readonly products: unknown[];
  readonly totals: Record<string, number>;
  lastRow: number;
  rows: number;
};

/** The events whose rows are still coming. The one that has waited longest for another row stands first. */
class Groups {
  readonly #mapping: EventMapping;
  readonly #by: readonly string[];
  readonly #apart: number;
  readonly #readHead: HeadReader;
  readonly #readProduct: Reading<Record<string, unknown> | CellFault> | undefined;
  readonly #totals: readonly {
    readonly name: string;
    readonly isAbsolute: boolean;
    readonly read: Reading<number | CellFault>;
  }[];
  readonly #open = new Map<string, Group>();
  #row = 0;

  constructor(
    mapping: EventMapping,
    { by, within = USUAL_ROWS_APART, products, totals = {} }: NonNullable<EventMapping['group']>,
    { decimal }: EventFileContext,
    readHead: HeadReader,
  ) {
    this.#mapping = mapping;
    this.#by = by;
    this.#apart = within;
    this.#readHead = readHead;
    this.#readProduct = products === undefined ? undefined : fieldsOf(products, decimal);
    this.#totals = Object.entries(totals).map(([name, total]) => ({
      name,
      isAbsolute: total.absolute === true,
      read: totalOf(total, decimal),
    }));
  }

  /** Counts a row that belongs to no event. */
  tick(): Outcome[] {
    this.#row += 1;
    return this.#closeOld();
  }

  push(row: Row, line: number): Outcome[] {
    const closed = this.tick();
    const fault = this.#add(row, line);
    return fault === undefined ? closed : [...closed, badRow(row, line, fault)];
  }

  closeAll(): Outcome[] {
    const closed = [...this.#open.values()].map((group) => this.#outcomeOf(group));
    this.#open.clear();
    return closed;
  }

  #add(row: Row, line: number): CellFault | undefined {
    const head = this.#readHead(row, line);
    if (head instanceof CellFault) return head;
    const product = this.#readProduct?.(row);
    if (product instanceof CellFault) return product;
    const amounts: number[] = [];
    for (const { read } of this.#totals) {
      const amount = read(row);
      if (amount instanceof CellFault) return amount;
      amounts.push(amount);
    }
    // Rows of two people are two events, also under one number.
    const key = JSON.stringify([this.#by.map((column) => cellOf(row, column)), head.identifiers, head.name]);
    const group = this.#open.get(key) ?? { line, head, products: [], totals: {}, lastRow: 0, rows: 0 };
    if (group.rows >= MOST_ROWS_OF_EVENT)
      return new CellFault(this.#by.join(', '), `More than ${MOST_ROWS_OF_EVENT} rows say they are one event.`);
    group.rows += 1;
    group.lastRow = this.#row;
    if (product !== undefined) group.products.push(product);
    for (const [index, { name }] of this.#totals.entries())
      group.totals[name] = (group.totals[name] ?? 0) + (amounts[index] ?? 0);
    this.#open.delete(key);
    this.#open.set(key, group);
    return undefined;
  }

  #closeOld(): Outcome[] {
    const closed: Outcome[] = [];
    for (const [key, group] of this.#open) {
      if (this.#row - group.lastRow <= this.#apart) break;
      this.#open.delete(key);
      closed.push(this.#outcomeOf(group));
    }
    return closed;
  }

  #outcomeOf({ line, head, products, totals }: Group): Outcome {
    const signed = this.#totals.map(({ name, isAbsolute }) => {
      const sum = rounded(totals[name] ?? 0);
      return [name, isAbsolute ? Math.abs(sum) : sum] as const;
    });
    const list = this.#readProduct === undefined ? {} : { products };
    return callOutcome(this.#mapping, line, head, { ...list, totals: Object.fromEntries(signed) });
  }
}
