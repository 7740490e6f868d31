import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { CustomerSearch } from '../identify/customer.contract.ts';
import type { ContradictionPage } from '../speak/contradiction.contract.ts';
import type { MessageList, MessageView } from '../speak/message/message.contract.ts';
import type { Portfolio } from '../speak/message/portfolio.contract.ts';
import { PRINTED_STOVE } from './bargains.ts';
import { JEANS, planted, SWEATER } from './planted.ts';
import { type ExampleStep, loadExampleShop } from './shop.service.ts';

let given: TestApp;
let folder: string;
beforeAll(async () => {
  given = await openApp();
  folder = await mkdtemp(join(tmpdir(), 'samspel-example-'));
});
afterAll(async () => {
  await given.close();
  await rm(folder, { recursive: true, force: true });
});

async function load(progress?: (step: ExampleStep, count: number) => void) {
  const options = { now: given.clock.now(), keysFile: join(folder, 'example-keys.json') };
  return loadExampleShop(given.deps, progress === undefined ? options : { ...options, progress });
}

async function countRows(): Promise<unknown> {
  const { rows } = await given.deps.postgres.query(
    `select (select count(*) from customers) as customers, (select count(*) from identifiers) as identifiers,
            (select count(*) from sightings) as sightings, (select count(*) from offers) as offers,
            (select count(*) from promises) as promises, (select count(*) from redemptions) as redemptions`,
  );
  const events = await given.deps.clickhouse.query({
    query: 'select toUInt32(count()) as events from events final',
    format: 'JSONEachRow',
  });
  return [rows[0], ...(await events.json<{ events: number }>())];
}

describe('loading the example shop', () => {
  test('a load that was broken off half-way is done again, and nothing comes twice', async () => {
    await expect(
      load((step) => {
        if (step === 'promises') throw new Error('the power went');
      }),
    ).rejects.toThrow('the power went');
    given.clock.advance(3_600_000);
    const begun: Record<string, number> = {};
    expect(await load((step, count) => (begun[step] = count))).toBe('loaded');
    const rows = await countRows();
    expect(rows).toEqual([
      expect.objectContaining({ customers: begun['customers'], promises: begun['promises'], offers: begun['offers'] }),
      { events: begun['events'] },
    ]);
    expect(begun['events']).toBeGreaterThan(55_000);
    expect(await load()).toBe('was-loaded');
    expect(await countRows()).toEqual(rows);
  });

  test('what was planted is found and nothing else, the sweater first, with both its sides and its owners', async () => {
    const found = await given.app.inject({ url: '/v1/contradictions?status=open&limit=200', headers: given.member });
    const { contradictions } = found.json<ContradictionPage>();
    const products = new Set(contradictions.map((each) => each.product));
    expect(products).toEqual(new Set([...planted.map((each) => each.product), JEANS, PRINTED_STOVE]));
    expect(contradictions[0]?.product).toBe(SWEATER);
    const sweater = contradictions.find((each) => each.product === 'ulltroja-gran' && each.channels.includes('web'));
    expect(sweater?.witness.statements.map((each) => each.amount).toSorted()).toEqual([69_900, 99_900]);
    expect(sweater?.owners).toContain('Åke Tallsund');
    expect(sweater?.exposed).toBeGreaterThan(100);
  });

  test('its messages stand as they are planned: one live, one that waits for two owners, one with faults to find', async () => {
    const list = await given.app.inject({ url: '/v1/messages', headers: given.member });
    const { messages } = list.json<MessageList>();
    const waitsFor = (name: string) =>
      messages
        .find((each) => each.name === name)
        ?.channels.flatMap((each) => (each.approval === null ? each.owner : []));
    expect(new Map(messages.map(({ name, state }) => [name, state]))).toEqual(
      new Map([
        ['Jeansveckan i alla kanaler', 'live'],
        ['Dunjackan inför kylan', 'review'],
        ['Julklappar till friluftsköket', 'draft'],
      ]),
    );
    expect(waitsFor('Dunjackan inför kylan')).toEqual(['Ilir Björkhed', 'Åke Tallsund']);
    const draft = messages.find(({ state }) => state === 'draft');
    const found = await given.app.inject({ url: `/v1/messages/${draft?.id}`, headers: given.member });
    const codes = found.json<MessageView>().lights.flatMap(({ code, severity }) => (severity === 'fault' ? code : []));
    expect(codes.toSorted()).toEqual([
      'form-missing',
      'offer-not-live',
      'offer-not-live',
      'offer-other-channel',
      'optout-missing',
      'typed-term',
    ]);
  });

  test('the newsletter has drifted from Christmas to jeans', async () => {
    const asked = await given.app.inject({ url: '/v1/portfolio', headers: given.member });
    const newsletter = asked.json<Portfolio>().places.find(({ channel }) => channel === 'newsletter');
    expect(newsletter?.owner).toBe('Saga Ljungkulle');
    expect(newsletter?.drift).toMatchObject({ absent: ['Jul'], unmeant: ['Jeans'] });
  });

  test('the newsletter jeans are found missing in the app', async () => {
    const found = await given.app.inject({ url: '/v1/contradictions?kind=missing', headers: given.member });
    const { contradictions } = found.json<ContradictionPage>();
    expect(contradictions.map((each) => [each.product, ...each.channels])).toEqual([
      ['friluftsjeans-rot-dam', 'newsletter', 'app'],
    ]);
  });

  test('the customer of the phone price is found by name, with the promise', async () => {
    const found = await given.app.inject({ url: '/v1/customers?q=Egil%20Tallmo', headers: given.member });
    const [customer] = found.json<CustomerSearch>().customers;
    const life = await given.app.inject({ url: `/v1/customers/${customer?.id}/timeline`, headers: given.member });
    const { entries } = life.json<{ entries: { kind: string; channel: string; name: string }[] }>();
    expect(entries.slice(0, 3).map((each) => [each.kind, each.channel])).toContainEqual(['promise', 'phone']);
    expect(entries.slice(0, 3).map((each) => each.name)).toContain('Call Ended');
  });

  test('its keys open the doors and are readable for their owner only', async () => {
    const path = join(folder, 'example-keys.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const keys = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
    const asStore = { authorization: `Bearer ${keys['store']}` };
    expect((await given.app.inject({ url: '/v1/channels', headers: asStore })).statusCode).toBe(200);
    const session = await given.app.inject({ url: '/v1/session', headers: given.member });
    expect(session.json()).toMatchObject({ deployment: { name: 'Fjällro', isExample: true } });
  });
});
