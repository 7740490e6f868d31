/** What is written down of an erasure: how much was deleted, store by store and table by table. */
export type Counts = {
  readonly postgres: Readonly<Record<string, number>>;
  readonly clickhouse: Readonly<Record<string, number>>;
  readonly log: Readonly<Record<string, number>>;
  readonly hashes: number;
};

/** What a proof says, in one fixed order. The proof before is part of it, so that none can be changed or taken away unseen. */
export function statementOf(erasure: {
  readonly id: string;
  readonly customerId: string;
  readonly madeBy: string;
  readonly erasedAt: string;
  readonly counts: Counts;
  readonly before: string;
}): string {
  const { id, customerId, madeBy, erasedAt, counts, before } = erasure;
  return JSON.stringify([before, id, customerId, madeBy, erasedAt, inOrder(counts)]);
}

function inOrder(counts: object): unknown {
  return Object.entries(counts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, typeof value === 'object' && value !== null ? inOrder(value as object) : value]);
}
