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

async function send(call: object): Promise<void> {
  await given.app.inject({
    method: 'POST',
    url: '/v1/batch',
    headers: { authorization: `Bearer ${given.writeKey}` },
    payload: { batch: [call] },
  });
}

const WALK_MS = 180_000;

test(
  'what comes in is seen at once, paused by a key, and opened beside what it became',
  async () => {
    const { page, complaints, close } = await browser.visit('sv');
    await page.goto('/inflode');
    await page.getByText('Direkt', { exact: true }).waitFor();
    await send({ type: 'track', userId: 'ström', event: 'Tält provat' });
    const row = page.getByRole('button', { name: 'Tält provat' });
    await row.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('p');
    await send({ type: 'track', userId: 'ström', event: 'Tält köpt' });
    await page.getByText('1 ny väntar').waitFor();
    expect(await page.getByRole('button', { name: 'Tält köpt' }).count()).toBe(0);
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Tält köpt' }).waitFor();
    await row.click();
    await page.getByRole('dialog').getByText('Ingen var känd av något av det som kom').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  WALK_MS,
);

test(
  'a letter is found by its fault, tried, mended and taken in',
  async () => {
    await send({ type: 'track', userId: 'brev' });
    const { page, close } = await browser.visit('sv');
    await page.goto('/inflode/ej-mottaget');
    await page.getByRole('link', { name: /Fält fel: event/ }).click();
    await page.getByRole('link', { name: /event: found nothing/ }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('button', { name: 'Pröva' }).click();
    await panel.getByText('Den går inte att ta emot').waitFor();
    const text = panel.getByLabel('Det som kom');
    await text.fill('{\n  "type": ,\n}');
    await panel.getByText(/^Rad 2:/).waitFor();
    await text.fill(JSON.stringify({ type: 'track', userId: 'brev', event: 'Brevet kom fram' }));
    await panel.getByRole('button', { name: 'Pröva' }).click();
    await panel.getByText('Den går att ta emot nu').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Ta emot' }).click();
    await panel.getByText('Den ligger på den tid då den hände.').waitFor();
    await close();
  },
  WALK_MS,
);

test(
  'the health of sources and the test sender are free of axe faults, also on a phone',
  async () => {
    await given.flush();
    const { page, close } = await browser.visit('sv');
    const faults: string[] = [];
    for (const [path, shown] of [
      ['/inflode/kallor', 'hörs som vanligt'],
      ['/inflode/prova', 'Provsändare'],
      ['/inflode/ej-mottaget', 'Ej mottaget'],
    ] as const) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(path);
      await page.getByText(shown).first().waitFor();
      faults.push(...(await faultsOf(page)));
      await page.setViewportSize({ width: 390, height: 844 });
      faults.push(...(await faultsOfLayout(page)));
    }
    expect(faults).toEqual([]);
    await close();
  },
  WALK_MS,
);
