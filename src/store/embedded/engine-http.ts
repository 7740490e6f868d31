import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGunzip } from 'node:zlib';
import type { Session } from 'chdb';
import { literal, quotedName } from '../sql-text.ts';
import { asEngineFault, EngineFault, statusOf } from './engine-fault.ts';
import { SessionPool, type Slot, surround } from './engine-sessions.ts';
import { readStatement, type Statement } from './engine-statement.ts';

/** The largest body taken, in bytes: an insert is one piece to the engine, whole or not at all. */
const LARGEST_BODY_BYTES = 512 * 1024 * 1024;
const SESSIONS = 4;
const KILL_AGAIN_MS = 100;

/** What the HTTP interface itself is told by the address; every other key there is a setting of the query. */
const ownKeys = new Set(
  'query database query_id default_format wait_end_of_query buffer_size enable_http_compression compress decompress user password role quota_key send_progress_in_http_headers http_headers_progress_interval_ms cancel_http_readonly_queries_on_client_close log_comment'.split(
    ' ',
  ),
);

type Request = {
  readonly id: string;
  readonly sql: string;
  readonly data: Buffer;
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
  readonly defaultFormat: string;
  readonly isWhole: boolean;
};

/**
 * Answers the part of ClickHouse's HTTP interface that its Node client uses, from a pool of native connections and
 * one more for `KILL QUERY`, so that a cancel never waits behind what it cancels.
 */
export function engineHandler(open: () => Session, password: string) {
  const pool = new SessionPool(open, SESSIONS);
  const control = open();
  const running = new Set<string>();
  const secret = Buffer.from(password);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://engine');
    if (url.pathname === '/ping') return void response.end('Ok.\n');
    admit(request, secret);
    const asked = await readRequest(request, url);
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    if (running.has(asked.id)) {
      throw new EngineFault(
        216,
        'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING',
        `Query with id = ${asked.id} is already running.`,
      );
    }
    response.setHeader('x-clickhouse-query-id', asked.id);
    running.add(asked.id);
    const slot = await pool.borrow(gone.signal);
    if (slot === undefined) return void running.delete(asked.id);
    const settled = killWhenGone(control, asked.id, gone.signal);
    try {
      await run(slot, asked, response, gone.signal);
    } catch (error) {
      // A query that failed stays in the list of running ones until its connection is given another statement.
      await slot.session.queryAsync(`USE ${quotedName('default')}`).catch(() => {});
      slot.database = 'default';
      throw error;
    } finally {
      settled();
      running.delete(asked.id);
      pool.giveBack(slot);
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => refuse(response, error));
  };
}

function admit(request: IncomingMessage, secret: Buffer): void {
  const [, basic = ''] = /^basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const shown = Buffer.from(
    basic === ''
      ? String(request.headers['x-clickhouse-key'] ?? '')
      : Buffer.from(basic, 'base64')
          .toString()
          .replace(/^[^:]*:/, ''),
  );
  if (shown.length !== secret.length || !timingSafeEqual(shown, secret)) {
    throw new EngineFault(516, 'AUTHENTICATION_FAILED', 'Authentication failed: password is incorrect.');
  }
}

async function readRequest(request: IncomingMessage, url: URL): Promise<Request> {
  const body = await readBody(request);
  const form = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')
    ? await new Response(new Uint8Array(body), {
        headers: { 'content-type': request.headers['content-type'] ?? '' },
      }).formData()
    : undefined;
  const entries: [string, string][] = [...url.searchParams];
  for (const [key, value] of form ?? []) if (typeof value === 'string') entries.push([key, value]);
  const keys = new Map(entries);
  if (keys.has('session_id')) throw new EngineFault(36, 'BAD_ARGUMENTS', 'This engine keeps no HTTP sessions.');
  const inAddress = keys.get('query');
  const parameters = entries
    .filter(([key]) => key.startsWith('param_'))
    .map(([key, value]) => [key.slice(6), value] as const);
  return {
    id: keys.get('query_id') || randomBytes(16).toString('hex'),
    sql: inAddress ?? body.toString('utf8'),
    data: inAddress === undefined || form !== undefined ? Buffer.alloc(0) : body,
    database: keys.get('database') || String(request.headers['x-clickhouse-database'] ?? 'default'),
    settings: new Map(entries.filter(([key]) => !ownKeys.has(key) && !key.startsWith('param_'))),
    parameters: new Map(parameters),
    defaultFormat: keys.get('default_format') ?? 'TabSeparated',
    isWhole: keys.get('wait_end_of_query') === '1',
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const packed = request.headers['content-encoding'] ?? 'identity';
  if (packed !== 'identity' && packed !== 'gzip') {
    throw new EngineFault(36, 'BAD_ARGUMENTS', `Content-Encoding ${packed} is not taken; gzip is.`);
  }
  const source = packed === 'gzip' ? request.pipe(createGunzip()) : request;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of source) {
    const bytes = piece as Buffer;
    size += bytes.length;
    if (size > LARGEST_BODY_BYTES)
      throw new EngineFault(36, 'BAD_ARGUMENTS', `A body may hold ${LARGEST_BODY_BYTES} bytes.`);
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

/** Ends the query in the engine when its caller has gone. It may not have begun yet, so the kill is sent until it settles. */
function killWhenGone(control: Session, id: string, gone: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => {
    control.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = ${literal(id)} ASYNC`).catch(() => {});
    timer = setTimeout(kill, KILL_AGAIN_MS);
  };
  gone.addEventListener('abort', kill, { once: true });
  return () => {
    gone.removeEventListener('abort', kill);
    clearTimeout(timer);
  };
}

async function run(slot: Slot, asked: Request, response: ServerResponse, gone: AbortSignal): Promise<void> {
  const statement = readStatement(asked.sql, asked.parameters, asked.defaultFormat);
  const settings = new Map(asked.settings).set('log_comment', asked.id);
  await surround(slot, { database: asked.database, settings, parameters: asked.parameters });
  if (gone.aborted) return;
  if (statement.kind === 'insert') return await insert(slot, statement, asked.data, response);
  if (statement.kind === 'stream' && !asked.isWhole && asked.data.length === 0) {
    return await stream(slot, asked.sql, statement.format, response, gone);
  }
  const result = await slot.session.queryAsync(withData(asked), { format: statement.format });
  response.setHeader('x-clickhouse-format', statement.format);
  response.setHeader('x-clickhouse-summary', JSON.stringify({ read_rows: `${result.rowsRead}`, written_rows: '0' }));
  response.end(result.bytes());
}

/** The server reads data behind the statement; binary data would not survive being text, so it is refused. */
function withData(asked: Request): string {
  if (asked.data.length === 0) return asked.sql;
  const text = asked.data.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(asked.data)) {
    throw new EngineFault(36, 'BAD_ARGUMENTS', 'This engine takes data in text formats only, as JSONEachRow.');
  }
  return `${asked.sql}\n${text}`;
}

async function insert(
  slot: Slot,
  statement: Extract<Statement, { kind: 'insert' }>,
  data: Buffer,
  response: ServerResponse,
): Promise<void> {
  const { table, columns, format } = statement;
  const done = await slot.session.insert({ table, format, values: data, ...(columns.length > 0 ? { columns } : {}) });
  const summary = { read_rows: '0', written_rows: `${done.rowsWritten}`, written_bytes: `${done.bytesWritten}` };
  response.setHeader('x-clickhouse-summary', JSON.stringify(summary));
  response.end();
}

/** Sends the rows as the engine finds them. A fault before the first row is an ordinary error answer. */
async function stream(
  slot: Slot,
  sql: string,
  format: string,
  response: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  const rows = slot.session.queryStream(sql, { format })[Symbol.asyncIterator]();
  try {
    let next = await rows.next();
    response.setHeader('x-clickhouse-format', format);
    response.setHeader('x-clickhouse-exception-tag', randomBytes(8).toString('hex'));
    while (next.done !== true && !gone.aborted) {
      if (!response.write(next.value.raw())) await once(response, 'drain', { signal: gone }).catch(() => {});
      next = await rows.next();
    }
    if (!gone.aborted) response.end();
  } finally {
    await rows.return?.();
  }
}

/** Answers with the fault as ClickHouse writes it: by status and header, or at the end of rows already sent. */
function refuse(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  const fault = asEngineFault(error);
  if (!response.headersSent) {
    response.writeHead(statusOf(fault), {
      'x-clickhouse-exception-code': fault.code,
      'content-type': 'text/plain; charset=UTF-8',
    });
    response.end(`${fault.message}\n`);
    return;
  }
  const tag = String(response.getHeader('x-clickhouse-exception-tag'));
  const text = `${fault.message}\n`;
  response.end(`\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`);
}
