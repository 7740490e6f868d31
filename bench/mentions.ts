import { loadMentionable } from '../src/speak/text/mentionable.reads.ts';
import type { Deps } from '../src/store/deps.ts';
import { withOwnEngines } from '../test/guarantees/own-engines.ts';
import type { Bench } from './run.ts';

/**
 * How long it takes to find, among 200,000 products (`--records` for another number), those that a text can mention: of a
 * newsletter of 60 words, and of a text of 20,000 words.
 */
const PRODUCTS = 200_000;
const TURNS = 7;

const words = ['Tröja', 'jeans', 'gran', 'jacka', 'Älv', 'ull', 'linne', 'vår', 'Stövel', 'mössa', 'kajak', 'tält'];
const lengths = { newsletter: 60, book: 20_000 } as const;

export const bench: Bench = ({ records = PRODUCTS }) =>
  withOwnEngines(
    async ({ deps }) => {
      await fill(deps, records);
      return await measure(deps, records);
    },
    { connections: 4 },
  );

/** Numbers as goods have them, and names of two words and a number. */
async function fill({ postgres }: Deps, products: number): Promise<void> {
  await postgres.query(
    `insert into products (id, name, first_seen_at)
     select (7310000000000 + n * 7)::text, ($2::text[])[n % 12 + 1] || ' ' || ($2::text[])[n / 12 % 12 + 1] || ' ' || n, now()
     from generate_series(1, $1::int) n`,
    [products, words],
  );
  await postgres.query('vacuum analyze products');
}

/** Every tenth word is the number of a product, the others are of names and between them. */
function textOf(many: number): string {
  return Array.from({ length: many }, (_, at) =>
    at % 10 === 0
      ? String(7_310_000_000_000 + (at + 1) * 7)
      : `${words[at % words.length] ?? ''}${at % 3 === 0 ? 'n' : ''}`,
  ).join(' ');
}

async function measure({ postgres }: Deps, products: number): Promise<Record<string, unknown>> {
  const figures: Record<string, number> = {};
  for (const [name, many] of Object.entries(lengths)) {
    const text = textOf(many);
    const took: number[] = [];
    let found = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const from = performance.now();
      found = (await loadMentionable(postgres, text)).length;
      took.push(performance.now() - from);
    }
    const ms = Math.round((took.toSorted((a, b) => a - b)[(TURNS - 1) / 2] ?? 0) * 10) / 10;
    process.stdout.write(
      `${name.padEnd(10)} ${String(many).padStart(6)} words, ${found} products: ${ms} ms (median of ${TURNS})\n`,
    );
    figures[`${name}Ms`] = ms;
  }
  return { products, ...figures };
}
