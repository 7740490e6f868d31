import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { PlacedClaim } from './text-taken.ts';
import type { Reading, TextInput } from './text.contract.ts';

export type NewText = Pick<TextInput, 'channel' | 'kind' | 'language' | 'source' | 'text'> & {
  readonly id: string;
  readonly form: 'plain' | 'html';
  readonly masked: number;
  readonly reading: Reading;
  readonly seenAt: Instant;
  readonly receivedAt: Instant;
  readonly receivedBy: string;
  readonly idempotencyKey: string | undefined;
  readonly requestHash: Buffer;
};

/** Texts of one source come one after another, so that each knows which it replaces. */
export async function lockSource(tx: Sql, { channel, source }: Pick<TextInput, 'channel' | 'source'>): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7310077))', [`${channel}\n${source}`]);
}

/** The text that came under the idempotency key, and what was asked for then. */
export async function findTextByKey(
  sql: Sql,
  key: string,
): Promise<{ readonly id: string; readonly requestHash: Buffer } | undefined> {
  const { rows } = await sql.query<{ id: string; requestHash: Buffer }>(
    'select id, request_hash as "requestHash" from texts where idempotency_key = $1',
    [key],
  );
  return rows[0];
}

/**
 * Keeps a text. Older ones of its source end when it begins, and it ends when the next of them begins. Returns the
 * products of which the older ones spoke; `undefined` when the idempotency key came with another text meanwhile.
 */
export async function insertText(tx: Sql, text: NewText): Promise<string[] | undefined> {
  const { rowCount } = await tx.query(
    `insert into texts (id, channel, kind, form, language, source, body, masked, reading, seen_at, received_at,
       received_by, idempotency_key, request_hash, replaced_from)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
       (select min(seen_at) from texts where channel = $2 and source = $6 and seen_at > $10)
     on conflict (idempotency_key) do nothing`,
    [
      text.id,
      text.channel,
      text.kind,
      text.form,
      text.language ?? null,
      text.source,
      text.text,
      text.masked,
      JSON.stringify(text.reading),
      new Date(text.seenAt),
      new Date(text.receivedAt),
      text.receivedBy,
      text.idempotencyKey ?? null,
      text.requestHash,
    ],
  );
  if (rowCount !== 1) return undefined;
  const { rows } = await tx.query<{ product: string }>(
    `with former as (
       update texts set replaced_from = $4
       where channel = $2 and source = $3 and id <> $1 and seen_at <= $4 and (replaced_from is null or replaced_from > $4)
       returning id)
     select product from text_claims where text_id in (select id from former)
     union select product from text_terms where text_id in (select id from former)`,
    [text.id, text.channel, text.source, new Date(text.seenAt)],
  );
  return rows.map(({ product }) => product);
}

/** Keeps what a text claims, in one statement however much it is. */
export async function insertTextClaims(tx: Sql, textId: string, claims: readonly PlacedClaim[]): Promise<void> {
  if (claims.length === 0) return;
  const stated = claims.map(({ claim }) => claim);
  await tx.query(
    `insert into text_claims (text_id, product, amount, currency, on_sale, price_type, holds_from, holds_to, stands_from,
       stands_to, line, quote, has_last_day)
     select $1, * from unnest($2::text[], $3::bigint[], $4::text[], $5::boolean[], $6::text[], $7::timestamptz[],
       $8::timestamptz[], $9::integer[], $10::integer[], $11::integer[], $12::text[], $13::boolean[])`,
    [
      textId,
      stated.map((each) => each.subject),
      stated.map((each) => each.amount),
      stated.map((each) => each.currency),
      stated.map((each) => each.onSale),
      stated.map((each) => each.priceType),
      stated.map((each) => new Date(each.from)),
      stated.map((each) => (each.to === Infinity ? null : new Date(each.to))),
      claims.map((each) => each.from),
      claims.map((each) => each.to),
      stated.map((each) => each.sourceRow),
      claims.map((each) => each.quote),
      stated.map((each) => each.hasLastDay === true),
    ],
  );
}
