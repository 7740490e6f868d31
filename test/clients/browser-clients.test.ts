import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browser/browser.ts';
import { openApp, type TestApp } from '../given.ts';
import { linesOf } from './guide.ts';
import { expectLife, type Kind, openSource, type Source } from './history.ts';
import { servePage } from './page-server.ts';

let given: TestApp;
let browser: TestBrowser;
let server: string;
beforeAll(async () => {
  given = await openApp();
  // The browser's clock is the machine's.
  given.clock.set(Date.now());
  browser = await openBrowser(given);
  server = given.app.listeningOrigin;
});
afterAll(async () => {
  await browser.close();
  await given.close();
});

type Shown = {
  /** What the page asked of anybody but its own server, as method, address and status. */
  readonly asked: readonly string[];
  readonly complaints: readonly string[];
};

/** Shows a page with this script, on an origin of its own, until the server has answered so many posts. */
async function show(script: string, posts: number): Promise<Shown> {
  const shop = await servePage(script, server);
  const visit = await browser.visitAsStranger();
  const asked: string[] = [];
  visit.page.on('response', (response) => {
    if (response.url().startsWith(shop.origin)) return;
    asked.push(`${response.request().method()} ${response.url().replace(server, '')} ${response.status()}`);
  });
  try {
    await visit.page.goto(shop.origin);
    await expect
      .poll(() => asked.filter((each) => each.startsWith('POST')).length, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(posts);
    return { asked, complaints: visit.complaints };
  } finally {
    await visit.close();
    await shop.close();
  }
}

const group = `analytics.group('klubben', { name: 'Klubben' });`;
const alias = `analytics.alias('kund-1', 'gammal-kaka');`;
const screen = `analytics.screen('Kassa');`;
const five: readonly Kind[] = ['page', 'track', 'identify', 'group', 'alias'];

async function expectOnePerson(source: Source): Promise<void> {
  const stored = await source.stored();
  const anonymous = stored.flatMap((each) =>
    each.identifiers.filter((id) => id.type === 'anonymous_id' && id.value !== 'gammal-kaka'),
  );
  expect(new Set(anonymous.map((each) => each.value)).size).toBe(1);
  expect(stored.find((each) => each.type === 'page')?.identifiers.map((each) => each.type)).toEqual(['anonymous_id']);
  expect(stored.find((each) => each.type === 'group')?.identifiers).toContainEqual({
    type: 'user_id',
    value: 'kund-1',
  });
}

describe("Segment's client in a page of a shop", () => {
  test('hands in every kind of call once, and asks nobody else anything', async () => {
    const source = await openSource(given, 'Segment in a page');
    // The client says the newest user id of all that waits; a customer logs in when the page has long been sent.
    const lines = linesOf('Segment in a page', source.key, server).replaceAll(
      /^analytics\.(?=page|track)/gm,
      'await $&',
    );
    const { asked, complaints } = await show([lines, group, alias, screen].join('\n'), 6);
    expect(complaints).toEqual([]);
    expect(asked.filter((each) => !each.startsWith('POST'))).toEqual([`GET /v1/projects/${source.key}/settings 200`]);
    expect(asked.filter((each) => each.startsWith('POST')).toSorted()).toEqual(
      ['a', 'g', 'i', 'p', 's', 't'].map((letter) => `POST /v1/${letter} 200`),
    );
    await expectLife(given, source, [...five, 'screen']);
    await expectOnePerson(source);
  });

  test('hands in many calls together, where the shop has it gather them', async () => {
    const source = await openSource(given, 'Segment gathers');
    const lines = linesOf('Segment in a page', source.key, server);
    const gather = `, { integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 5, timeout: 60_000 } } } } });`;
    const { asked, complaints } = await show([lines.replace(');', gather), group, alias].join('\n'), 1);
    expect(complaints).toEqual([]);
    expect(asked).toContain('POST /v1/b 200');
    await expectLife(given, source, five);
  });

  test('is told nothing by a key that names other pages', async () => {
    const source = await openSource(given, 'Segment elsewhere', ['https://shop.example']);
    const failed = `.catch(() => fetch('${server}/v1/t', { method: 'POST', body: '{}' }).catch(() => {}))`;
    const lines = linesOf('Segment in a page', source.key, server).replace(');', `);\nanalytics${failed};`);
    const { asked, complaints } = await show(lines, 1);
    expect(asked).toEqual(['POST /v1/t 401']);
    expect(complaints.join('\n')).toContain(`/v1/projects/${source.key}/settings' from origin`);
    expect(await source.stored()).toEqual([]);
  });
});

describe("RudderStack's client in a page of a shop", () => {
  test('hands in every kind of call once, and asks nobody else anything', async () => {
    const source = await openSource(given, 'RudderStack in a page');
    const lines = linesOf('RudderStack in a page', source.key, server);
    const { asked, complaints } = await show([lines, group, alias].join('\n'), 5);
    expect(complaints).toEqual([]);
    expect(asked.filter((each) => each.startsWith('GET'))).toHaveLength(1);
    expect(asked.filter((each) => each.startsWith('GET'))[0]).toMatch(/^GET \/sourceConfig\/\?.* 200$/);
    expect(asked.filter((each) => each.startsWith('POST')).toSorted()).toEqual(
      five.map((kind) => `POST /v1/${kind} 200`).toSorted(),
    );
    await expectLife(given, source, five);
    await expectOnePerson(source);
  });
});
