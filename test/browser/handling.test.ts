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

test('a contradiction is given to somebody, and declared to be meant with what customers are told', async () => {
  const { page, complaints, close } = await browser.visit('en');
  await page.clock.setFixedTime(given.clock.now());
  await page.goto(`/samstammighet/motsagelse/${planted.contradictionId}`);
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  const assigning = page.getByRole('form', { name: 'Give it to somebody' });
  expect(await assigning.getByLabel('Who sees to it').inputValue()).not.toBe('');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const away = page.getByRole('button', { name: 'Take the assignment away' });
  await away.click();
  await away.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Declare an exception' }).click();
  const form = page.getByRole('form', { name: 'The difference is meant' });
  await form.getByLabel('Between').selectOption('web');
  await form.getByRole('button', { name: 'Declare an exception' }).click();
  await form.getByText('Write what customers are to be told.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOfLayout(page)).toEqual([]);
  const day = new Date(given.clock.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('Until and including').fill(day);
  await form.getByLabel('What customers are told').fill('Web price: on the web only');
  await form.getByLabel('Reason').fill('The stock is cleared');
  const declared = page.waitForResponse((answer) => answer.url().endsWith('/v1/exceptions') && answer.status() === 201);
  await form.getByRole('button', { name: 'Declare an exception' }).click();
  await declared;
  await given.flush();
  await page.getByText('Excepted', { exact: true }).waitFor();
  await page.getByText('Web price: on the web only').waitFor();
  expect(complaints).toEqual([]);
  await close();
}, 90_000);
