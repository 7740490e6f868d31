import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { Acceptance } from './handling.ts';

/** What is done about a dispute. */
export type Handling = {
  readonly acceptance: (Acceptance & { readonly because: string; readonly by: string; readonly at: Instant }) | null;
  readonly assignee: string | null;
  readonly snoozedUntil: Instant | null;
};

type HandlingRow = {
  dispute: string;
  accepted_until: Date | null;
  accepted_amount: number | null;
  accepted_currency: string | null;
  accepted_because: string | null;
  accepted_by: string | null;
  accepted_at: Date | null;
  assigned_to: string | null;
  snoozed_until: Date | null;
};

const nothing: Handling = { acceptance: null, assignee: null, snoozedUntil: null };

/** What is done about a dispute, held for this transaction. */
export async function lockHandling(tx: Sql, dispute: string): Promise<Handling> {
  await tx.query('insert into contradiction_handling (dispute) values ($1) on conflict do nothing', [dispute]);
  const { rows } = await tx.query<HandlingRow>('select * from contradiction_handling where dispute = $1 for update', [
    dispute,
  ]);
  const [row] = rows;
  if (row === undefined) return nothing;
  return {
    acceptance: acceptanceOf(row),
    assignee: row.assigned_to,
    snoozedUntil: row.snoozed_until?.getTime() ?? null,
  };
}

function acceptanceOf(row: HandlingRow): Handling['acceptance'] {
  const { accepted_until: until, accepted_amount: amount, accepted_currency: currency, accepted_by: by } = row;
  if (until === null || by === null) return null;
  return {
    until: until.getTime(),
    difference: amount === null || currency === null ? null : { amount, currency },
    because: row.accepted_because ?? '',
    by,
    at: row.accepted_at?.getTime() ?? 0,
  };
}

/** Writes what is done about a dispute. */
export async function saveHandling(tx: Sql, dispute: string, handling: Handling): Promise<void> {
  const { acceptance, assignee, snoozedUntil } = handling;
  await tx.query(
    `update contradiction_handling set accepted_until = $2, accepted_amount = $3, accepted_currency = $4,
       accepted_because = $5, accepted_by = $6, accepted_at = $7, assigned_to = $8, snoozed_until = $9
     where dispute = $1`,
    [
      dispute,
      acceptance === null ? null : new Date(acceptance.until),
      acceptance?.difference?.amount ?? null,
      acceptance?.difference?.currency ?? null,
      acceptance?.because ?? null,
      acceptance?.by ?? null,
      acceptance === null ? null : new Date(acceptance.at),
      assignee,
      snoozedUntil === null ? null : new Date(snoozedUntil),
    ],
  );
}

/** The acceptances that have not ended, by their dispute. */
export async function loadAcceptances(sql: Sql, now: Instant): Promise<Map<string, Acceptance>> {
  const { rows } = await sql.query<HandlingRow>('select * from contradiction_handling where accepted_until > $1', [
    new Date(now),
  ]);
  return new Map(
    rows.flatMap((row) => {
      const acceptance = acceptanceOf(row);
      return acceptance === null ? [] : [[row.dispute, acceptance] as const];
    }),
  );
}

/** The open contradictions of a dispute that an acceptance reaches stand as accepted; without one, none does. */
export async function applyAcceptance(tx: Sql, dispute: string, acceptance: Acceptance | null): Promise<void> {
  await tx.query(
    `update contradictions c set status = s.status from (
       select id, case when $2 and (($3::bigint is null and difference_amount is null)
         or (difference_amount <= $3 and currency = $4)) then 'accepted' else 'open' end as status
       from contradictions where dispute = $1 and status in ('open', 'accepted')) s
     where c.id = s.id and c.status <> s.status`,
    [dispute, acceptance !== null, acceptance?.difference?.amount ?? null, acceptance?.difference?.currency ?? null],
  );
}

/** Forgets what was done about disputes of which nothing stands any more. */
export async function forgetSettled(tx: Sql): Promise<void> {
  await tx.query(
    `delete from contradiction_handling h where not exists (
       select from contradictions c where c.dispute = h.dispute and c.status <> 'closed')`,
  );
}
