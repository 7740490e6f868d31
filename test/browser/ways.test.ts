import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
import { faultsOf } from './axe.ts';
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

test('the keyboard alone goes from Idag to a witness and back to the same row', async () => {
  const { page, close } = await browser.visit('sv');
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
  const { page, close } = await browser.visit('sv');
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

test('the list of contradictions is filtered by aspect, and the address holds it', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto('/samstammighet/motsagelser?q=skal-sarek');
  const jacket = page.getByRole('link', { name: /Skaljacka/ }).first();
  await jacket.waitFor();
  await page.getByLabel('Avseende').selectOption({ label: 'Olika kod' });
  await page.waitForURL('**/motsagelser?q=skal-sarek&aspect=code');
  await page.getByText('Ingen motsägelse passar filtret').waitFor();
  const csv = page.getByRole('link', { name: /CSV/ });
  expect(await csv.getAttribute('href')).toBe('/v1/contradictions.csv?q=skal-sarek&aspect=code');
  await page.reload();
  expect(await page.getByLabel('Avseende').inputValue()).toBe('code');
  await page.getByLabel('Avseende').selectOption({ label: 'Olika pris' });
  await jacket.waitFor();
  await page.goto('/samstammighet/motsagelser?kind=missing');
  await page
    .getByText(/^\d+ kund(er)? kan möta båda$/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'jeans-norr' }).first().click();
  await page.getByRole('dialog').getByText('vad erbjudandet drar av i kronor är inte känt').waitFor();
  await close();
});

test('the board tells silence from agreement in words, and a red cell opens its witness', async () => {
  const { page, close } = await browser.visit('sv');
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
  const { page, close } = await browser.visit('sv');
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
  const { page, close } = await browser.visit('sv');
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
  const { page, close } = await browser.visit('sv');
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
  const { page, close } = await browser.visit('sv');
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Sök kund, vara, budskap eller sida …').fill('ingrid');
  await page.getByRole('dialog').getByText('Ingrid Svensson').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/kunder/${planted.customerId}`);
  await close();
});

/** Tabs until the focus stands on what is named so; never a click. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
  for (let tabs = 0; tabs < 30 && (await focused()) !== name; tabs += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe(name);
}

const offerButton = 'Gör ett erbjudande som gäller i båda kanalerna';

test('the keyboard alone answers a contradiction by an offer, and ends the offer again', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto(`/samstammighet/motsagelse/${planted.contradictionId}`);
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: offerButton }).waitFor();
  await tabTo(page, offerButton);
  await page.keyboard.press('Enter');
  const form = panel.getByRole('form', { name: 'Erbjudande på Ulltröjan Fjäll' });
  await form.getByText('Butik visar 599 kr: kassan måste fråga Samspel eller ändra sitt pris.').waitFor();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(offerButton);
  await page.keyboard.press('Enter');
  await form.waitFor();
  expect(await faultsOf(page)).toEqual([]);

  // From the name, which has the focus, to the price; what is no price is told at the field, which gets the focus.
  expect(await form.getByLabel('Fast pris (SEK)').inputValue()).toBe('419,30');
  await page.keyboard.press('Tab');
  await page.keyboard.type('billigt');
  await page.keyboard.press('Enter');
  await form.getByText('Skriv ett pris i siffror, som 699 eller 699,50.').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('425');
  await form.getByText(/^Den som frågar i .* får då Ulltröjan Fjäll för 425\skr\.$/).waitFor();
  await page.keyboard.press('Enter');
  await panel.getByText('Kanalerna jämförs om just nu').waitFor();
  await given.flush();
  await panel.getByText('Besvarad', { exact: true }).waitFor();
  await panel.getByText('Ulltröjan Fjäll, samma pris överallt').waitFor();

  await tabTo(page, 'Avsluta erbjudandet');
  await page.keyboard.press('Enter');
  await panel.getByText('Det som redan är lovat hålls.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Ja, avsluta' }).waitFor({ state: 'detached' });
  await given.flush();
  await panel.getByRole('button', { name: offerButton }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(offerButton);
  await close();
});

test('an offer that cannot be made says why, and is made once when tried again', async () => {
  const { page, close } = await browser.visit('sv');
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/offers'))
      keys.push(request.headers()['idempotency-key']);
  });
  // The offer is written, but the answer is lost on its way.
  await page.route('**/v1/offers', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.goto(`/samstammighet/motsagelse/${planted.contradictionId}`);
  await page.getByRole('button', { name: offerButton }).click();
  const send = page.getByRole('button', { name: 'Publicera erbjudandet' });
  await send.click();
  await page.getByRole('alert').getByText('Servern svarar inte').waitFor();
  await page.unroute('**/v1/offers');
  await send.click();
  await page.getByText('Kanalerna jämförs om just nu').waitFor();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  await close();
});

test('a reader sees the contradiction and no button to put it right', async () => {
  const { page, close } = await browser.visit('sv');
  await page.route('**/v1/session', async (route) => {
    const reply = await route.fetch();
    const session = (await reply.json()) as { member: object };
    await route.fulfill({ response: reply, json: { ...session, member: { ...session.member, role: 'reader' } } });
  });
  await page.goto('/samstammighet/motsagelser?q=skal-sarek&status=open');
  await page
    .getByRole('link', { name: /Skaljacka/ })
    .first()
    .click();
  await page.getByRole('dialog').getByText('Inget än.').waitFor();
  await page.getByRole('dialog').getByRole('heading', { name: 'Iakttagelser av varan' }).waitFor();
  expect(await page.getByRole('button', { name: offerButton }).count()).toBe(0);
  await close();
});

test('g l goes to the promises, whose filter stands in the address and whose rows open the customer', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Idag' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.getByRole('heading', { level: 1, name: 'Löften' }).waitFor();
  const promise = page.getByRole('link', { name: 'Vandringskängan till telefonpris' });
  await promise.waitFor();
  await page.getByLabel('Läge').selectOption('kept');
  await page.getByText('Inget löfte passar filtret').waitFor();
  expect(new URL(page.url()).search).toBe('?state=kept');
  await page.reload();
  await page.getByRole('button', { name: 'Rensa' }).click();
  await promise.waitFor();
  await page.getByLabel('Sök löfte eller vara').fill('finns inte');
  await page.getByText('Inget löfte passar filtret').waitFor();
  await page.goto('/loften?q=telefonpris');
  await promise.waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/kunder/${planted.customerId}`);
  await close();
});

test('Idag leads from its counts of promises to the promises that were counted', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto('/');
  await page.getByRole('link', { name: /^Öppna löften/ }).click();
  await page.waitForURL('**/loften?state=open');
  await page.goBack();
  await page.getByRole('link', { name: /senaste veckan$/ }).click();
  await page.waitForURL('**/loften?state=kept');
  await close();
});
