import type { Actor, FindActor } from '../http/auth.ts';
import type { Deps } from '../store/deps.ts';

const keyQuery = `
  select id, name, kind as may, channel from api_keys
  where key_hash = $1 and revoked_at is null`;

const sessionQuery = `
  select m.id, m.name, m.role from sessions s join members m on m.id = s.member_id
  where s.token_hash = $1 and s.expires_at > $2`;

type KeyRow = Omit<Extract<Actor, { kind: 'key' }>, 'kind'>;
type MemberRow = Omit<Extract<Actor, { kind: 'member' }>, 'kind'>;

/** Who shows this key or session: `undefined` when it is unknown, revoked or out of date, and nobody is told which. */
export function findActor(deps: Pick<Deps, 'postgres' | 'clock'>): FindActor {
  return async ({ kind, tokenHash }) => {
    if (kind === 'key') {
      const { rows } = await deps.postgres.query<KeyRow>(keyQuery, [tokenHash]);
      return rows[0] && { kind: 'key', ...rows[0] };
    }
    const { rows } = await deps.postgres.query<MemberRow>(sessionQuery, [tokenHash, new Date(deps.clock())]);
    return rows[0] && { kind: 'member', ...rows[0] };
  };
}
