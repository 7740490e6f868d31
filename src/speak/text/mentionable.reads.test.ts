import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../../test/databases.ts';
import { beginningsIn } from './mentionable.ts';
import { loadMentionable } from './mentionable.reads.ts';
import { type CatalogueProduct, productMentions } from './product-mention.ts';
import { tokensOf } from './token.ts';

let given: TestDeps;
beforeAll(async () => {
  given = await openDeps();
});
afterAll(() => given.close());

async function keep(products: readonly CatalogueProduct[]): Promise<void> {
  await given.deps.postgres.query('delete from products');
  await given.deps.postgres.query(
    `insert into products (id, name, first_seen_at)
     select id, name, now() from unnest($1::text[], $2::text[]) as row (id, name)`,
    [products.map(({ product }) => product), products.map(({ name }) => name ?? null)],
  );
}

// What names are made of: cases, accents, signs that fold oddly, dates and numbers, and other alphabets.
const names = ['Tröjan', 'TRÖJAN', 'tröja', 'Gran', 'gran ', 'Älv', 'ä', 'É', 'Ü', 'İ', '\u212a', 'ß', 'Σας', '茶'];
const signs = [' ', '-', '.', '  ', '\u00a0', '™', '’', '&', '(2)', 'a\u030a'];
const numbers = ['4711', '73 100', '1 299', 'T.o.m', 't o m', 'fr. o. m.', 'n:o', 'o'];
const pieces = fc.oneof(...[names, signs, numbers].map((list) => fc.constantFrom(...list)));
const words = fc.array(pieces, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

test('a text mentions the same products among those that it can mention as among all', async () => {
  const catalogues = fc.uniqueArray(fc.record({ product: words, name: fc.option(words, { nil: undefined }) }), {
    selector: ({ product }) => product,
    maxLength: 40,
  });
  const texts = fc.array(fc.oneof(pieces, words, fc.constantFrom('\n', ' kostar 599 kr. ')), { maxLength: 12 });
  let mentioned = 0;
  await fc.assert(
    fc.asyncProperty(catalogues, texts, fc.nat(), async (made, parts, nth) => {
      const products = made
        .map(({ product, name }) => (name === undefined ? { product } : { product, name }))
        .toSorted((a, b) => (a.product < b.product ? -1 : 1));
      await keep(products);
      const one = products[nth % Math.max(1, products.length)];
      const text = [...parts, ' ', one?.name?.toUpperCase() ?? '', ' ', one?.product.toLowerCase() ?? ''].join('');
      const loaded = new Set((await loadMentionable(given.deps.postgres, text)).map(({ product }) => product));
      const tokens = tokensOf(text);
      const all = productMentions(tokens, products);
      mentioned += all.length;
      const some = products.filter(({ product }) => loaded.has(product));
      expect(productMentions(tokens, some)).toEqual(all);
    }),
    { numRuns: 300 },
  );
  expect(mentioned).toBeGreaterThan(300);
});

/** The same by looking at every product: folded as it is read, and held against the beginnings that a text has. */
async function mentionableOfAll(text: string): Promise<string[]> {
  const folded = (column: string): string =>
    `replace(replace(translate(lower(left(${column}, 16) collate "C"), 'ÅÄÖÉ', 'åäöé'), ' ', ''), '.', '')`;
  const lengths = Array.from({ length: 17 }, (_, many) =>
    Math.max(0, ...[1, 2, 3, 4, 6, 8, 12].filter((length) => length <= many)),
  );
  const { rows } = await given.deps.postgres.query<{ id: string }>(
    `with folded as materialized (select id, ${folded('id')} as number, ${folded('name')} as named from products)
     select id from folded
     where left(number, ($2::integer[])[length(number) + 1]) = any($1::text[])
       or left(named, ($2::integer[])[length(named) + 1]) = any($1::text[])
       or number ~ '^$|[^!-~åäöé]' or named ~ '^$|[^!-~åäöé]'
     order by id`,
    [beginningsIn(text), lengths],
  );
  return rows.map(({ id }) => id);
}

test('how products are kept to begin finds those that looking at every one finds', async () => {
  // No catalogue holds the sign that the database cannot.
  const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => text.replaceAll('\0', '.'));
  const named = fc.oneof(words, words, anything);
  const catalogues = fc.uniqueArray(fc.record({ product: named, name: fc.option(named, { nil: undefined }) }), {
    selector: ({ product }) => product,
    minLength: 1,
    maxLength: 60,
  });
  const texts = fc.array(fc.oneof(pieces, words, anything), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(catalogues, texts, fc.nat(), async (made, parts, nth) => {
      await keep(made.map(({ product, name }) => (name === undefined ? { product } : { product, name })));
      const one = made[nth % made.length];
      const text = [...parts, one?.name ?? '', one?.product].join(' ');
      const found = (await loadMentionable(given.deps.postgres, text)).map(({ product }) => product);
      expect(found).toEqual(await mentionableOfAll(text));
    }),
    { numRuns: 200 },
  );
});

test('of a large catalogue a text has those few loaded whose names begin as its words do', async () => {
  await keep([
    ...Array.from({ length: 20_000 }, (_, nth) => ({ product: `73${10_000_000 + nth}`, name: `Vara ${nth}` })),
    { product: 'jeans-alv', name: 'Jeans Älv' },
    { product: '7310000500018' },
    { product: 'uber', name: 'Überjeans' },
  ]);
  const loaded = await loadMentionable(
    given.deps.postgres,
    'Jeans älv 499 kr, art. 7310000500018. Vara 17 kostar 9 kr.',
  );
  expect(loaded.map(({ product }) => product)).toEqual(
    expect.arrayContaining(['jeans-alv', '7310000500018', '7310000017']),
  );
  expect(loaded.length).toBeLessThan(200);
  // Of one that begins with a sign in a capital that the database may not know it cannot be told.
  expect(await loadMentionable(given.deps.postgres, 'Inget av detta säljs här.')).toEqual([
    { product: 'uber', name: 'Überjeans' },
  ]);
});
