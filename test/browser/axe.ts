import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const rulesOfColour = ['color-contrast'];

/** Only what is wrong is told of whole: the description of all that is right takes most of axe's time. */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
}

async function axeFaults(axe: AxeBuilder): Promise<string[]> {
  // The way without a second tab, which only pages with frames from elsewhere need: a third of the time.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.html} ${node.any[0]?.message ?? ''}`),
  );
}

/** Turns the computer light or dark, and waits until the page has turned and been drawn. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}

/** The scheme follows the computer's until somebody chooses one; of what axe looks at, only contrast depends on it. */
async function faultsInTheDark(page: Page): Promise<string[]> {
  await turn(page, 'dark');
  const faults = await axeFaults(axeOn(page).withRules(rulesOfColour));
  await turn(page, 'light');
  return faults.map((fault) => `dark: ${fault}`);
}

/** By how much the page itself scrolls sideways, which it never should. */
export async function sidewaysFaults(page: Page): Promise<string[]> {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return sideways > 0 ? [`scrolls ${sideways} px sideways`] : [];
}

/** What axe finds in the light and in the dark, and whether the page scrolls sideways. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await axeFaults(axeOn(page))), ...(await faultsInTheDark(page)), ...(await sidewaysFaults(page))];
}

/** The same page in another width: its colours, which take axe longest, are those that have been looked at. */
export async function faultsOfLayout(page: Page): Promise<string[]> {
  return [...(await axeFaults(axeOn(page).disableRules(rulesOfColour))), ...(await sidewaysFaults(page))];
}
