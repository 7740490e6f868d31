import type { Actor, FindActor } from '../http/auth.ts';
import { Together } from '../kernel/together.ts';
import type { Deps } from '../store/deps.ts';

// The events of a write key are its source's: they carry the source's id as where they come from. The newest change of
// who is who is told along with it, so that a call in a time without changes need not ask for them.
const keyQuery = `
  select k.key_hash as "keyHash", k.id, coalesce(s.id, k.name) as name, k.kind as may,
         coalesce(s.channel, k.channel) as channel, coalesce(s.origins, '{}') as origins,
         s.id as "sourceId", s.paused_at is not null as "isPaused", s.phone_country as "phoneCountry",
         coalesce((select max(seq) from identity_changes), 0) as "newestChange"
  from api_keys k left join sources s on s.id = k.source_id
  where k.key_hash = any($1::bytea[]) and k.revoked_at is null and (k.stops_at is null or k.stops_at > $2)`;

const sessionQuery = `
  select m.id, m.name, m.role from sessions s join members m on m.id = s.member_id
  where s.token_hash = $1 and s.expires_at > $2`;

type KeyActor = Extract<Actor, { kind: 'key' }>;
type KeyRow = Omit<KeyActor, 'kind' | 'source'> & {
  readonly keyHash: Buffer;
  readonly sourceId: string | null;
  readonly isPaused: boolean;
  readonly phoneCountry: string | null;
};
type MemberRow = Omit<Extract<Actor, { kind: 'member' }>, 'kind'>;

// Of a busy source, hundreds of calls come at the same moment with the same key.
const MOST_KEYS_AT_ONCE = 1000;

function actorIn({ keyHash: _hash, sourceId, isPaused, phoneCountry, ...key }: KeyRow): KeyActor {
  return { kind: 'key', ...key, source: sourceId === null ? null : { id: sourceId, isPaused, phoneCountry } };
}

/** Looks up the keys of many calls in one statement. Each call is answered by a look that began after it came, so a revoked key is out at once. */
function keyFinder(deps: Pick<Deps, 'postgres' | 'clock'>): Together<Buffer, Actor | undefined> {
  return new Together(async (hashes) => {
    const byHex = new Map(hashes.map((hash) => [hash.toString('hex'), hash]));
    const { rows } = await deps.postgres.query<KeyRow>({
      name: 'find-keys',
      text: keyQuery,
      values: [[...byHex.values()], new Date(deps.clock())],
    });
    const actors = new Map<string, Actor>(rows.map((row) => [row.keyHash.toString('hex'), actorIn(row)]));
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
