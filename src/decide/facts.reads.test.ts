import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { resolveCustomer } from '../identify/resolve.service.ts';
import { changeOffer, createOffer } from '../speak/offer.service.ts';
import { readFacts } from './facts.reads.ts';
import { theSystem } from '../organisation/audit.ts';

let given: TestDeps;
let customerId: string;
const asa = { type: 'email', value: 'asa@example.se' };
beforeAll(async () => {
  given = await openDeps();
  customerId = await resolveCustomer(given.deps, given.deps.postgres, {
    identifiers: [asa],
    source: 'test',
    at: given.clock.now(),
  });
});
afterAll(async () => {
  await given.close();
});

/** Sightings in the web shop, none of them called a sale: the amount, what sort of price, when it was seen. */
async function see(product: string, seen: readonly [number, string, string][], channel = 'web'): Promise<void> {
  const { postgres } = given.deps;
  await postgres.query('insert into products (id, first_seen_at) values ($1, now()) on conflict do nothing', [product]);
  await postgres.query(
    `insert into sightings (id, product, channel, amount, currency, price_type, seen_at, holds_from, source, received_at)
     select gen_random_uuid(), $1, $2, amount, 'SEK', price_type, seen_at, seen_at, 'test', now()
     from unnest($3::bigint[], $4::text[], $5::timestamptz[]) as s (amount, price_type, seen_at)`,
    [product, channel, ...[0, 1, 2].map((column) => seen.map((each) => each[column]))],
  );
}

async function goLive(product: string, audience?: 'list'): Promise<void> {
  const { deps } = given;
  const terms = { kind: 'percent-off', percent: 20 } as const;
  const offer = { name: 'Rea', terms, products: [product], channels: ['web'], validFrom: '2026-11-01T00:00:00Z' };
  const personal = audience === 'list' ? { audience: { kind: 'list' as const, identifiers: [asa] } } : {};
  const { id } = (await createOffer(deps, { offer: { ...offer, ...personal }, by: theSystem })).offer;
  for (const act of ['approve', 'publish'] as const) await changeOffer(deps, { id, act, by: theSystem });
}

async function regularOf(product: string): Promise<number | undefined> {
  const facts = await readFacts(given.deps.postgres, { customerId }, { channel: 'web', product }, given.clock.now());
  return facts?.regular?.amount;
}

test('a reduced price that a channel shows because of an offer is not taken for the regular one', async () => {
  await see('tröjan', [
    [1000_00, 'unknown', '2026-11-10'],
    [800_00, 'unknown', '2026-11-22T10:00:00Z'],
  ]);
  expect(await regularOf('tröjan')).toBe(800_00);
  await goLive('tröjan');
  expect(await regularOf('tröjan')).toBe(1000_00);
});

test('an offer to a list is shown to nobody else, so what a channel shows stays its price', async () => {
  await see('mössan', [
    [1000_00, 'unknown', '2026-11-10'],
    [900_00, 'unknown', '2026-11-22T10:00:00Z'],
  ]);
  await goLive('mössan', 'list');
  expect(await regularOf('mössan')).toBe(900_00);
});

test('what a price is called counts before how new it is, and the newest of a kind before the older', async () => {
  await see('skorna', [
    [700_00, 'unknown', '2026-11-20'],
    [500_00, 'regular', '2026-11-01'],
    [600_00, 'regular', '2026-11-02'],
  ]);
  expect(await regularOf('skorna')).toBe(600_00);
});

test("a competitor's price is no regular price of ours", async () => {
  await given.deps.postgres.query(
    `insert into channels (id, name_sv, name_en, is_ours) values ('rivalen', 'Rivalen', 'The rival', false)`,
  );
  await see('skidan', [[1000_00, 'unknown', '2026-11-10']]);
  await see('skidan', [[10_00, 'regular', '2026-11-20']], 'rivalen');
  expect(await regularOf('skidan')).toBe(1000_00);
});

test('a question that is asked again and again is planned once', async () => {
  await given.deps.postgres.query(
    `insert into identifiers (type, value, customer_id, first_seen_at, source)
     select 'device', 'd' || n, $1, now(), 'test' from generate_series(1, 5000) n`,
    [customerId],
  );
  await given.deps.postgres.query('analyze');
  const connection = await given.deps.postgres.connect();
  try {
    const identifiers = [asa];
    for (let asked = 0; asked < 7; asked += 1)
      for (const product of ['tröjan', null])
        await readFacts(connection, { identifiers }, { channel: 'web', product }, given.clock.now());
    const { rows } = await connection.query<{ generic_plans: number }>(
      `select generic_plans from pg_prepared_statements where name like 'facts-of%'`,
    );
    expect(rows.map((row) => row.generic_plans > 0)).toEqual([true, true]);
  } finally {
    connection.release();
  }
});
