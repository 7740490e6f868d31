import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanVersionView } from '../../src/collect/plan/plan.contract.ts';
import { shipPlan } from '../../src/collect/plan/plan.service.ts';
import { openApp, type TestApp } from '../given.ts';
import { ask } from '../stories/asking.ts';
import { faultsOf, faultsOfLayout } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let given: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  given = await openApp();
  await shipPlan(given.deps);
  const events = Array.from({ length: 60 }, (_, index) => ({
    type: 'track',
    event: index % 3 === 0 ? 'Kaffe Bjudet' : 'Order Completed',
    messageId: `event-${index}`,
    userId: `u-${index % 12}`,
    properties: {
      channel: index % 3 === 0 ? 'store' : 'web',
      ...(index % 3 === 0
        ? { store: index % 2 === 0 ? 'Umeå' : 'Kalmar', cups: index % 4 }
        : { order_id: `W-${index}`, total: index % 5 === 0 ? '499 kr' : 499, currency: 'SEK' }),
    },
  }));
  await ask(given, 'POST', '/v1/batch', { batch: events }, { authorization: `Bearer ${given.writeKey}` });
  await given.flush();
  browser = await openBrowser(given);
});
afterAll(async () => {
  await browser.close();
  await given.close();
});

const WALK_MS = 180_000;

async function bothWidths(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 1440, height: 900 });
  const wide = await faultsOf(page);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}-wide.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  const narrow = await faultsOfLayout(page);
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/${name}-narrow.png`, fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
  return [...wide, ...narrow.map((fault) => `390 px: ${fault}`)].map((fault) => `${name}: ${fault}`);
}

test(
  'the plan is read, learnt, tried and published, and is free of axe faults on the way',
  async () => {
    const { page, complaints, close } = await browser.visit('sv');
    const faults: string[] = [];
    await page.goto('/inflode/plan');
    await page.getByRole('link', { name: 'Order Completed' }).waitFor();
    await page.getByText('8 (20 %)').waitFor();
    faults.push(...(await bothWidths(page, 'list')));

    await page.getByRole('link', { name: 'Lär av trafiken Kaffe Bjudet' }).click();
    await page.getByRole('heading', { name: 'Det schemat vilar på' }).waitFor();
    const written = page.getByRole('textbox', { name: 'Schema (JSON Schema)' });
    expect(JSON.parse(await written.inputValue())).toMatchObject({
      properties: { store: { type: 'string' }, cups: { type: 'integer' } },
      required: ['channel', 'store', 'cups'],
    });
    expect(new URL(page.url()).search).toBe('?type=track&name=Kaffe+Bjudet');
    await page.getByRole('button', { name: 'Pröva på det som kommit' }).click();
    await page.getByText('0 av de senaste 20 händelserna hade avvikit').waitFor();
    faults.push(...(await bothWidths(page, 'learnt')));
    await page.getByRole('button', { name: 'Publicera' }).click();
    await page.getByRole('heading', { name: 'Gäller nu: version 1' }).waitFor();

    await page.goto('/inflode/plan/handelse?type=track&name=Order+Completed');
    await page.getByRole('button', { name: 'total: fel typ' }).click();
    await page.getByRole('cell', { name: 'total: a text; number' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'Kund', exact: true }).count()).toBe(8);
    faults.push(...(await bothWidths(page, 'name')));
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  WALK_MS,
);

test('a draft that is stricter says so, and what cannot be a schema cannot be published', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto('/inflode/plan/handelse?type=track&name=Order+Completed');
  const written = page.getByRole('textbox', { name: 'Schema (JSON Schema)' });
  await written.fill('{"type": "object", "requierd": []}');
  await page.getByText(/requierd: \[\]/).waitFor();
  expect(await page.getByRole('button', { name: 'Publicera' }).isDisabled()).toBe(true);
  await written.fill('{"type": "object", "required": ["order_id", "store"]}');
  await page.getByText('Strängare än version 1').waitFor();
  await page.getByRole('button', { name: 'Pröva på det som kommit' }).click();
  await page.getByText('40 av de senaste 40 händelserna hade avvikit (100 %)').waitFor();
  await page.getByRole('button', { name: 'Spara utkast' }).click();
  await page.getByRole('heading', { name: 'Utkast till version 2' }).waitFor();
  await close();
});

test('blocking is confirmed in words before it holds', async () => {
  const draft = { type: 'track', name: 'Spärrad', schema: { type: 'object' } };
  const { id } = await ask<PlanVersionView>(given, 'POST', '/v1/plan/versions', draft, given.member);
  await ask(given, 'POST', `/v1/plan/versions/${id}/publication`, undefined, given.member);
  const { page, close } = await browser.visit('sv');
  await page.goto('/inflode/plan/handelse?type=track&name=Sp%C3%A4rrad');
  const live = page.getByRole('region', { name: 'Gäller nu: version 1' });
  await live.getByText('Stoppa', { exact: true }).click();
  await live.getByText('De sparas under Ej mottaget').waitFor();
  const mode = async () => (await given.deps.postgres.query('select mode from plan_versions where id = $1', [id])).rows;
  expect(await mode()).toEqual([{ mode: 'observe' }]);
  await live.getByRole('button', { name: 'Ja, stoppa det som avviker' }).click();
  await page.getByRole('heading', { level: 2, name: /Spärrad.*Stoppa/ }).waitFor();
  expect(await mode()).toEqual([{ mode: 'block' }]);
  await close();
});

test('a name that has not come yet is planned from the search, and a live one is given an owner', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto('/inflode/plan');
  await page.getByLabel('Sök namn eller ansvarig').fill('Kundkväll Besökt');
  await page.getByRole('link', { name: 'Planera händelsen ”Kundkväll Besökt”' }).click();
  await page.getByRole('button', { name: 'Publicera' }).click();
  await page.getByRole('heading', { name: 'Gäller nu: version 1' }).waitFor();
  await page.getByText('Ansvarig och beskrivning').click();
  await page.getByLabel('Ansvarig', { exact: true }).fill('Butikerna');
  await page.getByRole('textbox', { name: 'Beskrivning' }).fill('Någon kom till en kundkväll.');
  await page.getByRole('form').getByRole('button', { name: 'Spara' }).click();
  await page.getByText('Ansvarig: Butikerna.').waitFor();
  await page.getByText('Någon kom till en kundkväll.').first().waitFor();
  await close();
});
