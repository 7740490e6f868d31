import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SourceView } from '../../src/organisation/source.contract.ts';
import { addSource } from '../../src/organisation/source.service.ts';
import { openApp, type TestApp } from '../given.ts';
import { faultsOf, faultsOfLayout, sidewaysFaults } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let given: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  given = await openApp();
  const belongs = { channel: 'store', department: 'Butik', owner: 'Åke Tallsund' };
  await addSource(given.deps, { name: 'Kassan i Umeå', purpose: 'Kvitton från kassorna', ...belongs });
  browser = await openBrowser(given);
});
afterAll(async () => {
  await browser.close();
  await given.close();
});

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const WALK_MS = 180_000;

async function send(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const payload = { userId: 'u', event: 'Seen' };
  return (await given.app.inject({ method: 'POST', url: '/v1/track', headers, payload })).statusCode;
}

test(
  'a source is made, its key shown once, rotated and revoked, by the keyboard where it matters',
  async () => {
    const { page, complaints, close } = await browser.visit('sv');
    await page.goto('/installningar/kallor');
    await page.getByRole('link', { name: 'Ny källa' }).first().click();
    await page.getByLabel('Namn').fill('Webbutiken');
    await page.getByLabel('Kanal').selectOption('web');
    await page.getByLabel('Ansvarig').fill('Åsa Lind');
    await page.getByLabel('Sidor som får skicka').fill('shop.example');
    await page.getByRole('button', { name: 'Gör källan' }).click();
    await page.getByText('Skriv med schema och värd').waitFor();
    await page.getByLabel('Sidor som får skicka').fill('https://shop.example');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Gör källan' }).press('Enter');
    await page.getByRole('heading', { name: 'Webbutiken', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/installningar/kallor/webbutiken');

    await page.getByRole('button', { name: 'Ny nyckel' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'visas bara den här gången' });
    const key = await alert.locator('code').innerText();
    expect(key).toMatch(/^wk_[\w-]{32}$/);
    expect(await page.locator('pre').innerText()).toContain(key);
    expect(await send(key)).toBe(200);
    await alert.getByRole('button', { name: 'Jag har kopierat den' }).click();
    expect(await page.content()).not.toContain(key);

    const shown = `${key.slice(0, 7)}…`;
    await page.getByRole('button', { name: `Byt nyckeln ${shown}` }).press('Enter');
    await page.getByLabel('Hur länge ska den gamla gälla').selectOption('0');
    await page.getByRole('button', { name: 'Byt nyckel', exact: true }).click();
    const fresh = await alert.locator('code').innerText();
    expect([await send(key), await send(fresh)]).toEqual([401, 200]);
    await alert.getByRole('button', { name: 'Jag har kopierat den' }).click();

    await page.getByRole('button', { name: `Återkalla nyckeln ${fresh.slice(0, 7)}…` }).click();
    await page.keyboard.press('Enter');
    await page.getByText(/^Återkallad/).waitFor();
    expect(await send(fresh)).toBe(401);
    await page.getByText('Owner återkallade en nyckel').waitFor();
    // What was written wrong on purpose, and nothing else.
    expect(complaints).toEqual([expect.stringContaining('400')]);
    await close();
  },
  WALK_MS,
);

test(
  'a source is paused, said anew and taken away from its page',
  async () => {
    const { page, close } = await browser.visit('sv');
    await page.goto('/installningar/kallor?q=umeå');
    await page.getByRole('link', { name: 'Kassan i Umeå' }).click();
    await page.getByRole('button', { name: 'Pausa' }).click();
    await page.getByText('avvisas med 403').waitFor();
    await page.getByLabel('Avdelning').fill('Butik Norr');
    await page.getByRole('button', { name: 'Spara' }).click();
    await page.getByText('Sparat').waitFor();
    const read = await given.app.inject({ url: '/v1/sources/kassan-i-umea', headers: given.member });
    expect(read.json<SourceView>()).toMatchObject({ state: 'paused', department: 'Butik Norr', owner: 'Åke Tallsund' });
    await page.getByText('Owner ändrade avdelning').waitFor();
    await page.getByRole('button', { name: 'Återuppta' }).click();
    await page.getByRole('button', { name: 'Pausa' }).waitFor();
    await page.getByRole('button', { name: 'Ta bort källan' }).click();
    await page.getByRole('button', { name: 'Ja, ta bort' }).click();
    await page.waitForURL('**/installningar/kallor');
    await page.getByRole('link', { name: 'test source' }).waitFor();
    expect(await page.getByText('Kassan i Umeå').count()).toBe(0);
    await close();
  },
  WALK_MS,
);

test.each(['sv', 'en'] as const)(
  'the screens of sources are free of axe faults in light and dark, of complaints and of sideways scrolling (%s)',
  async (language) => {
    const visit = await browser.visit(language);
    const { page } = visit;
    const screens = {
      list: ['/installningar/kallor', 'test source'],
      nothing: ['/installningar/kallor?q=ingenstans', language === 'sv' ? 'Ingen källa passar' : 'No source fits'],
      new: ['/installningar/ny-kalla', language === 'sv' ? 'Gör källan' : 'Make the source'],
      one: ['/installningar/kallor/test-source', 'analytics-node'],
    } as const;
    const faults: string[] = [];
    for (const [screen, [path, shows]] of Object.entries(screens)) {
      await page.setViewportSize(desk);
      await page.goto(path);
      await page.getByText(shows).first().waitFor();
      const wide = language === 'sv' ? await faultsOf(page) : await sidewaysFaults(page);
      await page.setViewportSize(phone);
      const narrow = language === 'sv' ? await faultsOfLayout(page) : await sidewaysFaults(page);
      faults.push(...[...wide, ...narrow.map((fault) => `390 px: ${fault}`)].map((fault) => `${screen}: ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  },
  WALK_MS,
);

test('sources are found in the palette and under the settings', async () => {
  const { page, close } = await browser.visit('sv');
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Sök kund, vara, budskap eller sida …').fill('källor');
  await page.getByRole('dialog').getByText('Källor').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/installningar/kallor');
  await page.goto('/');
  await page.getByRole('button', { name: 'Inställningar' }).click();
  await page.getByRole('link', { name: 'Källor' }).click();
  await page.waitForURL('**/installningar/kallor');
  await close();
});
