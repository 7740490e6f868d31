import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
import { faultsOf, faultsOfLayout } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { plant, type Planted } from './planted.ts';

let given: TestApp;
let browser: TestBrowser;
let planted: Planted;
beforeAll(async () => {
  given = await openApp();
  planted = await plant(given);
  browser = await openBrowser(given);
});
afterAll(async () => {
  await browser.close();
  await given.close();
});

test('a contradiction is accepted on its panel, stands as accepted, and opens again when that is taken back', async () => {
  const { page, complaints, close } = await browser.visit('en');
  await page.clock.setFixedTime(given.clock.now());
  await page.goto(`/samstammighet/motsagelse/${planted.contradictionId}`);
  const accept = page.getByRole('button', { name: 'Accept', exact: true });
  await accept.click();
  await page.keyboard.press('Escape');
  await accept.waitFor();
  await accept.click();
  const form = page.getByRole('form', { name: 'Let it stand for a time' });
  await form.getByRole('button', { name: 'Accept' }).click();
  await form.getByText('Write a reason that others understand.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOfLayout(page)).toEqual([]);
  await form.getByLabel('Reason').fill('The stock is cleared');
  const day = new Date(given.clock.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('Until and including').fill(day);
  await form.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('The stock is cleared').waitFor();
  await page.getByRole('button', { name: 'Take the acceptance back' }).click();
  await accept.waitFor();
  expect(complaints).toEqual([]);
  await close();
}, 90_000);
