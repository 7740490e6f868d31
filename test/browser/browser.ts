import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../scripts/chromium.ts';
import type { TestApp } from '../given.ts';

/** One way of looking at the app; each screen is held against all of them, light and dark. */
export type Look = { readonly language: 'sv' | 'en'; readonly width: 1440 | 390 };

export const looks: readonly Look[] = [
  { language: 'sv', width: 1440 },
  { language: 'sv', width: 390 },
  { language: 'en', width: 1440 },
  { language: 'en', width: 390 },
];

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export type Visit = { readonly page: Page; readonly complaints: string[]; readonly close: () => Promise<void> };

export type TestBrowser = {
  /** A logged-in visit in one look. `complaints` collects what the console and the network complained about. */
  readonly visit: (look: Look) => Promise<Visit>;
  /** A visit without a session. */
  readonly visitAsStranger: () => Promise<Visit>;
  readonly close: () => Promise<void>;
};

async function openPage(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints, close: () => context.close() };
}

/** Chromium against the given server, which listens on a free port of this machine. */
export async function openBrowser(given: TestApp): Promise<TestBrowser> {
  const base = await given.app.listen({ host: '127.0.0.1', port: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'samspel-chromium-'));
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: flags.split(' ') });
  const contextFor = (width: number): Promise<BrowserContext> =>
    browser.newContext({
      baseURL: base,
      viewport: { width, height: width === 390 ? 844 : 900 },
      locale: 'sv-SE',
      timezoneId: 'Europe/Stockholm',
      reducedMotion: 'reduce',
      colorScheme: 'light',
    });
  return {
    async visit({ language, width }) {
      const context = await contextFor(width);
      const [name = '', value = ''] = (given.member['cookie'] ?? '').split('=', 2);
      await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Lax' }]);
      // Only where nothing is kept yet, so that what a test chooses lives through a reload.
      await context.addInitScript((spoken) => {
        if (localStorage.getItem('samspel.language') === null) localStorage.setItem('samspel.language', spoken);
      }, language);
      return openPage(context);
    },
    async visitAsStranger() {
      return openPage(await contextFor(1440));
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
