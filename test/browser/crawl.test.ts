import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCrawl } from '../../src/collect/crawl/crawl-run.service.ts';
import type { CrawlSiteView } from '../../src/collect/crawl/crawl-site.contract.ts';
import { openApp, type TestApp } from '../given.ts';
import { ask } from '../stories/asking.ts';
import { closeShops, doorOf, pages, productPage, shop } from '../web-shop.ts';
import { faultsOf, faultsOfLayout } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let given: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  given = await openApp();
  browser = await openBrowser(given);
});
afterAll(async () => {
  closeShops();
  await browser.close();
  await given.close();
});

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

test('pages are added, read, told of in plain words, and taken away', async () => {
  const own = await shop(
    pages({
      '/robots.txt': 'User-agent: *\nDisallow: /konto',
      '/': '<a href="/a"><a href="/gone"><a href="/bad"><a href="/konto">',
      '/a': productPage('jacka', '100'),
      '/bad': productPage('troja', 'ring oss'),
    }),
  );
  const { page, complaints, close } = await browser.visit('en');
  await page.goto('/');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Pages that are read' }).click();
  await page.getByText('No pages are read yet').waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Add pages' }).click();
  const form = page.getByRole('form', { name: 'Add pages' });
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await form.getByText('Write at least one whole address').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await form.getByLabel('Addresses to begin at').fill(`${own.origin}/`);
  await page.keyboard.press('Tab');
  await form.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await page.getByText('Not read yet.').waitFor();

  await page.getByRole('button', { name: 'Read now' }).press('Enter');
  await page.getByText('Waiting for its turn').waitFor();
  await given.flush();
  await page.getByText("The address leads into a network of one's own.").waitFor();

  const { sites } = await ask<{ sites: CrawlSiteView[] }>(given, 'GET', '/v1/crawl-sites', undefined, given.member);
  await runCrawl(given.deps, doorOf(), sites[0]?.id ?? '');
  await page.reload();
  await page.getByText('3 pages read').waitFor();
  await page.getByText('1 price taken in').waitFor();
  await page.getByText("The site's robots.txt asks that the page be left alone.").waitFor();
  await page.getByText('The server answered 404 instead of the page.').waitFor();
  await page.getByText('1 price could not be taken in').click();
  await page.getByText('price: “ring oss” is no price with a currency.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize(phone);
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.setViewportSize(desk);

  // The focus goes to the next site, and from the last one to the title of the page.
  const starts = ['https://outlet.fjallro.example/'];
  await ask(given, 'POST', '/v1/crawl-sites', { channel: 'web', starts }, given.member);
  await page.reload();
  const focused = () =>
    page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent}`);
  const takeAwayFirst = async (): Promise<void> => {
    await page
      .getByRole('button', { name: /^Take away / })
      .first()
      .press('Enter');
    await page.getByRole('button', { name: 'Yes, take away' }).press('Enter');
  };
  await page.getByRole('heading', { name: 'outlet.fjallro.example' }).waitFor();
  const first = await page.getByRole('heading', { level: 2 }).first().textContent();
  const others = (await page.getByRole('heading', { level: 2 }).allTextContents()).filter((each) => each !== first);
  await takeAwayFirst();
  await expect.poll(focused).toBe(`H2 ${others[0]}`);
  await takeAwayFirst();
  await page.getByText('No pages are read yet').waitFor();
  await expect.poll(focused).toBe('H1 Pages that are read');
  expect(complaints.filter((each) => !each.includes('400'))).toEqual([]);
  await close();
});

test('the pages that are read are found in the palette', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Sök kund, vara, budskap eller sida …').fill('sidor som');
  await page.getByRole('dialog').getByText('Sidor som läses').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Sidor som läses' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/installningar/sidor');
  await close();
});
