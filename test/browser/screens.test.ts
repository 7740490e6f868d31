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

async function axeFaults(axe: AxeBuilder): Promise<string[]> {
  // The way without a second tab, which only pages with frames from elsewhere need: a third of the time.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`));
}

/** The scheme follows the computer's until somebody chooses one; of what axe looks at, only contrast depends on it. */
async function faultsInTheDark({ page }: Visit): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  const faults = await axeFaults(new AxeBuilder({ page }).withRules(['color-contrast']));
  await page.emulateMedia({ colorScheme: 'light' });
  return faults.map((fault) => `dark: ${fault}`);
}

/** What axe finds, and whether the page itself scrolls sideways. */
async function faultsOf(visit: Visit): Promise<string[]> {
  const { page } = visit;
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...(await axeFaults(new AxeBuilder({ page }))),
    ...(await faultsInTheDark(visit)),
    ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : []),
  ];
}

/** Each look walks through every screen, which takes its time on a busy machine. */
const WALK_MS = 180_000;

const named = (look: Look): string => `${look.language}, ${look.width} px`;

test.each(looks.map((look) => [named(look), look] as const))(
  'every screen is free of axe faults in light and dark, of complaints and of sideways scrolling (%s)',
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
  const visit = await browser.visit({ language: 'sv', width: 1440 });
  await show(visit, 'customer');
  expect(await visit.page.title()).toBe('Kund · Samspel');
  await visit.close();
});
