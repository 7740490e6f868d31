import { toIso } from '../kernel/period.ts';
import type { Deps } from '../store/deps.ts';
import { inTransaction } from '../store/postgres.ts';
import { claimsByProduct } from './claim.reads.ts';
import type { PriorPriceLine } from './prior-price-line.contract.ts';
import { priorPriceLine } from './prior-price-line.ts';

/** A year and a month: a season beside the one before. */
const DAYS = 400;

/** The lowest price of the 30 days before, day by day, of one product. */
export async function readPriorPriceLine(deps: Deps, product: string): Promise<PriorPriceLine> {
  const now = deps.clock();
  const claims = await inTransaction(deps.postgres, (tx) => claimsByProduct(tx, [product], now));
  const points = priorPriceLine(claims.get(product) ?? [], { now, days: DAYS, timeZone: deps.timeZone });
  return { points: points.map((point) => ({ ...point, at: toIso(point.at) })) };
}
