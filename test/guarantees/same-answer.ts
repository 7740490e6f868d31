/**
 * Checks that one customer gets the same answer whatever channel asks. The session is the customer, not the
 * connection: for each customer all channels and processes are clients of one register, whose versions are the
 * promises in the ledger. A write is an acknowledged promise, a read is an answer and the promises that it told of.
 */
export type Operation =
  | {
      readonly kind: 'write';
      readonly customer: string;
      readonly from: number;
      readonly to: number;
      readonly promise: string;
    }
  | {
      readonly kind: 'read';
      readonly customer: string;
      readonly from: number;
      readonly to: number;
      readonly saw: ReadonlySet<string>;
    };

/** The witness of a stale answer: it was asked for after the promise was known, and did not tell of it. */
export type StaleAnswer = {
  readonly customer: string;
  readonly promise: string;
  readonly knownAt: number;
  readonly askedAt: number;
  readonly because: 'acknowledged' | 'told before';
};

type Moment = { readonly at: number; readonly isEnd: boolean; readonly operation: Operation };

/**
 * Read-your-writes and monotonic reads, per customer, in one pass over the history in order of time: what has been
 * acknowledged or told by the moment a question is asked has to be in its answer. Promises are never taken back here.
 */
export function findStaleAnswers(history: readonly Operation[]): StaleAnswer[] {
  const moments = history
    .flatMap((operation): Moment[] => [
      { at: operation.from, isEnd: false, operation },
      { at: operation.to, isEnd: true, operation },
    ])
    // What ended in the same instant as another began may have come after it, so it demands nothing of it.
    .toSorted((a, b) => a.at - b.at || Number(a.isEnd) - Number(b.isEnd));
  const known = new Map<string, { promise: string; at: number; because: StaleAnswer['because'] }[]>();
  const knownBefore = new Map<Operation, number>();
  const stale: StaleAnswer[] = [];
  for (const { at, isEnd, operation } of moments) {
    const { customer } = operation;
    const versions = known.get(customer) ?? [];
    known.set(customer, versions);
    if (!isEnd) {
      knownBefore.set(operation, versions.length);
      continue;
    }
    const add = (promise: string, because: StaleAnswer['because']): void => {
      if (!versions.some((each) => each.promise === promise)) versions.push({ promise, at, because });
    };
    if (operation.kind === 'write') {
      add(operation.promise, 'acknowledged');
      continue;
    }
    for (const version of versions.slice(0, knownBefore.get(operation)))
      if (!operation.saw.has(version.promise)) {
        const { promise, because } = version;
        stale.push({ customer, promise, knownAt: version.at, askedAt: operation.from, because });
      }
    for (const promise of operation.saw) add(promise, 'told before');
  }
  return stale;
}
