import type { Sql } from '../store/postgres.ts';
import type { Decision } from './decision.contract.ts';

/** Writes down what channels were answered, and why. */
export async function insertDecisions(sql: Sql, decisions: readonly Decision[]): Promise<void> {
  await sql.query({
    name: 'insert-decisions',
    text: `insert into decisions (id, customer_id, channel, touchpoint, product, decided_at, outcome, offer_id, promise_id,
        answer, reasons)
      select id, customer_id, channel, touchpoint, product, decided_at, outcome, offer_id, promise_id, answer, reasons
      from json_to_recordset($1) as new (id uuid, customer_id uuid, channel text, touchpoint text, product text,
        decided_at timestamptz, outcome text, offer_id uuid, promise_id uuid, answer jsonb, reasons jsonb)`,
    values: [JSON.stringify(decisions.map(rowOf))],
  });
}

function rowOf(decision: Decision): Record<string, unknown> {
  const { reasons, ...answer } = decision;
  return {
    id: decision.id,
    customer_id: decision.customerId,
    channel: decision.channel,
    touchpoint: decision.touchpoint,
    product: decision.product,
    decided_at: decision.decidedAt,
    outcome: decision.outcome,
    offer_id: decision.promise?.offerId ?? null,
    promise_id: decision.promise?.id ?? null,
    answer,
    reasons,
  };
}
