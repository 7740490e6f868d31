import type { Sql } from '../store/postgres.ts';

/** Makes the first owner, where there is none, and says who the owner is. Two processes at once come to the same one. */
export async function saveFirstOwner(
  sql: Sql,
  owner: { readonly id: string; readonly name: string; readonly createdAt: number },
): Promise<string> {
  await sql.query("select pg_advisory_xact_lock(hashtext('members'))");
  await sql.query(
    `insert into members (id, name, role, created_at)
     select $1, $2, 'owner', $3 where not exists (select from members where role = 'owner')`,
    [owner.id, owner.name, new Date(owner.createdAt)],
  );
  const { rows } = await sql.query<{ id: string }>(
    "select id from members where role = 'owner' order by created_at, id limit 1",
  );
  return rows[0]?.id ?? owner.id;
}
