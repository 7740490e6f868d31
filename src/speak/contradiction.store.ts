import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Contradiction } from './contradiction.contract.ts';
import type { ClosedBecause, KnownContradiction, SettledContradiction } from './judging.ts';

const WRITTEN_ROWS = 2_000;

/** Only one check writes at a time, whichever process it runs in. The lock ends with the transaction. */
export async function lockChecks(tx: Sql): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('samspel'), hashtext('check-contradictions'))");
}

/** What the checks before came to, of all products or of some. */
export async function loadKnownContradictions(
  sql: Sql,
  products: readonly string[] | 'all',
): Promise<Map<string, KnownContradiction>> {
  const { rows } = await sql.query<{
    id: string;
    key: string;
    product: string;
    status: Contradiction['status'];
    answered_by: string | null;
    excepted_by: string | null;
    opened_at: Date;
    closed_at: Date | null;
    closed_because: ClosedBecause | null;
  }>(
    `select id, key, product, status, answered_by, excepted_by, opened_at, closed_at, closed_because from contradictions
     where $1::text[] is null or product = any ($1)`,
    [products === 'all' ? null : products],
  );
  return new Map(
    rows.map((row) => [
      row.key,
      {
        id: row.id,
        key: row.key,
        product: row.product,
        status: row.status,
        answeredBy: row.answered_by,
        exceptedBy: row.excepted_by,
        openedAt: row.opened_at.getTime(),
        closedAt: row.closed_at?.getTime() ?? null,
        closedBecause: row.closed_because,
      },
    ]),
  );
}

/** Writes contradictions as they are to stand, new and old; what has not changed is not written. */
export async function saveContradictions(sql: Sql, settled: readonly SettledContradiction[]): Promise<void> {
  for (let from = 0; from < settled.length; from += WRITTEN_ROWS) {
    // A statement for each 2,000 findings, so that each is of a size that PostgreSQL takes with ease.
    await saveSome(sql, settled.slice(from, from + WRITTEN_ROWS));
  }
}

async function saveSome(sql: Sql, settled: readonly SettledContradiction[]): Promise<void> {
  await sql.query(
    `insert into contradictions as known (id, key, kind, product, zone, channel_a, channel_b, offer_id,
       difference_amount, difference_percent, currency, witness, holds_from, holds_to, exposed, harm, status,
       answered_by, opened_at, closed_at, closed_because, excepted_by, aspect)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::uuid[], $9::bigint[], $10::float8[], $11::text[], $12::jsonb[], $13::timestamptz[], $14::timestamptz[],
       $15::integer[], $16::float8[], $17::text[], $18::uuid[], $19::timestamptz[], $20::timestamptz[], $21::text[],
       $22::uuid[], $23::text[])
     on conflict (key) do update set difference_amount = excluded.difference_amount,
       difference_percent = excluded.difference_percent, currency = excluded.currency, witness = excluded.witness,
       holds_from = excluded.holds_from, holds_to = excluded.holds_to, exposed = excluded.exposed,
       harm = excluded.harm, status = excluded.status, answered_by = excluded.answered_by,
       excepted_by = excluded.excepted_by, closed_at = excluded.closed_at, closed_because = excluded.closed_because
     where (known.difference_amount, known.witness, known.holds_from, known.holds_to, known.exposed, known.harm,
         known.status, known.answered_by, known.excepted_by, known.closed_because)
       is distinct from (excluded.difference_amount, excluded.witness, excluded.holds_from, excluded.holds_to,
         excluded.exposed, excluded.harm, excluded.status, excluded.answered_by, excluded.excepted_by,
         excluded.closed_because)`,
    [
      settled.map((each) => each.id),
      settled.map((each) => each.key),
      settled.map((each) => each.kind),
      settled.map((each) => each.product),
      settled.map((each) => each.zone),
      settled.map((each) => each.channels[0]),
      settled.map((each) => each.channels[1]),
      settled.map((each) => each.offerId),
      settled.map((each) => each.difference?.amount ?? null),
      settled.map((each) => each.difference?.percent ?? null),
      settled.map((each) => each.difference?.currency ?? null),
      settled.map((each) => JSON.stringify(each.witness)),
      settled.map((each) => at(each.holdsFrom)),
      settled.map((each) => at(each.holdsTo)),
      settled.map((each) => each.exposed),
      settled.map((each) => each.harm),
      settled.map((each) => each.status),
      settled.map((each) => each.answeredBy),
      settled.map((each) => at(each.openedAt)),
      settled.map((each) => at(each.closedAt)),
      settled.map((each) => each.closedBecause),
      settled.map((each) => each.exceptedBy),
      settled.map((each) => each.aspect),
    ],
  );
}

/** Closes what is no longer found. */
export async function closeGone(sql: Sql, ids: readonly string[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(
    `update contradictions set status = 'closed', closed_at = $2, closed_because = 'gone', excepted_by = null
     where id = any ($1::uuid[])`,
    [ids, new Date(now)],
  );
}

export async function recordCheck(sql: Sql, now: Instant, claims: number, found: number): Promise<void> {
  await sql.query(
    `insert into contradiction_checks (checked_at, claims, found) values ($1, $2, $3)
     on conflict (singleton) do update set checked_at = excluded.checked_at, claims = excluded.claims,
       found = excluded.found`,
    [new Date(now), claims, found],
  );
}

/** What has no end stands as null. */
function at(instant: Instant | null): Date | null {
  return instant === null || instant === Infinity ? null : new Date(instant);
}
