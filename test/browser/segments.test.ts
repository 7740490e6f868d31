import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SegmentView } from '../../src/understand/segment.contract.ts';
import { openApp, type TestApp } from '../given.ts';
import { faultsOf, faultsOfLayout } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { plant } from './planted.ts';

let given: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  given = await openApp();
  await plant(given);
  browser = await openBrowser(given);
});
afterAll(async () => {
  await browser.close();
  await given.close();
});

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<SegmentView> {
  const answer = await given.app.inject({ method, url, headers: given.member, ...(payload && { payload }) });
  return answer.json<SegmentView>();
}

test('a segment is written by choosing with the keyboard alone, counted, changed and restored', async () => {
  const { page, complaints, close } = await browser.visit('en');
  await page.goto('/kunder');
  await page.getByRole('link', { name: 'Segments' }).press('Enter');
  await page.getByText('No segments yet').waitFor();
  await page.getByRole('link', { name: 'New segment' }).press('Enter');
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await page.getByText('Write a name for the segment.').waitFor();
  await page.getByText('Choose an event.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Name', { exact: true }).fill('Trogna i Östersund');
  await page.getByRole('option', { name: 'Bought · Order Completed' }).waitFor({ state: 'attached' });
  await page.getByRole('combobox', { name: 'Event' }).pressSequentially('Bought');
  await page.getByLabel('Times').fill('2');
  await page.getByText('Whoever did “Bought” at least 2 times').waitFor();
  await page.getByRole('button', { name: 'Attribute' }).press('Enter');
  // What is added takes the focus, so that it can be written at once.
  await page.keyboard.type('city');
  await page.getByRole('textbox', { name: 'Value' }).fill('Östersund');
  await page
    .getByRole('status')
    .filter({ hasText: /^1 customer$/ })
    .waitFor();
  await page.getByRole('link', { name: 'Ingrid Svensson' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize(phone);
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.setViewportSize(desk);
  await page.getByRole('textbox', { name: 'Value' }).press('Enter');
  await page.getByRole('heading', { name: 'Trogna i Östersund' }).waitFor();
  await page.getByRole('link', { name: 'Ingrid Svensson' }).waitFor();
  await page.getByText('Whoever did “Bought” at least 2 times and city is "Östersund"').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize(phone);
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.setViewportSize(desk);
  await page.getByRole('link', { name: 'Change' }).press('Enter');
  await page.getByRole('textbox', { name: 'Value' }).fill('Umeå');
  await page
    .getByRole('status')
    .filter({ hasText: /^0 customers$/ })
    .waitFor();
  await page.getByRole('button', { name: 'Remove condition 1' }).press('Enter');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Event');
  await page.getByRole('button', { name: 'Save as version 2' }).press('Enter');
  await page.getByText('The rule holds for nobody right now.').waitFor();
  await page.getByRole('button', { name: 'Restore Version 1' }).press('Enter');
  await page.getByRole('link', { name: 'Ingrid Svensson' }).waitFor();
  await page
    .getByText(/^Version 3/)
    .first()
    .waitFor();
  await page.goto('/kunder/malgrupper?q=trogna');
  await page.getByRole('link', { name: 'Trogna i Östersund' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('a rule that cannot be chosen is shown as it is, and kept so whatever else is changed', async () => {
  const rule = { all: [{ did: 'Order Completed', source: 'shop', atLeast: 1, atMost: 40 }, { has: 'email' }] };
  const { id } = await call('POST', '/v1/segments', { name: 'Rich', rule });
  const { page, complaints, close } = await browser.visit('en');
  await page.goto(`/kunder/malgrupper/${id}/andra`);
  await page.getByText('This rule is richer than what can be chosen here.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Name', { exact: true }).fill('Richer');
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await page.getByRole('heading', { name: 'Richer' }).waitFor();
  expect(await call('GET', `/v1/segments/${id}`)).toMatchObject({ name: 'Richer', version: 2, rule });
  await page.getByRole('link', { name: 'Change' }).click();
  const json = page.getByLabel('The rule as JSON');
  await json.fill('{ "did": "Order Completed", "within": { "days": -1 } }');
  await page.getByText(/rule\.within\.days holds -1/).waitFor();
  await json.fill('{ "did": "Order Completed", "within": { "days": 7 } }');
  await page.getByText('Whoever did “Bought” within the last 7 days').waitFor();
  await page.getByRole('button', { name: 'Write by choosing' }).click();
  expect(await page.getByLabel('How many').inputValue()).toBe('7');
  expect(complaints).toEqual([]);
  await close();
});

test('who saves after somebody else is told what they saved, and may save on top of it', async () => {
  const { id } = await call('POST', '/v1/segments', { name: 'Reached', rule: { has: 'email' } });
  const { page, close } = await browser.visit('sv');
  await page.goto(`/kunder/malgrupper/${id}/andra`);
  await page.getByLabel('Identifierare', { exact: true }).selectOption('phone');
  await call('PUT', `/v1/segments/${id}`, { name: 'Reached', rule: { has: 'device' }, version: 1 });
  await page.getByRole('button', { name: 'Spara som version 2' }).click();
  await page.getByText(/hann spara version 2 medan du skrev: ”Reached”, den som har en identifierare/).waitFor();
  await page.getByRole('button', { name: 'Spara som version 3' }).click();
  await page.getByRole('heading', { name: 'Reached' }).waitFor();
  expect(await call('GET', `/v1/segments/${id}`)).toMatchObject({ version: 3, rule: { has: 'phone' } });
  await close();
});
