import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { RequestKind } from './privacy-request.ts';

export type NewRequest = {
  readonly id: string;
  readonly kind: RequestKind;
  readonly customerId: string;
  readonly receivedAt: Instant;
  readonly dueAt: Instant;
  readonly madeBy: string;
};

export async function insertRequest(sql: Sql, one: NewRequest): Promise<void> {
  await sql.query(
    `insert into privacy_requests (id, kind, customer_id, received_at, due_at, state, made_by)
     values ($1, $2, $3, $4, $5, 'open', $6)`,
    [one.id, one.kind, one.customerId, new Date(one.receivedAt), new Date(one.dueAt), one.madeBy],
  );
}

type End = { readonly by: string; readonly at: Instant; readonly outcome: string };

/** Ends the open requests of a kind that a customer has made, because what they ask has been done. */
export async function closeRequestsOf(
  sql: Sql,
  customerIds: readonly string[],
  kind: RequestKind,
  { by, at, outcome }: End,
): Promise<void> {
  await sql.query(
    `update privacy_requests set state = 'done', closed_at = $3, closed_by = $4, outcome = $5
     where customer_id = any($1::uuid[]) and kind = $2 and state = 'open'`,
    [customerIds, kind, new Date(at), by, outcome],
  );
}

/** Ends one request. False when it is not open. */
export async function closeRequest(sql: Sql, id: string, state: 'done' | 'refused', end: End): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update privacy_requests set state = $2, closed_at = $3, closed_by = $4, outcome = $5 where id = $1 and state = 'open'`,
    [id, state, new Date(end.at), end.by, end.outcome],
  );
  return rowCount === 1;
}

/** Moves the day an answer is due, once, with the reason. False when it is not open or was moved before. */
export async function extendRequest(sql: Sql, id: string, dueAt: Instant, because: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update privacy_requests set due_at = $2, extended_because = $3
     where id = $1 and state = 'open' and extended_because is null`,
    [id, new Date(dueAt), because],
  );
  return rowCount === 1;
}
