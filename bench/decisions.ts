import { hash, randomInt } from 'node:crypto';
import { answerKeeper } from '../src/decide/decision-keeper.service.ts';
import { makeDecision } from '../src/decide/decision.service.ts';
import type { DecisionInput } from '../src/decide/decision.contract.ts';
import { createCustomers } from '../src/identify/bulk.service.ts';
import { HOUR_MS } from '../src/kernel/period.ts';
import { inTransaction } from '../src/store/postgres.ts';
import type { Deps } from '../src/store/deps.ts';
import { withOwnEngines } from '../test/guarantees/own-engines.ts';
import type { Bench } from './run.ts';

/**
 * How many questions a second one process answers, durably, beside how many rows it reads by primary key from the
 * same PostgreSQL in the same run. Three kinds of work take turns: a read; an answer that repeats what has been
 * promised (one read, one written answer); an answer that makes a promise (written together with others' in one transaction).
 */
const CUSTOMERS = 20_000;
const PRODUCTS = 200;
const CONNECTIONS = 16;
const DEFAULT_SECONDS = 40;
const ROUNDS = 3;
const concurrencies = [16, 64] as const;

type Work = (turn: number) => Promise<unknown>;
type Figures = { readonly perSecond: number; readonly p50: number; readonly p99: number };

export const bench: Bench = ({ seconds = DEFAULT_SECONDS }) =>
  withOwnEngines(
    async ({ deps }) => {
      await fill(deps);
      return await measureAll(deps, seconds);
    },
    { connections: CONNECTIONS },
  );

/** Customers with two identifiers each, an offer and a regular price for every product, half of the promises made. */
async function fill(deps: Deps): Promise<void> {
  const { postgres } = deps;
  const [now, soon] = [Date.now(), Date.now() + HOUR_MS];
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => ({
    id: customerIdOf(n + 1),
    attributes: { name: `Kund ${n + 1}`, note: 'x'.repeat(400) },
    identifiers: identifiersOf(n + 1),
    source: 'bench',
    firstSeenAt: now,
    lastSeenAt: soon,
  }));
  await inTransaction(postgres, (tx) => createCustomers(deps, tx, customers, now));
  await postgres.query(
    `insert into products (id, first_seen_at) select 'p' || n, now() from generate_series(1, $1::int) n`,
    [PRODUCTS],
  );
  await postgres.query(
    `insert into sightings (id, product, channel, amount, currency, on_sale, price_type, seen_at, holds_from, source, received_at)
     select gen_random_uuid(), 'p' || n, 'store', 40000, 'SEK', false, 'regular', now() - d * interval '1 day',
       now() - d * interval '1 day', 'bench', now()
     from generate_series(1, $1::int) n, generate_series(1, 50) d`,
    [PRODUCTS],
  );
  await postgres.query(
    `insert into offers (id, name, state, terms, products, channels, audience, valid_from, created_at, created_by,
       line)
     select md5('o' || n)::uuid, 'Rea ' || n, 'live', '{"kind":"percent-off","percent":20}', array['p' || n],
       '{web,store,app}', 'everyone', now() - interval '1 day', now(), 'bench', md5('o' || n)::uuid
     from generate_series(1, $1::int) n`,
    [PRODUCTS],
  );
  // Each customer has been promised five things already.
  await postgres.query(
    `insert into promises (id, customer_id, topic, offer_id, product, terms, description, channel, made_by, made_at, valid_from)
     select gen_random_uuid(), md5('c' || n)::uuid, md5('o' || p)::uuid::text, md5('o' || p)::uuid, 'p' || p,
       '{"kind":"percent-off","percent":20}', 'Rea', 'web', 'bench', now(), now() - interval '1 day'
     from generate_series(1, $1::int) n, lateral (select (n + k) % ${PRODUCTS} + 1 as p from generate_series(0, 4) k) as promised`,
    [CUSTOMERS],
  );
  await postgres.query('analyze');
}

/** As PostgreSQL makes it of the same text, so that what refers to a customer can be made there. */
function customerIdOf(n: number): string {
  return hash('md5', `c${n}`);
}

function identifiersOf(n: number): DecisionInput['identifiers'] {
  return ['loyalty', 'device'].map((type) => ({ type, value: `${type}${n}` }));
}

function questionOf(n: number, product: number): DecisionInput {
  return { identifiers: identifiersOf(n), channel: 'store', product: `p${product}` };
}

function worksOf(deps: Deps): Readonly<Record<'read' | 'repeat' | 'promise', Work>> {
  const keep = answerKeeper(deps.postgres);
  const ask = async (n: number, product: number): Promise<unknown> =>
    makeDecision(deps, { by: 'key:bench', question: questionOf(n, product) }, keep);
  let fresh = 0;
  return {
    read: async () =>
      deps.postgres.query({
        name: 'read-customer',
        text: `select id, attributes from customers where id = md5('c' || $1)::uuid`,
        values: [String(randomInt(1, CUSTOMERS + 1))],
      }),
    repeat: async () => {
      const n = randomInt(1, CUSTOMERS + 1);
      return ask(n, ((n + randomInt(5)) % PRODUCTS) + 1);
    },
    promise: async () => {
      // Every pair of customer and product is asked once: what lies past the five that were promised.
      fresh += 1;
      const n = (fresh % CUSTOMERS) + 1;
      return ask(n, ((n + 5 + Math.floor(fresh / CUSTOMERS)) % PRODUCTS) + 1);
    },
  };
}

async function measureAll(deps: Deps, seconds: number): Promise<Record<string, unknown>> {
  const works = Object.entries(worksOf(deps));
  for (const [, work] of works) await measure(work, 16, 500);
  const turnMs = ((seconds - 6) * 1000) / (ROUNDS * works.length * concurrencies.length);
  const figures: Record<string, Figures> = {};
  for (const concurrency of concurrencies) {
    const rounds: Record<string, Figures[]> = {};
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, work] of works) (rounds[name] ??= []).push(await measure(work, concurrency, turnMs));
    for (const [name, each] of Object.entries(rounds)) figures[`${name}${concurrency}`] = median(each);
  }
  const ratios = Object.fromEntries(
    concurrencies.flatMap((c) =>
      (['repeat', 'promise'] as const).map((name) => [
        `${name}${c}ToRead`,
        Number(((figures[`${name}${c}`]?.perSecond ?? 0) / (figures[`read${c}`]?.perSecond ?? 1)).toFixed(3)),
      ]),
    ),
  );
  for (const [name, { perSecond, p50, p99 }] of Object.entries(figures))
    process.stdout.write(`${name.padEnd(10)} ${String(perSecond).padStart(7)}/s   p50 ${p50} ms   p99 ${p99} ms\n`);
  return { customers: CUSTOMERS, connections: CONNECTIONS, ...figures, ...ratios };
}

async function measure(work: Work, concurrency: number, ms: number): Promise<Figures> {
  const took: number[] = [];
  const from = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() - from < ms) {
      const begun = performance.now();
      await work(took.length);
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - from) / 1000;
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  return { perSecond: Math.round(took.length / seconds), p50: at(0.5), p99: at(0.99) };
}

function median(rounds: readonly Figures[]): Figures {
  const [first = { perSecond: 0, p50: 0, p99: 0 }] = rounds;
  return rounds.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)] ?? first;
}
