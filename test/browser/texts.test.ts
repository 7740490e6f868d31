import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContradictionPage } from '../../src/speak/contradiction.contract.ts';
import { openApp, type TestApp } from '../given.ts';
import { ask } from '../stories/asking.ts';
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

test('a newsletter is pasted, shown with what was read in it, and stands in the list with its prices counted', async () => {
  const { page, complaints, close } = await browser.visit('en');
  await page.goto('/samstammighet/texter');
  await page.getByRole('link', { name: 'Take in a text' }).click();
  await page.getByRole('button', { name: 'Read the text' }).click();
  await page.getByText('Paste a text, of at most').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('What it is called').fill('week 48');
  await page
    .getByLabel('Text', { exact: true })
    .fill('Svara till siv@example.se.\nUlltröjan Fjäll nu 499 kr, ord. pris 599 kr. Kaffemugg 79 kr.');
  await page.getByRole('button', { name: 'Read the text' }).click();
  await page.getByText('1 price compared').waitFor();
  await page.getByText('1 piece of personal data masked').waitFor();
  await page.getByRole('row', { name: /^2 599 kr price of before/ }).waitFor();
  await page.getByRole('row', { name: /79 kr price – No: no known product is named beside the price/ }).waitFor();
  expect(await page.locator('mark[data-claim]').allTextContents()).toEqual(['499 kr']);
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.getByRole('link', { name: 'All texts' }).click();
  await page.getByRole('link', { name: 'week 48' }).waitFor();
  await page.getByText('1 price of a known product').waitFor();
  expect(await faultsOfLayout(page)).toEqual([]);
  await given.flush();
  const query = 'status=open&product=troja-ull&channel=newsletter';
  const found = await ask<ContradictionPage>(given, 'GET', `/v1/contradictions?${query}`);
  await page.goto(`/samstammighet/motsagelse/${found.contradictions[0]?.id}`);
  await page.getByRole('link', { name: '499 kr' }).click();
  expect(await page.locator('mark[data-here]').textContent()).toBe('499 kr');
  expect(complaints).toEqual([]);
  await close();
});
