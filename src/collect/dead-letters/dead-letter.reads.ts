import { DomainError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import { type TimeCursor, writeTimeCursor } from '../time-cursor.ts';
import type { DeadLetterPage, DeadLetterView, LetterFilter, LetterGroupList } from './dead-letter.contract.ts';
import { AMONG, filterValues } from './letter-filter.ts';

const PAGE = 50;

export type DeadLetterQuery = {
  readonly filter: LetterFilter;
  readonly after: TimeCursor | undefined;
  readonly limit?: number | undefined;
};

type Row = Omit<DeadLetterView, 'receivedAt' | 'settledAt'> & {
  readonly receivedAt: Date;
  readonly settledAt: Date | null;
};

const columns = `id, received_at as "receivedAt", kind, source, line, code, field, reason, body, status,
  is_cut as "isCut", mended, settled_at as "settledAt", settled_by as "settledBy", settled_because as "settledBecause"`;

function viewOf(row: Row): DeadLetterView {
  return { ...row, receivedAt: row.receivedAt.toISOString(), settledAt: row.settledAt?.toISOString() ?? null };
}

/** What was not taken in, the newest first. */
export async function listDeadLetters(
  sql: Sql,
  { filter, after, limit = PAGE }: DeadLetterQuery,
): Promise<DeadLetterPage> {
  const { rows } = await sql.query<Row>(
    `select ${columns} from dead_letters
     where ${AMONG} and ($8::timestamptz is null or (received_at, id) < ($8, $9::uuid))
     order by received_at desc, id desc limit $10`,
    [...filterValues(filter), after === undefined ? null : new Date(after.at), idIn(after), limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    deadLetters: page.map(viewOf),
    next: rows.length > limit && last ? writeTimeCursor({ at: last.receivedAt.getTime(), id: last.id }) : null,
  };
}

function idIn(cursor: TimeCursor | undefined): string | null {
  if (cursor === undefined) return null;
  if (isUuid(cursor.id)) return cursor.id;
  throw new DomainError('field-invalid', 'The cursor is not one that this address has given. Begin without it.', [
    { field: 'cursor', found: 'another cursor', allowed: 'the `next` of the page before' },
  ]);
}

export async function findDeadLetter(sql: Sql, id: string): Promise<DeadLetterView | undefined> {
  const { rows } = await sql.query<Row>(`select ${columns} from dead_letters where id = $1`, [id]);
  return rows[0] && viewOf(rows[0]);
}

const MOST_GROUPS = 200;

type GroupRow = Omit<LetterGroupList['groups'][number], 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date };

/** The letters gathered by who sent them and what was wrong, the largest group first. */
export async function groupDeadLetters(sql: Sql, filter: LetterFilter): Promise<LetterGroupList> {
  const { rows } = await sql.query<GroupRow>(
    `select kind, source, code, field, count(*) as letters, min(received_at) as "firstAt", max(received_at) as "lastAt",
       (array_agg(reason order by received_at desc))[1] as example
     from dead_letters where ${AMONG}
     group by kind, source, code, field
     order by letters desc, max(received_at) desc limit ${MOST_GROUPS}`,
    filterValues(filter),
  );
  return {
    groups: rows.map((row) => ({
      ...row,
      firstAt: row.firstAt.toISOString(),
      lastAt: row.lastAt.toISOString(),
    })),
  };
}

/** A letter with the circumstances that it came in, ready to be judged again. */
export type StoredLetter = {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly kind: DeadLetterView['kind'];
  readonly source: string | null;
  readonly line: number | null;
  readonly body: string;
  readonly isCut: boolean;
  readonly status: DeadLetterView['status'];
  readonly form: 'segment' | 'cloudevents' | 'columns' | 'unread';
  readonly door: string;
  readonly keyChannel: string | null;
  readonly sentAt: string | null;
  readonly context: string | null;
};

// A row of a file has no request. What came before circumstances were kept is taken to have come by the Segment spec.
const stored = `l.id, l.received_at as "receivedAt", l.kind, l.source, l.line, l.body, l.is_cut as "isCut", l.status,
  coalesce(r.form, case when l.import_id is null then 'segment' else 'columns' end) as form, coalesce(r.door, 'single') as door, r.key_channel as "keyChannel",
  r.sent_at as "sentAt", r.context
  from dead_letters l left join dead_requests r on r.id = l.request_id`;

type StoredRow = Omit<StoredLetter, 'receivedAt'> & { readonly receivedAt: Date };

function storedOf(row: StoredRow): StoredLetter {
  return { ...row, receivedAt: row.receivedAt.getTime() };
}

export async function loadLetter(sql: Sql, id: string): Promise<StoredLetter | undefined> {
  const { rows } = await sql.query<StoredRow>(`select ${stored} where l.id = $1`, [id]);
  return rows[0] && storedOf(rows[0]);
}

/** The next open letters among those meant, the oldest first, so that a replay has the order that they came in. */
export async function nextLetters(
  sql: Sql,
  filter: LetterFilter,
  after: { readonly at: Date; readonly id: string } | undefined,
  until: Date,
  limit: number,
): Promise<StoredLetter[]> {
  const { rows } = await sql.query<StoredRow>(
    `select ${stored}
     where l.id in (
       select id from dead_letters
       where ${AMONG} and status = 'open' and received_at <= $8
         and ($9::timestamptz is null or (received_at, id) > ($9, $10::uuid))
       order by received_at, id limit $11)
     order by l.received_at, l.id`,
    [...filterValues(filter), until, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows.map(storedOf);
}

export async function countOpenLetters(sql: Sql, filter: LetterFilter): Promise<number> {
  const { rows } = await sql.query<{ letters: number }>(
    `select count(*) as letters from dead_letters where ${AMONG} and status = 'open'`,
    filterValues(filter),
  );
  return rows[0]?.letters ?? 0;
}
