const MOST_UNDER_WAY = 2;

/**
 * Joins writes that come at the same time: what comes while others are being written goes together with the next, so
 * that many callers share one statement and one wait for the disk. Each caller is answered when its own item is
 * written. Where a batch fails, each of its items is tried alone, so that a bad one fails by itself.
 */
export function inBatches<T>(write: (items: readonly T[]) => Promise<void>, most = 100): (item: T) => Promise<void> {
  type Waiting = { readonly item: T; readonly done: () => void; readonly failed: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let underWay = 0;

  async function writeOne({ item, done, failed }: Waiting): Promise<void> {
    try {
      await write([item]);
      done();
    } catch (error) {
      failed(error);
    }
  }

  async function writeNext(): Promise<void> {
    underWay += 1;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      try {
        await write(batch.map((each) => each.item));
        for (const each of batch) each.done();
      } catch (error) {
        if (batch.length > 1) await Promise.all(batch.map(writeOne));
        else batch[0]?.failed(error);
      }
    }
    underWay -= 1;
  }

  return async (item) =>
    new Promise<void>((done, failed) => {
      waiting.push({ item, done, failed });
      if (underWay < MOST_UNDER_WAY) void writeNext();
    });
}
