import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../given.ts';
import { type Look, looks, openBrowser, type TestBrowser, type Visit } from './browser.ts';
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
  customers: { path: () => '/kunder', shows: 'Ingrid Svensson' },
  customer: { path: () => `/kunder/${planted.customerId}`, shows: 'Vandringskängan till telefonpris' },
  why: {
    path: () => `/kunder/${planted.customerId}/beslut/${planted.decisionId}`,
    shows: 'Löftet är öppet|The promise is open',
  },
} as const;

async function show({ page }: Visit, screen: keyof typeof screens): Promise<void> {
  await page.goto(screens[screen].path());
  await page.getByText(new RegExp(screens[screen].shows)).first().waitFor();
}

/** What axe finds, and whether the page itself scrolls sideways. */
async function faultsOf({ page }: Visit): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`)),
    ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : []),
  ];
}

/** Each look walks through every screen, which takes its time on a busy machine. */
const WALK_MS = 180_000;

const named = (look: Look): string => `${look.scheme}, ${look.language}, ${look.width} px`;

test.each(looks.map((look) => [named(look), look] as const))(
  'every screen is free of axe faults, complaints and sideways scrolling (%s)',
  async (_name, look) => {
    const visit = await browser.visit(look);
    const faults: string[] = [];
    for (const screen of Object.keys(screens) as (keyof typeof screens)[]) {
      await show(visit, screen);
      faults.push(...(await faultsOf(visit)).map((fault) => `${screen}: ${fault}`));
      expect(await visit.page.locator('html').getAttribute('lang')).toBe(look.language);
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
  const visit = await browser.visit({ scheme: 'light', language: 'sv', width: 1440 });
  await show(visit, 'customer');
  expect(await visit.page.title()).toBe('Kund · Samspel');
  await visit.close();
});
