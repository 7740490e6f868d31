import type { Sql } from '../store/postgres.ts';
import type { Session } from './session.contract.ts';

/** Everybody who works in the tool, by name. */
export async function listMembers(sql: Sql): Promise<Session['member'][]> {
  const { rows } = await sql.query<Session['member']>('select id, name, role from members order by name, id');
  return rows;
}
