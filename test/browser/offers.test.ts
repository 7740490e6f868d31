import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
import { decide } from '../stories/asking.ts';
import { faultsOf, faultsOfLayout } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { ingrid, plant } from './planted.ts';

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

test('an offer is written, told what it would contradict, approved, published all the same and ended', async () => {
  const { page, complaints, close } = await browser.visit('en');
  await page.goto('/budskap/erbjudanden');
  await page.getByRole('link', { name: 'Jeans i nyhetsbrevet vecka 47' }).waitFor();
  await page.getByRole('link', { name: 'New offer' }).click();
  await page.getByRole('button', { name: 'Write the draft' }).click();
  await page.getByText('Write a name for the offer.').waitFor();
  expect(await page.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('Name').fill('Tröja vecka 48');
  await page.getByLabel('Price', { exact: true }).fill('399');
  await page.getByLabel('Products', { exact: true }).fill('Ulltröjan');
  await page.getByRole('button', { name: 'Ulltröjan Fjäll · troja-ull' }).click();
  await page.getByRole('list', { name: 'Products chosen' }).getByText('Ulltröjan Fjäll').waitFor();
  await page.getByRole('checkbox', { name: 'Web', exact: true }).check();
  await page.getByRole('button', { name: 'Write the draft' }).click();
  await page.getByRole('heading', { name: 'What it would contradict' }).waitFor();
  await page.getByText('kr 599').first().waitFor();
  await page.getByRole('link', { name: 'Ulltröjan Fjäll' }).first().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText(/^The offer contradicts what is said elsewhere/).waitFor();
  expect(await page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(0);
  await page.setViewportSize(phone);
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.setViewportSize(desk);
  await page.getByRole('button', { name: 'Publish all the same' }).click();
  await page.getByText('holds now').waitFor();
  const told = async (channel: string): Promise<number | undefined> =>
    (await decide(given, { channel, identifiers: [ingrid], product: 'troja-ull' })).quote?.amount;
  expect([await told('store'), await told('web')]).toEqual([undefined, 399_00]);
  await page.getByRole('button', { name: 'End the offer' }).click();
  await page.getByRole('button', { name: 'Yes, end it' }).click();
  await page.getByText('What was promised while it held is kept.').waitFor();
  await page.getByRole('link', { name: 'Write a new one from this' }).click();
  await page.getByRole('list', { name: 'Products chosen' }).getByText('Ulltröjan Fjäll · troja-ull').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('an offer that nothing speaks against is written from another one with the keyboard alone, and published', async () => {
  const { page, complaints, close } = await browser.visit('sv');
  await page.goto('/budskap/erbjudanden?q=jeans');
  await page.getByRole('link', { name: 'Jeans i nyhetsbrevet vecka 47' }).press('Enter');
  await page.getByRole('link', { name: 'Skriv ett nytt utifrån detta' }).press('Enter');
  await page.getByLabel('Namn').fill('Mössa');
  await page.getByRole('button', { name: 'Ta bort jeans-norr' }).press('Enter');
  await page.getByLabel('Varor', { exact: true }).fill('mossa-7');
  await page.getByLabel('Varor', { exact: true }).press('Enter');
  await page.getByRole('list', { name: 'Valda varor' }).getByText('mossa-7').waitFor();
  await page.getByLabel('Namn').press('Enter');
  await page.getByText('Ingen kanal och inget annat erbjudande säger något annat.').waitFor();
  await page.getByRole('button', { name: 'Godkänn', disabled: false }).press('Enter');
  await page.getByRole('button', { name: 'Publicera', disabled: false }).press('Enter');
  await page.getByText('gäller nu').waitFor();
  await page.getByText('1 gång per kund').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('a draft is edited, its versions compared and restored, and the live offer is replaced by another', async () => {
  const { page, complaints, close } = await browser.visit('sv');
  const payload = {
    name: 'Vante vecka 48',
    terms: { kind: 'percent-off', percent: 20 },
    products: ['vante-3'],
    channels: ['app'],
    validFrom: '2026-11-20T08:00:00Z',
  };
  const made = await given.app.inject({ method: 'POST', url: '/v1/offers', headers: given.member, payload });
  await page.goto(`/budskap/erbjudanden/${made.json<{ id: string }>().id}`);
  await page.getByRole('link', { name: 'Ändra' }).press('Enter');
  await page.getByLabel('Rabatt i procent').fill('25');
  await page.getByLabel('Rabatt i procent').press('Enter');
  await page.getByText('25\u00a0% rabatt').first().waitFor();
  await page.getByRole('button', { name: 'Jämför med version 1' }).press('Enter');
  const table = page.getByRole('table');
  await table.getByText('20\u00a0% rabatt').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize(phone);
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.setViewportSize(desk);
  await page.getByRole('button', { name: 'Återställ Version 1' }).press('Enter');
  await page.getByText('återställd från version 1').waitFor();
  await page.getByRole('button', { name: 'Godkänn', disabled: false }).press('Enter');
  await page.getByRole('button', { name: 'Publicera', disabled: false }).press('Enter');
  await page.getByText('gäller nu').waitFor();
  expect(await page.getByRole('link', { name: 'Ändra' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Ersätt' }).press('Enter');
  await page.getByText(/tar platsen efter ”Vante vecka 48”/).waitFor();
  await page.getByLabel('Rabatt i procent').fill('30');
  await page.getByRole('button', { name: 'Skriv utkastet' }).press('Enter');
  await page.getByRole('link', { name: 'Vante vecka 48' }).waitFor();
  await page.getByRole('button', { name: 'Godkänn', disabled: false }).press('Enter');
  await page.getByRole('button', { name: 'Publicera', disabled: false }).press('Enter');
  await page.getByText('gäller nu').waitFor();
  await page.getByRole('link', { name: 'Vante vecka 48' }).press('Enter');
  await page.getByText('Ersatt av').waitFor();
  await page.getByText('avslutat', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
