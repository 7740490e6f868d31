import { toIso } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { ErasureView } from './erasure.contract.ts';
import type { HistoryPlaces } from './history-places.ts';

// One proof after another: each holds the one before it.
const PROOF_LOCK = 7_310_046;

/** Waits its turn among erasures, and says what the last proof was. */
export async function lastProof(tx: Sql): Promise<string> {
  await tx.query('select pg_advisory_xact_lock($1)', [PROOF_LOCK]);
  const { rows } = await tx.query<{ proof: string }>('select proof from erasures order by seq desc limit 1');
  return rows[0]?.proof ?? '';
}

export async function insertErasure(tx: Sql, erasure: ErasureView, { places, foreign }: HistoryPlaces): Promise<void> {
  await tx.query(
    `insert into erasures (id, customer_id, made_by, erased_at, counts, proof, places, foreign_subjects)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      erasure.id,
      erasure.customerId,
      erasure.madeBy,
      erasure.erasedAt,
      JSON.stringify(erasure.counts),
      erasure.proof,
      places,
      foreign,
    ],
  );
}

/** Deletes what was refused and mentions one of the needles, regular expressions that do not mind capitals. */
export async function deleteLetters(tx: Sql, needles: readonly string[]): Promise<number> {
  // What is shown while somebody looks at the stream is for that moment only: all of it goes.
  await tx.query('delete from inflow_rows');
  if (needles.length === 0) return 0;
  const { rowCount } = await tx.query(
    `delete from dead_letters where body ~* any($1::text[]) or reason ~* any($1::text[]) or mended ~* any($1::text[])`,
    [needles],
  );
  return rowCount ?? 0;
}

export type OpenErasure = HistoryPlaces & {
  readonly id: string;
  readonly customerId: string;
  readonly erasedAt: Date;
  readonly isPurged: boolean;
};

/** Erasures of which it is still known where in the history to look: what is late is looked for again. */
export async function openErasures(sql: Sql): Promise<OpenErasure[]> {
  const { rows } = await sql.query<OpenErasure>(
    `select id, customer_id as "customerId", erased_at as "erasedAt", places, foreign_subjects as foreign,
       purged_at is not null as "isPurged"
     from erasures where places is not null order by seq`,
  );
  return rows;
}

/** Of these erasures nothing is left. Of those that are `over` it is forgotten where it was, too. */
export async function closeErasures(
  sql: Sql,
  ids: readonly string[],
  over: readonly string[],
  at: Date,
): Promise<void> {
  await sql.query(
    `update erasures set purged_at = coalesce(purged_at, $3),
       places = case when id = any($2::uuid[]) then null else places end,
       foreign_subjects = case when id = any($2::uuid[]) then null else foreign_subjects end
     where id = any($1::uuid[])`,
    [ids, over, at],
  );
}

type Row = Omit<ErasureView, 'erasedAt' | 'purgedAt'> & { readonly erasedAt: Date; readonly purgedAt: Date | null };

/** The erasures there were, the newest first, or the one of a customer. */
export async function listErasures(sql: Sql, customerId: string | null = null, limit = 200): Promise<ErasureView[]> {
  const { rows } = await sql.query<Row>(
    `select id, customer_id as "customerId", made_by as "madeBy", erased_at as "erasedAt", counts, proof,
       purged_at as "purgedAt"
     from erasures where $1::uuid is null or customer_id = $1 order by seq desc limit $2`,
    [customerId, limit],
  );
  return rows.map((row) => ({
    ...row,
    erasedAt: toIso(row.erasedAt.getTime()),
    purgedAt: row.purgedAt === null ? null : toIso(row.purgedAt.getTime()),
  }));
}
