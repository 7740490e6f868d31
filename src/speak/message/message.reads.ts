import { toIso } from '../../kernel/period.ts';
import { ownersOfChannels } from '../../organisation/channel-owner.reads.ts';
import type { Sql } from '../../store/postgres.ts';
import type { AudienceView } from '../audience.contract.ts';
import { presentAudiences } from '../audience.reads.ts';
import { channelsTouched } from './approval.ts';
import type { MessageBody, MessageChannel, MessageState, MessageSummary } from './message.contract.ts';

type Row = {
  id: string;
  state: MessageState;
  version: number;
  live_version: number | null;
  body: MessageBody;
  saved_at: Date;
  saved_by: string;
  approvals: { channel: string; by: string; at: string; note: string | null }[];
};

const selected = `
  select m.id, m.state, m.version, m.live_version, v.body, v.saved_at, v.saved_by,
    coalesce((select json_agg(json_build_object('channel', a.channel, 'by', a.approved_by, 'note', a.note,
        'at', a.approved_at)) from message_approvals a where a.message_id = m.id and a.version = m.version), '[]') as approvals
  from messages m join message_versions v on v.message_id = m.id and v.version = m.version`;

export type FoundMessage = MessageSummary & { readonly body: MessageBody };
type Owners = Awaited<ReturnType<typeof ownersOfChannels>>;

async function messagesOf(sql: Sql, rows: readonly Row[]): Promise<FoundMessage[]> {
  const owners = await ownersOfChannels(sql, [...new Set(rows.flatMap(({ body }) => channelsTouched(body)))]);
  const audiences = await presentAudiences(
    sql,
    rows.map(({ body }) => body.audience),
  );
  return rows.map((row, index) => messageOf(row, owners, audiences[index] ?? row.body.audience));
}

function messageOf(row: Row, owners: Owners, audience: AudienceView): FoundMessage {
  const { id, state, version, body } = row;
  const channels = channelsTouched(body).map((channel): MessageChannel => {
    const approval = row.approvals.find((each) => each.channel === channel);
    const given = approval && { by: approval.by, at: toIso(Date.parse(approval.at)), note: approval.note };
    return { channel, owner: owners.get(channel)?.name ?? null, approval: given ?? null };
  });
  return {
    id,
    name: body.name,
    theme: body.theme,
    state,
    version,
    liveVersion: row.live_version,
    validFrom: body.validFrom,
    validTo: body.validTo ?? null,
    savedAt: toIso(row.saved_at.getTime()),
    savedBy: row.saved_by,
    channels,
    audience,
    body,
  };
}

// The messages of many years are not one answer; the newest are what people look for.
const MOST_MESSAGES = 500;

/** The messages that were changed last, in one state if asked, without their bodies. */
export async function listMessages(sql: Sql, state: MessageState | undefined): Promise<MessageSummary[]> {
  const { rows } = await sql.query<Row>(
    `${selected} where $1::text is null or m.state = $1 order by v.saved_at desc, m.id limit ${MOST_MESSAGES}`,
    [state ?? null],
  );
  return (await messagesOf(sql, rows)).map(({ body: _body, ...summary }) => summary);
}

export async function findMessage(sql: Sql, id: string): Promise<FoundMessage | undefined> {
  const { rows } = await sql.query<Row>(`${selected} where m.id = $1`, [id]);
  return (await messagesOf(sql, rows))[0];
}
