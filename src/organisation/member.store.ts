import type { Sql } from '../store/postgres.ts';
import type { Session } from './session.contract.ts';

type Member = Session['member'];

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

/** The member of this name; of several, the first. */
export async function findMember(sql: Sql, name: string): Promise<Member | undefined> {
  const { rows } = await sql.query<Member>(
    'select id, name, role from members where name = $1 order by created_at, id limit 1',
    [name],
  );
  return rows[0];
}

/** What the member may do from now on. */
export async function saveRole(sql: Sql, id: string, role: Member['role']): Promise<void> {
  await sql.query('update members set role = $2 where id = $1', [id, role]);
}
