import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Decision } from './decision.contract.ts';

/** Writes down what a channel was answered, and why. */
export async function insertDecision(sql: Sql, decision: Decision, at: Instant): Promise<void> {
  const { reasons, ...answer } = decision;
  await sql.query({
    name: 'insert-decision',
    text: `insert into decisions (id, customer_id, channel, touchpoint, product, decided_at, outcome, offer_id, promise_id,
        answer, reasons)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      decision.id,
      decision.customerId,
      decision.channel,
      decision.touchpoint,
      decision.product,
      new Date(at),
      decision.outcome,
      decision.promise?.offerId ?? null,
      decision.promise?.id ?? null,
      JSON.stringify(answer),
      JSON.stringify(reasons),
    ],
  });
}
