import { type Instant, toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { CustomerExport } from './export.contract.ts';

type Row = Omit<CustomerExport, 'askedAt' | 'readyAt' | 'expiresAt'> & {
  readonly askedAt: Date;
  readonly readyAt: Date | null;
  readonly expiresAt: Date;
};

const columns = `id, customer_id as "customerId", language, state, asked_by as "askedBy", asked_at as "askedAt",
  ready_at as "readyAt", expires_at as "expiresAt", bytes`;

function viewOf({ askedAt, readyAt, expiresAt, ...rest }: Row): CustomerExport {
  return {
    ...rest,
    askedAt: toIso(askedAt.getTime()),
    readyAt: readyAt === null ? null : toIso(readyAt.getTime()),
    expiresAt: toIso(expiresAt.getTime()),
  };
}

export async function insertExport(
  sql: Sql,
  one: Pick<CustomerExport, 'id' | 'customerId' | 'language' | 'askedBy'>,
  askedAt: Instant,
  expiresAt: Instant,
): Promise<void> {
  await sql.query(
    `insert into customer_exports (id, customer_id, language, state, asked_by, asked_at, expires_at)
     values ($1, $2, $3, 'waiting', $4, $5, $6)`,
    [one.id, one.customerId, one.language, one.askedBy, new Date(askedAt), new Date(expiresAt)],
  );
}

/** One that may still be fetched, or is being made. */
export async function findExport(sql: Sql, id: string, now: Instant): Promise<CustomerExport | undefined> {
  const { rows } = await sql.query<Row>(`select ${columns} from customer_exports where id = $1 and expires_at > $2`, [
    id,
    new Date(now),
  ]);
  return rows[0] && viewOf(rows[0]);
}

export async function listExports(sql: Sql, family: readonly string[], now: Instant): Promise<CustomerExport[]> {
  const { rows } = await sql.query<Row>(
    `select ${columns} from customer_exports where customer_id = any($1::uuid[]) and expires_at > $2
     order by asked_at desc, id limit 20`,
    [family, new Date(now)],
  );
  return rows.map(viewOf);
}

/** Takes away what an attempt that broke off has written. */
export async function clearChunks(sql: Sql, exportId: string): Promise<void> {
  await sql.query('delete from customer_export_chunks where export_id = $1', [exportId]);
}

export async function insertChunk(sql: Sql, exportId: string, nth: number, bytes: Buffer): Promise<void> {
  await sql.query('insert into customer_export_chunks (export_id, nth, bytes) values ($1, $2, $3)', [
    exportId,
    nth,
    bytes,
  ]);
}

export async function findChunk(sql: Sql, exportId: string, nth: number): Promise<Buffer | undefined> {
  const { rows } = await sql.query<{ bytes: Buffer }>(
    'select bytes from customer_export_chunks where export_id = $1 and nth = $2',
    [exportId, nth],
  );
  return rows[0]?.bytes;
}

export async function endExport(
  sql: Sql,
  exportId: string,
  end: { readonly state: 'ready' | 'failed'; readonly at: Instant; readonly bytes: number },
): Promise<void> {
  await sql.query('update customer_exports set state = $2, ready_at = $3, bytes = $4 where id = $1', [
    exportId,
    end.state,
    new Date(end.at),
    end.bytes,
  ]);
}
