import type { Actor, FindActor } from '../http/auth.ts';
import { Together } from '../kernel/together.ts';
import type { Deps } from '../store/deps.ts';

const keyQuery = `
  select key_hash as "keyHash", id, name, kind as may, channel, origins from api_keys
  where key_hash = any($1::bytea[]) and revoked_at is null`;

const sessionQuery = `
  select m.id, m.name, m.role from sessions s join members m on m.id = s.member_id
  where s.token_hash = $1 and s.expires_at > $2`;

type KeyRow = Omit<Extract<Actor, { kind: 'key' }>, 'kind'> & { readonly keyHash: Buffer };
type MemberRow = Omit<Extract<Actor, { kind: 'member' }>, 'kind'>;

// Of a busy source, hundreds of calls come at the same moment with the same key.
const MOST_KEYS_AT_ONCE = 1000;

/** Looks up the keys of many calls in one statement. Each call is answered by a look that began after it came, so a revoked key is out at once. */
function keyFinder(deps: Pick<Deps, 'postgres'>): Together<Buffer, Actor | undefined> {
  return new Together(async (hashes) => {
    const byHex = new Map(hashes.map((hash) => [hash.toString('hex'), hash]));
    const { rows } = await deps.postgres.query<KeyRow>({
      name: 'find-keys',
      text: keyQuery,
      values: [[...byHex.values()]],
    });
    const actors = new Map<string, Actor>(
      rows.map(({ keyHash, ...key }) => [keyHash.toString('hex'), { kind: 'key', ...key }]),
    );
    return hashes.map((hash) => actors.get(hash.toString('hex')));
  }, MOST_KEYS_AT_ONCE);
}

/** Who shows this key or session: `undefined` when it is unknown, revoked or out of date, and nobody is told which. */
export function findActor(deps: Pick<Deps, 'postgres' | 'clock'>): FindActor {
  const keys = keyFinder(deps);
  return async ({ kind, tokenHash }) => {
    if (kind === 'key') return (await keys.ask([tokenHash]))[0];
    const { rows } = await deps.postgres.query<MemberRow>(sessionQuery, [tokenHash, new Date(deps.clock())]);
    return rows[0] && { kind: 'member', ...rows[0] };
  };
}
