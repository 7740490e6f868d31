import type { Sql } from '../store/postgres.ts';
import type { Addressee } from './audience.ts';

/** Keeps whom a list named, under the id of its set. */
export async function insertAddressees(tx: Sql, set: string, who: readonly Addressee[]): Promise<void> {
  await tx.query(
    `insert into addressees (audience_set, customer_id, subject)
     select $1, customer_id, subject from unnest($2::uuid[], $3::uuid[]) as who (customer_id, subject)
     on conflict do nothing`,
    [set, who.map(({ customerId }) => customerId), who.map(({ subject }) => subject)],
  );
}
