import type { Sql } from '../../store/postgres.ts';
import { beginningsIn } from './mentionable.ts';
import type { CatalogueProduct } from './product-mention.ts';

/** How a product is kept to begin of which it cannot be told. */
const UNTOLD = '';

/**
 * The products that the text can mention, by number or name: those that begin as a word of it does, and those of which it
 * cannot be told how they begin. What is left out the text does not mention. Takes time by the length of the text, however
 * many products there are.
 */
export async function loadMentionable(sql: Sql, text: string): Promise<CatalogueProduct[]> {
  const { rows } = await sql.query<{ product: string; name: string | null }>(
    `select id as product, name from products where number_begins = any ($1::text[])
     union select id, name from products where name_begins = any ($1::text[])
     order by product`,
    [[UNTOLD, ...beginningsIn(text)]],
  );
  return rows.map(({ product, name }) => (name === null ? { product } : { product, name }));
}
