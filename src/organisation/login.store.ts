import type { Sql } from '../store/postgres.ts';

/** A secret that names a member for a time; only its hash is kept. */
type Token = {
  readonly tokenHash: Buffer;
  readonly memberId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

function valuesOf(token: Token): unknown[] {
  return [token.tokenHash, token.memberId, new Date(token.createdAt), new Date(token.expiresAt)];
}

/** Keeps a login link, and forgets those that have run out. */
export async function saveLoginLink(sql: Sql, link: Token): Promise<void> {
  await sql.query(
    `with gone as (delete from login_links where expires_at < $3)
     insert into login_links (token_hash, member_id, created_at, expires_at) values ($1, $2, $3, $4)`,
    valuesOf(link),
  );
}

/** Spends a login link. Returns whom it lets in; `undefined` when it is unknown, spent or out of date. */
export async function spendLoginLink(sql: Sql, tokenHash: Buffer, now: number): Promise<string | undefined> {
  const { rows } = await sql.query<{ memberId: string }>(
    `update login_links set used_at = $2
     where token_hash = $1 and used_at is null and expires_at > $2
     returning member_id as "memberId"`,
    [tokenHash, new Date(now)],
  );
  return rows[0]?.memberId;
}

/** Opens a session, and forgets those that have run out. */
export async function saveSession(sql: Sql, session: Token): Promise<void> {
  await sql.query(
    `with gone as (delete from sessions where expires_at < $3)
     insert into sessions (token_hash, member_id, created_at, expires_at) values ($1, $2, $3, $4)`,
    valuesOf(session),
  );
}

/** Ends a session; one that is not there is ended already. */
export async function deleteSession(sql: Sql, tokenHash: Buffer): Promise<void> {
  await sql.query('delete from sessions where token_hash = $1', [tokenHash]);
}
