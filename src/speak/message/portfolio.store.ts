import type { Sql } from '../../store/postgres.ts';
import type { PlaceInput } from './portfolio.contract.ts';

/** Writes the whole portfolio in the place of the one before. Owners are found by name. */
export async function replacePortfolio(tx: Sql, places: readonly PlaceInput[]): Promise<void> {
  await tx.query('delete from touchpoints');
  await tx.query(
    `insert into touchpoints (channel, name, role, owner_member_id, themes)
     select p.channel, p.touchpoint, p.role,
       (select m.id from members m where m.name = p.owner order by m.created_at, m.id limit 1), p.themes
     from jsonb_to_recordset($1::jsonb) as p (channel text, touchpoint text, role text, owner text, themes text[])`,
    [JSON.stringify(places)],
  );
}
