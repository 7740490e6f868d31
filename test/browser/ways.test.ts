import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
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

const desk = { language: 'sv', width: 1440 } as const;

test('the keyboard alone goes from Idag to a witness and back to the same row', async () => {
  const { page, close } = await browser.visit(desk);
  await page.goto('/');
  await page.getByRole('link', { name: 'Ulltröjan Fjäll' }).waitFor();
  await page.keyboard.press('j');
  const name = await page.evaluate(() => document.activeElement?.textContent ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('heading', { name }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/samstammighet\/motsagelse\//);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/');
  await page.waitForFunction((was) => document.activeElement?.textContent === was, name);
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await page.waitForURL('**/kunder');
  await close();
});

test('a filter stands in the address, and lives through a reload and the back button', async () => {
  const { page, close } = await browser.visit(desk);
  await page.goto('/samstammighet');
  const jacket = page.getByRole('rowheader', { name: /Skaljacka/ });
  await jacket.waitFor();
  await page.getByLabel('Sök vara').fill('tröja');
  await page.waitForURL('**/samstammighet?q=tr%C3%B6ja');
  await jacket.waitFor({ state: 'detached' });
  await page.getByText('Tyst', { exact: true }).click();
  await page.waitForURL('**/*state=silent');
  await page.reload();
  await page.getByText('Ingen vara passar filtret').waitFor();
  expect(await page.getByLabel('Sök vara').inputValue()).toBe('tröja');
  await page.goBack();
  await page.getByRole('rowheader', { name: /Ulltröjan/ }).waitFor();
  await close();
});

test('the board tells silence from agreement in words, and a red cell opens its witness', async () => {
  const { page, close } = await browser.visit(desk);
  await page.goto('/samstammighet');
  const jeans = page.getByRole('row', { name: /jeans-norr/ });
  await jeans.getByText('tyst').first().waitFor();
  await page.getByRole('link', { name: /Ulltröjan Fjäll i Butik/ }).click();
  const witness = page.getByRole('dialog');
  await witness.getByText('priser/store-2026-11-22.csv').first().waitFor();
  await witness.getByText(/Butik är .* dyrare/).waitFor();
  await close();
});

test('the language is switched without a reload and kept', async () => {
  const { page, close } = await browser.visit(desk);
  await page.goto('/');
  await page.getByRole('button', { name: 'Inställningar' }).click();
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await close();
});

test('"Varför?" opens the reasons of a decision, with the promise from the phone repeated in the chat', async () => {
  const { page, close } = await browser.visit(desk);
  await page.goto(`/kunder/${planted.customerId}`);
  await page
    .getByRole('link', { name: /^Varför\?/ })
    .first()
    .click();
  const reasons = page.getByRole('dialog');
  await reasons.getByText(/Svaret upprepar löftet/).waitFor();
  expect(await reasons.getByText(/Löftet är öppet: det gavs i Telefon/).count()).toBe(1);
  await close();
});

test('the time line shows one channel when asked, and more when asked', async () => {
  const { page, close } = await browser.visit(desk);
  await page.goto(`/kunder/${planted.customerId}`);
  const chat = page.getByText('Chatt avslutad');
  await chat.first().waitFor();
  const before = await chat.count();
  await page.getByRole('button', { name: 'Visa fler' }).click();
  await page.waitForFunction(
    ([text, count]) =>
      [...document.querySelectorAll('main li')].filter((row) => row.textContent?.includes(text)).length > count,
    ['Chatt avslutad', before] as const,
  );
  await page.getByLabel('Kanal').selectOption('phone');
  await page.waitForURL('**/*channel=phone');
  await chat.first().waitFor({ state: 'detached' });
  await close();
});

test('Ctrl-K finds a customer by name and goes there', async () => {
  const { page, close } = await browser.visit(desk);
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Sök kund, vara eller sida …').fill('ingrid');
  await page.getByRole('dialog').getByText('Ingrid Svensson').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/kunder/${planted.customerId}`);
  await close();
});
