import { Pool, type PoolClient, types } from 'pg';

/** Anything that a statement can be sent to: the pool, or the one connection of a transaction. */
export type Sql = Pick<Pool | PoolClient, 'query'>;
export type Postgres = Pool;

const INT8_OID = 20;
/** A process that was stopped in the middle of a transaction must not hold its locks against all others. */
const IDLE_TRANSACTION_MS = 30_000;

/** A connection pool. int8 comes back as a number; every count and amount we hold is below 2^53. */
export function createPostgres(url: string, onFault: (error: Error) => void, connections = 10): Postgres {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    application_name: 'samspel',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8_OID && format !== 'binary'
          ? Number
          : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  });
  // Without a listener, an idle connection that the server ends would end our process too.
  pool.on('error', (error) => {
    // When the pool itself is ending, the server ending its connections is no news.
    if (!pool.ending) onFault(error);
  });
  // The same goes for a connection that is in use; there the statement under way is what reports the fault.
  pool.on('connect', (connection) => connection.on('error', () => {}));
  return pool;
}

/** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(postgres: Postgres, work: (tx: Sql) => Promise<T>): Promise<T> {
  const connection = await postgres.connect();
  let broken: Error | undefined;
  try {
    await connection.query('begin');
    const result = await work(connection);
    await connection.query('commit');
    return result;
  } catch (error) {
    await connection.query('rollback').catch((fault: unknown) => {
      broken = fault instanceof Error ? fault : new Error(String(fault));
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}

/**
 * Does the work while nobody else does any under the same name, or returns `undefined` at once when somebody does. The
 * database lets go of the name when the process dies.
 */
export async function withoutOthers<T>(
  postgres: Postgres,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const connection = await postgres.connect();
  let broken: Error | undefined;
  try {
    const lock = await connection.query<{ free: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
      [name],
    );
    if (lock.rows[0]?.free !== true) return undefined;
    try {
      return await work();
    } finally {
      await connection.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch((fault: unknown) => {
        broken = fault instanceof Error ? fault : new Error(String(fault));
      });
    }
  } finally {
    connection.release(broken);
  }
}

/** The pattern of a `like` that finds the words anywhere, whatever signs they hold; null when there are none. */
export function containing(words: string | undefined): string | null {
  const bare = words?.trim() ?? '';
  return bare === '' ? null : `%${bare.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
