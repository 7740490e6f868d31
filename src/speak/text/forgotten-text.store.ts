import type { Instant } from '../../kernel/period.ts';
import type { Sql } from '../../store/postgres.ts';

/** Texts that were deleted: how many, and the products whose prices they stated. */
export type Forgotten = { readonly many: number; readonly products: readonly string[] };

/** What the statement `gone`, which deletes texts, came to. What they claimed goes with them, and is seen here still. */
const counted = `select (select count(*) from gone) as many,
  array(select product from text_claims where text_id in (select id from gone)
    union select product from text_terms where text_id in (select id from gone)) as products`;

/** Deletes the chat answers that mention one of the needles. Other texts are not of anybody. */
export async function deleteChatTextsAbout(tx: Sql, needles: readonly string[]): Promise<Forgotten> {
  const { rows } = await tx.query<Forgotten>(
    `with gone as (
       delete from texts where kind = 'chat' and (body ~* any($1::text[]) or source ~* any($1::text[])) returning id)
     ${counted}`,
    [needles],
  );
  return rows[0] ?? { many: 0, products: [] };
}

/** Deletes chat answers that came before the one instant, and texts that were replaced before the other. */
export async function deleteOldTexts(
  tx: Sql,
  before: { readonly chat: Instant; readonly replaced: Instant },
): Promise<Forgotten> {
  const { rows } = await tx.query<Forgotten>(
    `with gone as (
       delete from texts where (kind = 'chat' and received_at <= $1) or replaced_from <= $2 returning id)
     ${counted}`,
    [new Date(before.chat), new Date(before.replaced)],
  );
  return rows[0] ?? { many: 0, products: [] };
}

/** Deletes the contradictions of the products whose witness mentions one of the needles: a source may be named by somebody. */
export async function deleteWitnessesAbout(
  tx: Sql,
  products: readonly string[],
  needles: readonly string[],
): Promise<void> {
  await tx.query('delete from contradictions where product = any($1::text[]) and witness::text ~* any($2::text[])', [
    products,
    needles,
  ]);
}
