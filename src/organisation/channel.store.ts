import type { Sql } from '../store/postgres.ts';
import type { Channel } from './session.contract.ts';

type Named = { readonly name: string; readonly id: string };

/** Makes the departments that are missing; `id` is used for a new one. */
export async function saveDepartments(sql: Sql, departments: readonly Named[]): Promise<void> {
  await sql.query(
    `insert into departments (id, name) select * from unnest($1::uuid[], $2::text[])
     on conflict (name) do nothing`,
    [departments.map((each) => each.id), departments.map((each) => each.name)],
  );
}

/** Makes the owners that are missing: readers who cannot log in until someone gives them a link. */
export async function saveOwners(sql: Sql, owners: readonly Named[], now: number): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtext('members'))");
  await sql.query(
    `insert into members (id, name, role, created_at)
     select new.id, new.name, 'reader', $3 from unnest($1::uuid[], $2::text[]) as new (id, name)
     where not exists (select from members where members.name = new.name)`,
    [owners.map((each) => each.id), owners.map((each) => each.name), new Date(now)],
  );
}

/** Writes channels as they are to be, by their ids. Departments and owners are found by name. */
export async function saveChannels(sql: Sql, channels: readonly Channel[]): Promise<void> {
  await sql.query(
    `insert into channels (id, name_sv, name_en, is_ours, department_id, owner_member_id)
     select c.id, c.name_sv, c.name_en, c.is_ours, d.id,
            (select m.id from members m where m.name = c.owner order by m.created_at, m.id limit 1)
     from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[])
          as c (id, name_sv, name_en, is_ours, department, owner)
     left join departments d on d.name = c.department
     on conflict (id) do update set
       name_sv = excluded.name_sv, name_en = excluded.name_en, is_ours = excluded.is_ours,
       department_id = excluded.department_id, owner_member_id = excluded.owner_member_id`,
    [
      channels.map((each) => each.id),
      channels.map((each) => each.nameSv),
      channels.map((each) => each.nameEn),
      channels.map((each) => each.isOurs),
      channels.map((each) => each.department),
      channels.map((each) => each.owner),
    ],
  );
}
