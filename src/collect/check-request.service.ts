import { enqueue } from '../store/queue.ts';
import type { Sql } from '../store/postgres.ts';

/** The job that compares what the channels say; the room that speaks of contradictions does it. */
export const CHECK_JOB = 'check-contradictions';

/** What to check again: one product, or all of them. */
export type CheckRequest = { readonly product: string } | { readonly all: true };

/** Above this many products it is quicker to check them all. */
const FEW_PRODUCTS = 500;

/**
 * Asks for a new check of the products, as part of the caller's transaction. Requests that wait fall together into
 * one check. `delaySeconds` is for the first part of a long import, whose end asks again and at once; under a `key` of its own a request waits for itself.
 */
export async function requestCheck(
  sql: Sql,
  products: Iterable<string> | 'all',
  options: { readonly delaySeconds?: number; readonly key?: string } = {},
): Promise<void> {
  const named = products === 'all' ? [] : [...new Set(products)];
  if (products !== 'all' && named.length === 0) return;
  const items: CheckRequest[] =
    products === 'all' || named.length > FEW_PRODUCTS ? [{ all: true }] : named.map((product) => ({ product }));
  await enqueue(sql, CHECK_JOB, items, { key: CHECK_JOB, ...options });
}
