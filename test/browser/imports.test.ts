import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
import { faultsOf, faultsOfLayout } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let given: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  given = await openApp();
  browser = await openBrowser(given);
});
afterAll(async () => {
  await browser.close();
  await given.close();
});

const WALK_MS = 180_000;
const receipts = `Kvittonr;Datum;Medlemsnr;Artikelnr;Antal;À-pris
1001;2026-11-20;9752;J-1;1;1 299,00
1001;2026-11-20;9752;M-2;2;199,50
1002;2026-11-20;;M-2;1;199,50
1003;igår;9753;M-2;1;199,50
1004;2026-11-21;9754;S-9;1;699,00
`;

test(
  'a file is chosen, its guess looked at and changed, read in and followed, in Swedish, without axe faults',
  async () => {
    const { page, complaints, close } = await browser.visit('sv');
    const faults: string[] = [];
    await page.goto('/inflode/importer');
    await page.getByText('Ingen fil är inläst än').waitFor();
    faults.push(...(await faultsOf(page)));

    await page
      .getByLabel('Släpp en fil här')
      .setInputFiles({ name: 'kvitton.csv', mimeType: 'text/csv', buffer: Buffer.from(receipts) });
    await page.getByText('De första 5 raderna blir 3 händelser, varav 1 utan känd kund; 1 tas inte emot.').waitFor();
    faults.push(...(await faultsOf(page)));
    await page.setViewportSize({ width: 390, height: 844 });
    faults.push(...(await faultsOfLayout(page)).map((fault) => `390 px: ${fault}`));
    await page.setViewportSize({ width: 1440, height: 900 });

    // Without a time nothing can be made, and the page says so; given back, the events stand there again.
    await page.getByLabel('Vad Datum blir').selectOption({ label: 'Tas inte med' });
    await page.getByText('Ingen kolumn säger när något hände').waitFor();
    await page.getByLabel('Vad Datum blir').selectOption({ label: 'Tidpunkt eller dag' });
    await page.getByLabel('Vad som hände').fill('Order Paid');
    await page.getByText('Order Paid').first().waitFor();

    await page.getByRole('button', { name: 'Läs in filen' }).press('Enter');
    await page.getByText('Väntar på sin tur').waitFor();
    await given.flush();
    await page.getByText('Ej mottagna rader (1)').waitFor();
    await page.getByText('found "igår"').waitFor();
    faults.push(...(await faultsOf(page)));

    await page.getByRole('link', { name: 'Alla filer' }).press('Enter');
    await page.getByText('3 mottagna, 1 ej mottagna').waitFor();
    faults.push(...(await faultsOf(page)));
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  WALK_MS,
);

test(
  'the same file read in the same way again leads to what came of it before (English)',
  async () => {
    const { page, close } = await browser.visit('en');
    for (let time = 0; time < 2; time += 1) {
      await page.goto('/inflode/importer');
      await page.getByLabel('Drop a file here').setInputFiles({
        name: 'visits.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('card number,date\n17,2026-11-20\n'),
      });
      await page.getByRole('button', { name: 'Read the file in' }).click();
      await page.getByText('What came of it').or(page.getByText('So far')).waitFor();
      await given.flush();
      await page.getByText('What came of it').waitFor();
    }
    const { rows } = await given.deps.postgres.query(
      `select count(*) as n from imports where file_name = 'visits.csv'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
    await close();
  },
  WALK_MS,
);
