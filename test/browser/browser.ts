import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../scripts/chromium.ts';
import type { TestApp } from '../given.ts';

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export type Visit = { readonly page: Page; readonly complaints: string[]; readonly close: () => Promise<void> };

export type TestBrowser = {
  /** A logged-in visit at a desk, in one language. `complaints` collects what the console and the network complained about. */
  readonly visit: (language: 'sv' | 'en') => Promise<Visit>;
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
  const newContext = (): Promise<BrowserContext> =>
    browser.newContext({
      baseURL: base,
      viewport: { width: 1440, height: 900 },
      locale: 'sv-SE',
      timezoneId: 'Europe/Stockholm',
      reducedMotion: 'reduce',
      colorScheme: 'light',
    });
  return {
    async visit(language) {
      const context = await newContext();
      const [name = '', value = ''] = (given.member['cookie'] ?? '').split('=', 2);
      await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Lax' }]);
      // Only where nothing is kept yet, so that what a test chooses lives through a reload.
      await context.addInitScript((spoken) => {
        // A frame that is shut off from everything has nothing to keep.
        if (window.origin === 'null') return;
        if (localStorage.getItem('samspel.language') === null) localStorage.setItem('samspel.language', spoken);
      }, language);
      return openPage(context);
    },
    async visitAsStranger() {
      return openPage(await newContext());
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
