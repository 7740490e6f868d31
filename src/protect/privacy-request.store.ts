import { type Instant, toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { PrivacyRequest, RequestKind } from './privacy-request.contract.ts';

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

type Row = Omit<PrivacyRequest, 'receivedAt' | 'dueAt' | 'closedAt'> & {
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly closedAt: Date | null;
};

export type RequestQuery = { readonly id?: string | undefined; readonly customerId?: string | undefined };

/** Requests, those that are open first and the most pressing of them on top; of one customer, or one by its id. */
export async function listRequests(sql: Sql, { id, customerId }: RequestQuery = {}): Promise<PrivacyRequest[]> {
  const { rows } = await sql.query<Row>(
    `select r.id, r.kind, r.customer_id as "customerId", c.attributes ->> 'name' as "customerName",
       r.received_at as "receivedAt", r.due_at as "dueAt", r.extended_because as "extendedBecause", r.state,
       r.made_by as "madeBy", r.closed_at as "closedAt", r.closed_by as "closedBy", r.outcome
     from privacy_requests r left join customers c on c.id = r.customer_id
     where ($1::uuid is null or r.id = $1)
       and ($2::uuid is null or r.customer_id in (select f.id from family_of($2::uuid) f) or r.customer_id = $2)
     order by r.state = 'open' desc, case when r.state = 'open' then r.due_at end, r.closed_at desc, r.id limit 500`,
    [id ?? null, customerId ?? null],
  );
  return rows.map(({ receivedAt, dueAt, closedAt, ...rest }) => ({
    ...rest,
    receivedAt: toIso(receivedAt.getTime()),
    dueAt: toIso(dueAt.getTime()),
    closedAt: closedAt === null ? null : toIso(closedAt.getTime()),
  }));
}
