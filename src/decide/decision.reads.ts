import type { Sql } from '../store/postgres.ts';
import type { Decision } from './decision.contract.ts';

type DecisionRow = { answer: Omit<Decision, 'reasons'>; reasons: Decision['reasons'] };

function decisionOf(row: DecisionRow): Decision {
  return { ...row.answer, reasons: row.reasons };
}

/** One answer as it was given, with its reasons. */
export async function findDecision(sql: Sql, id: string): Promise<Decision | undefined> {
  const { rows } = await sql.query<DecisionRow>('select answer, reasons from decisions where id = $1', [id]);
  return rows[0] && decisionOf(rows[0]);
}

const MOST_DECISIONS = 100;

/** The newest answers about one customer, whoever it was before merges. */
export async function decisionsAbout(sql: Sql, customerId: string): Promise<Decision[]> {
  const { rows } = await sql.query<DecisionRow>(
    `select answer, reasons from decisions where customer_id in (select id from family_of($1))
     order by decided_at desc, id desc limit ${MOST_DECISIONS}`,
    [customerId],
  );
  return rows.map(decisionOf);
}
