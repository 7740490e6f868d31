import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
import { faultsOf, faultsOfLayout, sidewaysFaults } from './axe.ts';
import { openBrowser, type TestBrowser, type Visit } from './browser.ts';
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

/** The screens by what they show; each is ready when the given text of the planted shop stands on it. */
const screens = {
  today: { path: () => '/', shows: 'Ulltröjan Fjäll' },
  board: { path: () => '/samstammighet', shows: 'Ulltröjan Fjäll' },
  contradictions: { path: () => '/samstammighet/motsagelser?status=open', shows: 'Ulltröjan Fjäll' },
  witness: { path: () => `/samstammighet/motsagelse/${planted.contradictionId}`, shows: 'rad 40|row 40' },
  exceptions: { path: () => '/samstammighet/undantag', shows: 'Inga undantag uttalade|No exceptions declared' },
  texts: { path: () => '/samstammighet/texter', shows: 'Inga texter inlästa|No texts taken in' },
  priceRule: { path: () => '/samstammighet/prisregel', shows: 'Så hålls regeln|How the rule is kept to' },
  offers: { path: () => '/budskap/erbjudanden', shows: 'Jeans i nyhetsbrevet vecka 47' },
  newOffer: { path: () => '/budskap/erbjudanden/nytt', shows: 'Skriv utkastet|Write the draft' },
  promises: { path: () => '/loften?state=open', shows: 'Vandringskängan till telefonpris' },
  customers: { path: () => '/kunder', shows: 'Ingrid Svensson' },
  segments: { path: () => '/kunder/malgrupper', shows: 'Inga målgrupper än|No segments yet' },
  newSegment: { path: () => '/kunder/malgrupper/ny', shows: 'Fyll i det som fattas|Fill in what is missing' },
  review: { path: () => '/kunder/granskning', shows: 'Ingen har letat än|Nobody has looked yet' },
  customer: { path: () => `/kunder/${planted.customerId}`, shows: 'Vandringskängan till telefonpris' },
  why: {
    path: () => `/kunder/${planted.customerId}/beslut/${planted.decisionId}`,
    shows: 'Löftet är öppet|The promise is open',
  },
  verdict: { path: () => '/inflode/underlag/email-reach', shows: 'Täckning per kanal|Coverage by channel' },
  question: { path: () => '/inflode/underlag/ny', shows: 'Säg vad du vill veta|Say what you want to know' },
} as const;

async function show({ page }: Visit, screen: keyof typeof screens): Promise<void> {
  await page.goto(screens[screen].path());
  await page.getByText(new RegExp(screens[screen].shows)).first().waitFor();
}

/** A walk through every screen takes its time on a busy machine: so long for each, in milliseconds. */
const WALK_MS = 20_000 * Object.keys(screens).length;

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

test.each(['sv', 'en'] as const)(
  'every screen is free of axe faults in light and dark, of complaints and of sideways scrolling (%s)',
  async (language) => {
    const visit = await browser.visit(language);
    const { page } = visit;
    const faults: string[] = [];
    for (const screen of Object.keys(screens) as (keyof typeof screens)[]) {
      await page.setViewportSize(desk);
      await show(visit, screen);
      // What axe looks at depends on the language only in its words, which the dictionaries' own test holds together.
      const wide = language === 'sv' ? await faultsOf(page) : await sidewaysFaults(page);
      await page.setViewportSize(phone);
      const narrow = language === 'sv' ? await faultsOfLayout(page) : await sidewaysFaults(page);
      faults.push(...[...wide, ...narrow.map((fault) => `390 px: ${fault}`)].map((fault) => `${screen}: ${fault}`));
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
    }
    expect(faults).toEqual([]);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  },
  WALK_MS,
);

test('a browser without a session is told how to get one', async () => {
  const visit = await browser.visitAsStranger();
  await visit.page.goto('/kunder');
  await visit.page.getByText('npm run -s samspel -- login').waitFor();
  await visit.close();
});

test('page titles name the screen and never the customer', async () => {
  const visit = await browser.visit('sv');
  await show(visit, 'customer');
  expect(await visit.page.title()).toBe('Kund · Samspel');
  await visit.close();
});
