import { checkOffer } from '../src/speak/offer-check.service.ts';
import { publishOffer } from '../src/speak/publication.service.ts';
import type { Deps } from '../src/store/deps.ts';
import { withOwnEngines } from '../test/guarantees/own-engines.ts';
import type { Bench } from './run.ts';
import { theSystem } from '../src/organisation/audit.ts';

/**
 * How long it takes to check and to publish an offer against 1,000,000 sightings that hold now (`--records` for another number),
 * read from PostgreSQL. Products are said by ten channels, each from a feed and from its pages, and stand under an offer each beside it.
 */
const SIGHTINGS = 1_000_000;
const PER_PRODUCT = 20;
const OFFERS = 200;
const CONNECTIONS = 4;

export const bench: Bench = ({ records = SIGHTINGS }) =>
  withOwnEngines(
    async ({ deps }) => {
      await fill(deps, records);
      return await measure(deps, records);
    },
    { connections: CONNECTIONS },
  );

async function fill({ postgres }: Deps, sightings: number): Promise<void> {
  const products = Math.floor(sightings / PER_PRODUCT);
  await postgres.query(
    `insert into channels (id, name_sv, name_en) select 'channel-' || n, 'Kanal', 'Channel' from generate_series(1, 10) n`,
  );
  await postgres.query(
    `insert into products (id, first_seen_at) select 'p' || n, now() from generate_series(1, $1::int) n`,
    [products],
  );
  await postgres.query(
    `insert into sightings (id, product, channel, amount, currency, on_sale, price_type, seen_at, holds_from, source, received_at)
     select gen_random_uuid(), 'p' || n, 'channel-' || c, 40000 + 100 * ((n + c) % 20 / 19), 'SEK', false, 'regular',
       now() - c * interval '1 hour', now() - c * interval '1 hour', source, now()
     from generate_series(1, $1::int) n, generate_series(1, 10) c, unnest(array['feed', 'page']) source`,
    [products],
  );
  await postgres.query(
    `insert into offers (id, name, state, terms, products, channels, audience, valid_from, created_at, created_by,
       line)
     select md5('o' || n)::uuid, 'Rea ' || n, 'approved', '{"kind":"percent-off","percent":20}',
       array(select 'p' || (n * 97 + k) % $2 from generate_series(1, 10) k), '{channel-1,channel-2}', 'everyone',
       now() - interval '1 day', now(), 'bench', md5('o' || n)::uuid
     from generate_series(1, $1::int) n`,
    [OFFERS, products],
  );
  await postgres.query('analyze');
}

async function measure(deps: Deps, sightings: number) {
  const { rows } = await deps.postgres.query<{ id: string }>('select id from offers order by id');
  const checks: number[] = [];
  const publications: number[] = [];
  let findings = 0;
  for (const { id } of rows) {
    const started = performance.now();
    findings += (await checkOffer(deps, id)).findings.length;
    const checked = performance.now();
    await publishOffer(deps, { id, by: theSystem, permit: () => {}, contradictions: 'warn' });
    publications.push(performance.now() - checked);
    checks.push(checked - started);
  }
  if (findings === 0) throw new Error('no offer contradicted anything');
  const check = figuresOf(checks);
  const publish = figuresOf(publications);
  process.stdout.write(
    `${OFFERS} offers of ten products against ${sightings} sightings, one after the other: ${findings} findings\n` +
      `  check   median ${check.p50Ms} ms, p99 ${check.p99Ms} ms\n  publish median ${publish.p50Ms} ms, p99 ${publish.p99Ms} ms\n`,
  );
  return { sightings, offers: OFFERS, findings, check, publish };
}

function figuresOf(took: readonly number[]): { readonly p50Ms: number; readonly p99Ms: number } {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
