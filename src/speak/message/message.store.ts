import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { MessageBody, MessageState } from './message.contract.ts';

export type NewMessage = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly idempotencyKey: string | null;
  readonly requestHash: Buffer;
};

/** Adds a message without any version yet. Returns `false` when the same caller has used the idempotency key before. */
export async function insertMessage(tx: Sql, message: NewMessage): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into messages (id, state, version, created_at, created_by, idempotency_key, request_hash)
     values ($1, 'draft', 1, $2, $3, $4, $5)
     on conflict (created_by, idempotency_key) where idempotency_key is not null do nothing`,
    [message.id, new Date(message.createdAt), message.createdBy, message.idempotencyKey, message.requestHash],
  );
  return rowCount === 1;
}

/** The message that this caller made under the idempotency key, and what it asked for then. */
export async function loadMessageByKey(
  sql: Sql,
  createdBy: string,
  idempotencyKey: string,
): Promise<{ readonly id: string; readonly requestHash: Buffer } | undefined> {
  const { rows } = await sql.query<{ id: string; requestHash: Buffer }>(
    'select id, request_hash as "requestHash" from messages where created_by = $1 and idempotency_key = $2',
    [createdBy, idempotencyKey],
  );
  return rows[0];
}

export type LockedMessage = {
  readonly id: string;
  readonly state: MessageState;
  readonly version: number;
  readonly liveVersion: number | null;
  readonly body: MessageBody;
  readonly audienceSet: string | null;
};

/** The message with its newest version, held for this transaction so that two people cannot change it at once. */
export async function lockMessage(tx: Sql, id: string): Promise<LockedMessage | undefined> {
  const { rows } = await tx.query<LockedMessage>(
    `select m.id, m.state, m.version, m.live_version as "liveVersion", v.body, v.audience_set as "audienceSet"
     from messages m join message_versions v on v.message_id = m.id and v.version = m.version
     where m.id = $1 for no key update of m`,
    [id],
  );
  return rows[0];
}

/** Writes which version is the newest, and its state. */
export async function saveState(tx: Sql, id: string, state: MessageState, version: number): Promise<void> {
  await tx.query('update messages set state = $2, version = $3 where id = $1', [id, state, version]);
}

/** The newest version is the one that customers meet from now on. */
export async function saveLive(tx: Sql, id: string, at: Instant): Promise<void> {
  await tx.query("update messages set state = 'live', live_version = version, live_at = $2 where id = $1", [
    id,
    new Date(at),
  ]);
}

/** Customers meet it no more. */
export async function saveEnd(tx: Sql, id: string, at: Instant): Promise<void> {
  await tx.query("update messages set state = 'ended', live_version = null, ended_at = $2 where id = $1", [
    id,
    new Date(at),
  ]);
}

export type NewApproval = {
  readonly messageId: string;
  readonly version: number;
  readonly channel: string;
  readonly by: string;
  readonly memberId: string | null;
  readonly at: Instant;
  readonly note: string | null;
};

/** Writes an approval; one that is given again takes the place of the first. */
export async function saveApproval(tx: Sql, approval: NewApproval): Promise<void> {
  await tx.query(
    `insert into message_approvals (message_id, version, channel, approved_by, member_id, approved_at, note)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (message_id, version, channel) do update set approved_by = excluded.approved_by,
       member_id = excluded.member_id, approved_at = excluded.approved_at, note = excluded.note`,
    [
      approval.messageId,
      approval.version,
      approval.channel,
      approval.by,
      approval.memberId,
      new Date(approval.at),
      approval.note,
    ],
  );
}

/** Lets the approvals of some channels hold for the next version too: nothing that they were given for has changed. */
export async function carryApprovals(
  tx: Sql,
  messageId: string,
  from: number,
  channels: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into message_approvals (message_id, version, channel, approved_by, member_id, approved_at, note)
     select message_id, version + 1, channel, approved_by, member_id, approved_at, note from message_approvals
     where message_id = $1 and version = $2 and channel = any ($3::text[])`,
    [messageId, from, channels],
  );
}
