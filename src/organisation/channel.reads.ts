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
