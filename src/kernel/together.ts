/**
 * Does for many callers at once what would cost each of them a round trip: what arrives in one turn of the event loop,
 * or while one run is under way, goes together into the next. One caller's fault does not fall on the others: a run that fails is repeated one by one.
 */
type Waiting<T, R> = {
  readonly items: readonly T[];
  readonly done: (results: readonly R[]) => void;
  readonly failed: (error: unknown) => void;
};

export class Together<T, R> {
  readonly #run: (items: readonly T[]) => Promise<readonly R[]>;
  readonly #mostItems: number;
  readonly #mostRuns: number;
  #waiting: Waiting<T, R>[] = [];
  #waitingItems = 0;
  #running = 0;
  #onIdle: (() => void)[] = [];

  /** `run` answers one result for each item, in order. */
  constructor(run: (items: readonly T[]) => Promise<readonly R[]>, mostItems: number, mostRuns = 1) {
    this.#run = run;
    this.#mostItems = mostItems;
    this.#mostRuns = mostRuns;
  }

  /** How many items wait for their turn. */
  get waitingItems(): number {
    return this.#waitingItems;
  }

  ask(items: readonly T[]): Promise<readonly R[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly R[]>();
    this.#waiting.push({ items, done: resolve, failed: reject });
    this.#waitingItems += items.length;
    if (this.#running < this.#mostRuns) {
      this.#running += 1;
      // At the end of this turn, so that all who ask in it go together.
      setImmediate(() => void this.#work());
    }
    return promise;
  }

  /** Returns when everything that was asked has been answered. */
  async settled(): Promise<void> {
    if (this.#running === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onIdle.push(resolve);
    await promise;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      await this.#serve(group).catch(async (error: unknown) => {
        if (group.length === 1) return group[0]?.failed(error);
        for (const each of group) await this.#serve([each]).catch(each.failed);
        return undefined;
      });
    }
    this.#running -= 1;
    if (this.#running > 0) return;
    for (const tell of this.#onIdle.splice(0)) tell();
  }

  #nextGroup(): Waiting<T, R>[] {
    let count = 0;
    let items = 0;
    for (const each of this.#waiting) {
      if (count > 0 && items + each.items.length > this.#mostItems) break;
      items += each.items.length;
      count += 1;
    }
    this.#waitingItems -= items;
    return this.#waiting.splice(0, count);
  }

  async #serve(group: readonly Waiting<T, R>[]): Promise<void> {
    const results = await this.#run(group.flatMap((each) => each.items));
    let from = 0;
    for (const each of group) {
      each.done(results.slice(from, from + each.items.length));
      from += each.items.length;
    }
  }
}
