import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { ExceptionInput } from './exception.contract.ts';

export type NewException = Pick<ExceptionInput, 'kind' | 'channels' | 'shownText' | 'reason'> & {
  readonly id: string;
  readonly products: readonly string[] | null;
  readonly validFrom: Instant;
  readonly validTo: Instant;
  readonly declaredAt: Instant;
  readonly declaredBy: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: Buffer;
};

/** Adds an exception. Returns `false` when the same member has used the idempotency key before. */
export async function insertException(tx: Sql, exception: NewException): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into exceptions (id, kind, channels, products, valid_from, valid_to, shown_text, reason, declared_at,
       declared_by, idempotency_key, request_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (declared_by, idempotency_key) do nothing`,
    [
      exception.id,
      exception.kind,
      exception.channels,
      exception.products,
      new Date(exception.validFrom),
      new Date(exception.validTo),
      exception.shownText,
      exception.reason,
      new Date(exception.declaredAt),
      exception.declaredBy,
      exception.idempotencyKey,
      exception.requestHash,
    ],
  );
  return rowCount === 1;
}

/** The exception that this member declared under the idempotency key, and what was asked for then. */
export async function loadExceptionByKey(
  sql: Sql,
  declaredBy: string,
  idempotencyKey: string,
): Promise<{ readonly id: string; readonly requestHash: Buffer } | undefined> {
  const { rows } = await sql.query<{ id: string; requestHash: Buffer }>(
    'select id, request_hash as "requestHash" from exceptions where declared_by = $1 and idempotency_key = $2',
    [declaredBy, idempotencyKey],
  );
  return rows[0];
}

/** Ends an exception before its time. Returns `false` when it is over already. */
export async function endException(
  tx: Sql,
  id: string,
  ending: { readonly at: Instant; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update exceptions set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null and valid_to > $2',
    [id, new Date(ending.at), ending.by],
  );
  return rowCount === 1;
}
