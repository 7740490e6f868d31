import type { Sql } from '../store/postgres.ts';
import type { Channel } from './session.contract.ts';

/** Every channel with its department and owner, in the order that people know them. */
export async function listChannels(sql: Sql): Promise<Channel[]> {
  const { rows } = await sql.query<Channel>(
    `select c.id, c.name_sv as "nameSv", c.name_en as "nameEn", c.is_ours as "isOurs",
            d.name as department, m.name as owner
     from channels c
     left join departments d on d.id = c.department_id
     left join members m on m.id = c.owner_member_id
     order by c.position, c.id`,
  );
  return rows;
}

/** Which of these channels this deployment does not have. */
export async function unknownAmong(sql: Sql, channels: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from unnest($1::text[]) as asked (id) where id not in (select id from channels) order by id',
    [channels],
  );
  return rows.map((row) => row.id);
}
