import { addKeys } from '../../src/organisation/key.service.ts';
import type { ServerPlace } from './fuzz/server.ts';

/** The ids that were acknowledged, and a way to wait until there are so many: a count, never a time. */
export class Acknowledged {
  readonly ids = new Set<string>();
  #wanted = Infinity;
  #reached: () => void = () => undefined;

  add(ids: readonly string[]): void {
    for (const id of ids) this.ids.add(id);
    if (this.ids.size >= this.#wanted) this.#reached();
  }

  async reach(more: number): Promise<void> {
    this.#wanted = this.ids.size + more;
    await new Promise<void>((resolve) => {
      this.#reached = resolve;
    });
    this.#wanted = Infinity;
  }
}

export async function writeKeyOf({ deps }: ServerPlace): Promise<string> {
  const [key] = await addKeys(deps, [{ name: 'load', kind: 'write' }]);
  return key?.key ?? '';
}

export type Answered = { readonly status: number; readonly retryAfter: string | null; readonly tookMs: number };

/** Sends events, one by the door for one and several as a batch; `undefined` when no answer came. */
export async function sendEvents(url: string, key: string, ids: readonly string[]): Promise<Answered | undefined> {
  const [first] = ids;
  const calls = ids.map((messageId) => ({
    type: 'track',
    event: 'Product Viewed',
    messageId,
    anonymousId: `kaka-${messageId.split('-', 2).join('-')}`,
    properties: { product_id: 'ulltroja', text: 'x'.repeat(600) },
  }));
  const from = performance.now();
  try {
    const answer = await fetch(`${url}/v1/${ids.length === 1 ? 'track' : 'batch'}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(ids.length === 1 && first !== undefined ? calls[0] : { batch: calls }),
    });
    await answer.arrayBuffer();
    const retryAfter = answer.headers.get('retry-after');
    return { status: answer.status, retryAfter, tookMs: performance.now() - from };
  } catch {
    return undefined;
  }
}

export type Kept = { readonly rows: number; readonly lost: readonly string[]; readonly twice: readonly string[] };

/** Holds the history against what was acknowledged. */
export async function keptOf({ deps }: ServerPlace, acknowledged: ReadonlySet<string>): Promise<Kept> {
  const result = await deps.clickhouse.query({
    query: 'SELECT message_id AS id, toUInt32(count()) AS n FROM events GROUP BY message_id',
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ id: string; n: number }>();
  const stored = new Set(rows.map((row) => row.id));
  return {
    rows: rows.reduce((sum, row) => sum + row.n, 0),
    lost: [...acknowledged].filter((id) => !stored.has(id)),
    twice: rows.filter((row) => row.n > 1).map((row) => row.id),
  };
}
