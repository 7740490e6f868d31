import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';

/**
 * Brings the spells in step with how the contradictions of some products stand, or of all: what stands otherwise than it
 * did ends a spell, and what is not closed is in one.
 */
export async function keepSpells(tx: Sql, products: readonly string[] | 'all', now: Instant): Promise<void> {
  const values = [products === 'all' ? null : products, new Date(now)];
  await tx.query(
    `update contradiction_spells s set ended_at = greatest(s.began_at, $2)
     from contradictions c
     where s.ended_at is null and c.id = s.contradiction_id and c.status <> s.status
       and ($1::text[] is null or c.product = any ($1))`,
    values,
  );
  await tx.query(
    `insert into contradiction_spells (contradiction_id, status, began_at)
     select c.id, c.status, $2 from contradictions c
     where c.status <> 'closed' and ($1::text[] is null or c.product = any ($1))
     on conflict (contradiction_id) where ended_at is null do nothing`,
    values,
  );
}
