import { type Instant, toIso } from '../../kernel/period.ts';
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

/**
 * The claims of a text, and of each why nothing is held against it at `$2`. What others tell of the product is what the
 * check reads: other channels of ours and places of its own, other texts, and offers.
 */
const claimsSql = `
  select t.product, t.amount, t.currency, t.on_sale as "onSale", t.holds_from as "holdsFrom", t.holds_to as "holdsTo",
    t.stands_from as from, t.stands_to as to, t.line, t.quote,
    case when not c.is_ours then 'not-ours' when x.replaced_from <= $2 then 'replaced' when t.holds_to <= $2 then 'over'
      when told.same then null when told.same is null then 'told-by-none' else 'other-currency' end as "notCompared"
  from text_claims t join texts x on x.id = t.text_id join channels c on c.id = x.channel
  cross join lateral (select bool_or(said.currency = t.currency) as same from (
    select s.currency, s.holds_from, s.holds_to from sightings s join channels o on o.id = s.channel
    where s.product = t.product and o.is_ours and (s.channel <> x.channel or s.place is not null)
      and s.price_type <> 'member'
    union all
    select other.currency, other.holds_from, least(other.holds_to, y.replaced_from)
    from text_claims other join texts y on y.id = other.text_id join channels o on o.id = y.channel
    where other.product = t.product and o.is_ours and y.channel <> x.channel
    union all
    select coalesce(f.terms->>'currency', t.currency), f.valid_from, f.valid_to from offers f
    where f.products @> array[t.product] and f.state in ('approved', 'live')
  ) said where said.holds_from < coalesce(t.holds_to, 'infinity') and coalesce(said.holds_to, 'infinity') > t.holds_from
  ) told
  where t.text_id = $1 order by t.stands_from`;

/** One text with what was read in it, and what of that is compared now. */
export async function findText(sql: Sql, id: string, now: Instant): Promise<TextView | undefined> {
  const { rows } = await sql.query<Dated<Omit<TextView, 'claims'>>>(
    `select ${summary}, x.body as text, x.reading from texts x where x.id = $1`,
    [id],
  );
  const [text] = rows;
  if (text === undefined) return undefined;
  const claims = await sql.query<Omit<TextClaim, 'holdsFrom' | 'holdsTo'> & { holdsFrom: Date; holdsTo: Date | null }>(
    claimsSql,
    [id, new Date(now)],
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
