import type { Sql } from '../store/postgres.ts';
import type { Decision } from './decision.contract.ts';

/** An answer, with the identifier that it was asked by: after a split it is whose that one is. */
export type KeptDecision = { readonly decision: Decision; readonly subject: string | null };

/** Writes down what channels were answered, and why. */
export async function insertDecisions(sql: Sql, decisions: readonly KeptDecision[]): Promise<void> {
  await sql.query({
    name: 'insert-decisions',
    text: `insert into decisions (id, customer_id, channel, touchpoint, product, decided_at, outcome, offer_id, promise_id,
        answer, reasons, subject)
      select id, customer_id, channel, touchpoint, product, decided_at, outcome, offer_id, promise_id, answer, reasons,
        subject
      from json_to_recordset($1) as new (id uuid, customer_id uuid, channel text, touchpoint text, product text,
        decided_at timestamptz, outcome text, offer_id uuid, promise_id uuid, answer jsonb, reasons jsonb,
        subject uuid)`,
    values: [JSON.stringify(decisions.map(rowOf))],
  });
}

function rowOf({ decision, subject }: KeptDecision): Record<string, unknown> {
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
    subject,
  };
}
