import type { Instant } from '../kernel/period.ts';
import type { Sql } from '../store/postgres.ts';
import type { OtherAspect } from './aspect.contract.ts';
import type { StatedOffer } from './claim.ts';
import { findOtherTerms, type OtherTerms } from './other-terms.ts';
import { type OfferWords, type ToldTerms, toldInText, toldOfOffers } from './told-terms.ts';

type TermsRow = {
  product: string;
  channel: string;
  aspect: OtherAspect;
  value: string;
  amount: number | null;
  currency: string | null;
  percent: number | null;
  seenAt: Date;
  from: Date;
  to: Date | null;
  source: string;
  line: number;
  id: string;
  standsFrom: number;
  standsTo: number;
};

export type ToldQuestion = OfferWords & {
  readonly now: Instant;
  readonly products: readonly string[] | 'all';
};

/** Where texts of our channels tell another last day, share off or code than other texts, or than the offers. */
export async function findToldTerms(
  sql: Sql,
  offers: readonly StatedOffer[],
  { now, products, ...words }: ToldQuestion,
): Promise<OtherTerms[]> {
  const texts = await loadToldTerms(sql, products, now);
  if (texts.length === 0) return [];
  const spoken = new Set(texts.map(({ subject }) => subject));
  const near = offers.map((offer) => ({ ...offer, products: offer.products.filter((each) => spoken.has(each)) }));
  return findOtherTerms([...texts, ...toldOfOffers(near, words)], { now });
}

/** What texts of our channels state beside prices, as far as it holds still and no newer text has replaced it by `now`. */
async function loadToldTerms(sql: Sql, products: readonly string[] | 'all', now: Instant): Promise<ToldTerms[]> {
  const { rows } = await sql.query<TermsRow>(
    `select t.product, x.channel, t.aspect, t.value, t.amount, t.currency, t.percent, x.seen_at as "seenAt",
       t.holds_from as "from", least(t.holds_to, x.replaced_from) as "to", x.source, t.line, x.id,
       t.stands_from as "standsFrom", t.stands_to as "standsTo"
     from text_terms t join texts x on x.id = t.text_id join channels c on c.id = x.channel
     where c.is_ours and (t.holds_to is null or t.holds_to > $2)
       and (x.replaced_from is null or (x.replaced_from > $2 and t.holds_from < x.replaced_from))
       and ($1::text[] is null or t.product = any ($1))
     order by t.product, x.seen_at, x.id, t.position`,
    [products === 'all' ? null : products, new Date(now)],
  );
  return rows.map(({ amount, currency, percent, from, to, seenAt, standsFrom, standsTo, id, ...row }) =>
    toldInText({
      ...row,
      price: amount === null || currency === null ? undefined : { amount, currency },
      percent: percent ?? undefined,
      from: from.getTime(),
      to: to?.getTime() ?? Infinity,
      seenAt: seenAt.getTime(),
      text: { id, from: standsFrom, to: standsTo },
    }),
  );
}
