import type { Sql } from '../../store/postgres.ts';
import { beginningLengths, beginningsIn, LOOKED_AT } from './mentionable.ts';
import type { CatalogueProduct } from './product-mention.ts';

/** The beginning of a column as it is compared. Few and simple steps: they are done for each product. */
const folded = (column: string): string =>
  `replace(replace(translate(lower(left(${column}, $2) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', '')`;

/** Nothing left to compare, or a sign of which the database cannot be trusted to know the small letter. */
const UNTELLING = '^$|[^!-~åäöé]';

/**
 * The products that the text can mention, by number or name: those that begin as a word of it does, and those that begin
 * with signs of which that cannot be told. What is left out the text does not mention.
 */
export async function loadMentionable(sql: Sql, text: string): Promise<CatalogueProduct[]> {
  const { rows } = await sql.query<{ product: string; name: string | null }>(
    `with folded as materialized (
       select id, name, ${folded('id')} as number, ${folded('name')} as named from products)
     select id as product, name from folded
     where left(number, ($3::integer[])[length(number) + 1]) = any($1::text[])
       or left(named, ($3::integer[])[length(named) + 1]) = any($1::text[])
       or number ~ $4 or named ~ $4
     order by id`,
    [beginningsIn(text), LOOKED_AT, beginningLengths, UNTELLING],
  );
  return rows.map(({ product, name }) => (name === null ? { product } : { product, name }));
}
