import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeps, type TestDeps } from '../../test/databases.ts';
import { declarePriceZones } from '../collect/price-zone.service.ts';
import { receiveSightingBatch } from '../collect/sighting.service.ts';
import { drainJobs } from '../store/queue.ts';
import { readBoard } from './board.reads.ts';
import { contradictionCounts, listContradictions, worstContradictions } from './contradiction.reads.ts';
import { checkContradictions, contradictionJobs } from './contradiction.service.ts';
import { changeOffer, createOffer } from './offer.service.ts';
import type { OfferInput } from './offer.contract.ts';
import { theSystem } from '../organisation/audit.ts';

const HOUR_MS = 3_600_000;

let given: TestDeps;
beforeEach(async () => {
  given = await openDeps();
});
afterEach(() => given.close());

async function see(channel: string, amount: number, more: Record<string, unknown> = {}): Promise<void> {
  const seenAt = new Date(given.clock.now()).toISOString();
  const sighting = { product: 'sweater', channel, amount, currency: 'SEK', seenAt, source: 'test', ...more };
  await receiveSightingBatch(given.deps, [sighting]);
}

async function publish(offer: Partial<OfferInput>): Promise<string> {
  const terms = { kind: 'fixed-price', amount: 399_00, currency: 'SEK' } as const;
  const validFrom = new Date(given.clock.now() - HOUR_MS).toISOString();
  const input = { name: 'Höstrea', terms, products: ['sweater'], channels: ['web', 'store'], validFrom, ...offer };
  const made = await createOffer(given.deps, { offer: input, by: theSystem });
  await changeOffer(given.deps, { id: made.offer.id, act: 'approve', by: theSystem });
  await changeOffer(given.deps, { id: made.offer.id, act: 'publish', by: theSystem });
  return made.offer.id;
}

async function check() {
  return checkContradictions(given.deps);
}

async function open() {
  const page = await listContradictions(given.deps.postgres, { status: 'open', limit: 200 });
  return page.contradictions;
}

test('the sweater is found with its witness, keeps its id, and is answered by the offer that puts it right', async () => {
  await see('web', 399_00, { onSale: true, sourceRow: 7 });
  await see('store', 499_00, { priceType: 'regular', place: 'Umeå', productName: 'Tröja' });
  expect(await check()).toMatchObject({ found: 1, opened: 1, open: 1 });
  const [found] = await open();
  expect(found).toMatchObject({
    product: 'sweater',
    productName: 'Tröja',
    channels: ['store', 'web'],
    difference: { amount: 100_00, currency: 'SEK', percent: 25.1 },
    exposed: 0,
    harm: 100,
    witness: {
      statements: [
        { place: 'Umeå', amount: 499_00 },
        { amount: 399_00, sourceRow: 7 },
      ],
    },
  });

  given.clock.advance(HOUR_MS);
  const offer = await publish({});
  expect(await check()).toMatchObject({ open: 0, answered: 1, opened: 0 });
  const page = await listContradictions(given.deps.postgres, { status: 'answered', limit: 10 });
  expect(page.contradictions).toMatchObject([{ id: found?.id, openedAt: found?.openedAt, answeredBy: offer }]);
});

test('an offer that has ended is stale where it is still shown, until the channel says another price', async () => {
  await see('web', 499_00, { priceType: 'regular' });
  given.clock.advance(HOUR_MS);
  const offer = await publish({ channels: ['web'] });
  given.clock.advance(HOUR_MS);
  await changeOffer(given.deps, { id: offer, act: 'end', by: theSystem });
  given.clock.advance(HOUR_MS);
  await see('web', 399_00, { priceType: 'sale' });
  await check();
  expect(await open()).toMatchObject([{ kind: 'stale', channels: ['web', 'web'], harm: 100, holdsTo: null }]);
  const board = await readBoard(given.deps.postgres, { limit: 10 }, given.clock.now());
  expect(board.rows[0]?.cells.find((cell) => cell.channel === 'web')).toMatchObject({ state: 'contradicts' });
  given.clock.advance(HOUR_MS);
  await see('web', 499_00, { priceType: 'regular' });
  expect(await check()).toMatchObject({ open: 0, closed: 1 });
});

test('a reduction that is no lower than the 30 days before is open, with both ways to count, until it is over', async () => {
  await see('web', 399_00, { priceType: 'regular' });
  given.clock.advance(24 * HOUR_MS);
  await see('web', 399_00, { priceType: 'sale' });
  await check();
  const prior = { rule: 'not-lower', used: 'all-channels', allChannels: 399_00, ownChannel: 399_00 };
  expect(await open()).toMatchObject([{ kind: 'prior-price', channels: ['web', 'web'], witness: { prior } }]);
  given.clock.advance(48 * HOUR_MS);
  await see('web', 399_00, { priceType: 'regular' });
  expect(await check()).toMatchObject({ open: 0, closed: 1 });
});

test('two lists that somebody stands in both of, on other terms at the same time, conflict until one offer ends', async () => {
  const list = (...values: string[]) => ({
    kind: 'list' as const,
    identifiers: values.map((value) => ({ type: 'email', value: `${value}@example.com` })),
  });
  const off = (percent: number) => ({ kind: 'percent-off', percent }) as const;
  await publish({ name: 'Klubben', terms: off(20), channels: ['web'], audience: list('anna', 'bo') });
  await publish({ name: 'Andra', terms: off(25), channels: ['web'], audience: list('eva') });
  const store = await publish({ name: 'Butiken', terms: off(30), channels: ['store'], audience: list('bo') });
  await check();
  const conflicts = (await open()).filter((each) => each.kind === 'plan-conflict');
  expect(conflicts.map((each) => each.witness.statements.map(({ source }) => source).toSorted())).toEqual([
    ['Butiken', 'Klubben'],
  ]);
  await changeOffer(given.deps, { id: store, act: 'end', by: theSystem });
  await check();
  expect((await open()).filter((each) => each.kind === 'plan-conflict')).toEqual([]);
});

test('a channel that is seen to disagree after the offer went live contradicts it, until it says the same', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  await publish({});
  given.clock.advance(HOUR_MS);
  await see('store', 499_00);
  await check();
  const [anew, ...others] = await open();
  expect(others).toEqual([]);
  expect(anew).toMatchObject({ channels: ['store', 'store'], difference: { amount: 100_00 } });

  given.clock.advance(HOUR_MS);
  await see('store', 399_00);
  expect(await check()).toMatchObject({ open: 0 });
});

test('two channels that are seen to agree close what was open between them, without any offer', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  await check();
  given.clock.advance(HOUR_MS);
  const before = given.clock.now() - 1;
  await see('store', 399_00);
  expect(await check()).toMatchObject({ found: 1, open: 0, closed: 1 });
  const states = async (at?: number): Promise<unknown> => {
    const { rows } = await readBoard(given.deps.postgres, { at, limit: 10 }, given.clock.now());
    const cells = rows.flatMap((row) => row.cells).filter(({ statements }) => statements.length > 0);
    return cells.map(({ channel, state, statements }) => [channel, state, statements[0]?.amount]);
  };
  expect(await states()).toEqual([
    ['web', 'agrees', 399_00],
    ['store', 'agrees', 399_00],
  ]);
  // As it stood before the store put its price right.
  expect(await states(before)).toEqual([
    ['web', 'contradicts', 399_00],
    ['store', 'contradicts', 499_00],
  ]);
  expect(await states(before - 2 * HOUR_MS)).toEqual([]);
  given.clock.advance(72 * HOUR_MS);
  expect(await check()).toMatchObject({ open: 0, closed: 1 });
  expect(await contradictionCounts(given.deps.postgres)).toMatchObject({ open: 0, closed: 1, openByChannel: {} });
});

test('the newsletter jeans are missing in the app, with the discount as what it costs the customer', async () => {
  await see('newsletter', 499_00, { product: 'jeans', priceType: 'regular' });
  const terms = { kind: 'percent-off', percent: 20 } as const;
  const offer = await publish({ terms, products: ['jeans'], channels: ['newsletter', 'app'] });
  given.clock.advance(HOUR_MS);
  await check();
  const [missing, ...others] = await open();
  expect(others).toEqual([]);
  expect(missing).toMatchObject({ kind: 'missing', product: 'jeans', channels: ['newsletter', 'app'], harm: 99.8 });
  expect(missing?.witness.statements).toMatchObject([{ offerId: offer }, { channel: 'app', amount: null }]);

  const board = await readBoard(given.deps.postgres, { limit: 10 }, given.clock.now());
  expect(board.rows[0]).toMatchObject({ product: 'jeans', openContradictions: 1, offers: [{ id: offer }] });
  const states = Object.fromEntries(board.rows[0]?.cells.map((cell) => [cell.channel, cell.state]) ?? []);
  expect(states).toMatchObject({ app: 'silent', newsletter: 'agrees', sms: 'nothing' });

  given.clock.advance(HOUR_MS);
  await see('app', 399_20, { product: 'jeans', onSale: true });
  expect(await check()).toMatchObject({ open: 0 });
});

test('an offer of what the channel is sold out of is undeliverable, until it has it again', async () => {
  await see('web', 399_00, { availability: 'out-of-stock' });
  const offer = await publish({ channels: ['web'] });
  await check();
  const [found, ...others] = await open();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ kind: 'undeliverable', product: 'sweater', channels: ['web', 'web'] });
  expect(found?.witness.statements).toMatchObject([{ offerId: offer }, { channel: 'web', source: 'test' }]);

  given.clock.advance(HOUR_MS);
  await see('web', 399_00, { availability: 'in-stock' });
  expect(await check()).toMatchObject({ open: 0, closed: 1 });
});

test('an offer that ends gives back what it answered, as long as it still holds', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  const offer = await publish({});
  await check();
  await changeOffer(given.deps, { id: offer, act: 'end', by: theSystem });
  expect(await check()).toMatchObject({ open: 1, answered: 0 });
});

test('what many customers have met is more harmful than what nobody has', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  await see('web', 100_00, { product: 'socks' });
  await see('store', 150_00, { product: 'socks' });
  const at = new Date(given.clock.now() - HOUR_MS).toISOString().replace('T', ' ').replace('Z', '');
  const values = [1, 2, 3].map((customer) => ({
    customer: `00000000-0000-0000-0000-00000000000${customer}`,
    at,
    received_at: at,
    message_id: `m${customer}`,
    type: 'track',
    name: 'Product Viewed',
    products: ['socks'],
  }));
  await given.deps.clickhouse.insert({ table: 'events', values, format: 'JSONEachRow' });
  await check();
  expect(await worstContradictions(given.deps.postgres, 2, given.clock.now())).toMatchObject([
    { product: 'socks', exposed: 3, harm: 150 },
    { product: 'sweater', exposed: 0, harm: 100 },
  ]);
});

test('declared price zones take away what differs between them, and forgetting them brings it back', async () => {
  await see('store', 399_00, { place: 'Umeå' });
  await see('store', 499_00, { place: 'Lund' });
  expect(await check()).toMatchObject({ open: 1 });
  const [before] = await open();
  await declarePriceZones(given.deps, { Umeå: 'north', Lund: 'south' });
  expect(await check()).toMatchObject({ open: 0, closed: 1 });
  await declarePriceZones(given.deps, {});
  expect(await check()).toMatchObject({ open: 1, opened: 1 });
  expect(await open()).toMatchObject([{ id: before?.id, closedAt: null }]);
});

test('what is handed in is checked by the worker, once for all that waits and only the products it is about', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  await see('web', 399_00, { product: 'socks' });
  const { rows } = await given.deps.postgres.query('select from graphile_worker.jobs');
  expect(rows).toHaveLength(1);
  await drainJobs(given.deps.postgres, contradictionJobs(given.deps));
  expect(await open()).toMatchObject([{ product: 'sweater' }]);
});

test('a check of some products leaves what is known of the others alone', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  await see('web', 100_00, { product: 'socks' });
  await see('store', 150_00, { product: 'socks' });
  await check();
  const report = await checkContradictions(given.deps, { products: ['socks'] });
  expect(report).toMatchObject({ claims: 2, found: 1, opened: 0 });
  expect(await open()).toHaveLength(2);
});

test('checks at the same time open each contradiction once', async () => {
  await see('web', 399_00);
  await see('store', 499_00);
  const reports = await Promise.all(Array.from({ length: 6 }, check));
  expect(reports.map((report) => report.opened).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 1]);
  expect(await open()).toHaveLength(1);
});
