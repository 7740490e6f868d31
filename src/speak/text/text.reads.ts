import { toIso } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';
import type { Contradiction } from '../contradiction.contract.ts';
import type { TextClaim, TextSummary, TextView } from './text.contract.ts';

type Dates = 'seenAt' | 'receivedAt' | 'replacedFrom';
type Dated<T> = Omit<T, Dates> & { seenAt: Date; receivedAt: Date; replacedFrom: Date | null };

const summary = `x.id, x.channel, x.kind, x.form, x.language, x.source, x.masked, x.seen_at as "seenAt",
  x.received_at as "receivedAt", x.replaced_from as "replacedFrom"`;

function presented<T extends Dated<object>>(row: T): Omit<T, Dates> & Pick<TextSummary, Dates> {
  const { seenAt, receivedAt, replacedFrom, ...rest } = row;
  return {
    ...rest,
    seenAt: toIso(seenAt.getTime()),
    receivedAt: toIso(receivedAt.getTime()),
    replacedFrom: replacedFrom === null ? null : toIso(replacedFrom.getTime()),
  };
}

/** One text with what was read in it. */
export async function findText(sql: Sql, id: string): Promise<TextView | undefined> {
  const { rows } = await sql.query<Dated<Omit<TextView, 'claims'>>>(
    `select ${summary}, x.body as text, x.reading from texts x where x.id = $1`,
    [id],
  );
  const [text] = rows;
  if (text === undefined) return undefined;
  const claims = await sql.query<Omit<TextClaim, 'holdsFrom' | 'holdsTo'> & { holdsFrom: Date; holdsTo: Date | null }>(
    `select product, amount, currency, on_sale as "onSale", holds_from as "holdsFrom", holds_to as "holdsTo",
       stands_from as from, stands_to as to, line, quote
     from text_claims where text_id = $1 order by stands_from`,
    [id],
  );
  return {
    ...presented(text),
    claims: claims.rows.map(({ holdsFrom, holdsTo, ...claim }) => ({
      ...claim,
      holdsFrom: toIso(holdsFrom.getTime()),
      holdsTo: holdsTo === null ? null : toIso(holdsTo.getTime()),
    })),
  };
}

/** The texts that came last, of a channel if asked. */
export async function listTexts(sql: Sql, channel: string | undefined, limit: number): Promise<TextSummary[]> {
  const { rows } = await sql.query<Dated<TextSummary>>(
    `select ${summary}, (select count(*) from text_claims t where t.text_id = x.id) as claims
     from texts x where $1::text is null or x.channel = $1 order by x.received_at desc, x.id desc limit $2`,
    [channel ?? null, limit],
  );
  return rows.map(presented);
}

/**
 * Witnesses with the words of the texts they name. The words are kept with the text only, so that they go when it goes.
 */
export async function withQuotes<T extends Pick<Contradiction, 'witness'>>(
  sql: Sql,
  found: readonly T[],
): Promise<T[]> {
  const named = found.flatMap(({ witness }) => witness.statements.flatMap(({ text }) => text ?? []));
  if (named.length === 0) return [...found];
  const { rows } = await sql.query<{ id: string; from: number; quote: string }>(
    `select text_id as id, stands_from as from, quote from text_claims
     where (text_id, stands_from) in (select * from unnest($1::uuid[], $2::integer[]))
     union select text_id, stands_from, quote from text_terms
     where (text_id, stands_from) in (select * from unnest($1::uuid[], $2::integer[]))`,
    [named.map(({ id }) => id), named.map(({ from }) => from)],
  );
  const quotes = new Map(rows.map(({ id, from, quote }) => [`${id} ${from}`, quote]));
  const quoted = (statement: Contradiction['witness']['statements'][number]) => {
    const quote = statement.text && quotes.get(`${statement.text.id} ${statement.text.from}`);
    return statement.text === undefined || quote === undefined
      ? statement
      : { ...statement, text: { ...statement.text, quote } };
  };
  return found.map((each) => {
    const [first, second] = each.witness.statements;
    return { ...each, witness: { ...each.witness, statements: [quoted(first), quoted(second)] } };
  });
}
