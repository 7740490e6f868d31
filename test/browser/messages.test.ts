import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageView } from '../../src/speak/message/message.contract.ts';
import { openApp, type TestApp } from '../given.ts';
import { ask, goLive } from '../stories/asking.ts';
import { faultsOf, faultsOfLayout } from './axe.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

const WALK_MS = 180_000;
const mjml = `<mjml><mj-body><mj-section><mj-column>
<mj-text>Hej {{ customer.first_name | default: "du" }}! {{ name.jacka }} för {{ price.jacka }}, tidigare lägst {{ prior.jacka }}.</mj-text>
<mj-text><a href="{{ optout }}">Avanmäl</a></mj-text></mj-column></mj-section></mj-body></mjml>`;

let given: TestApp;
let browser: TestBrowser;
let message: MessageView;
beforeAll(async () => {
  given = await openApp();
  const sighting = {
    product: 'jacka',
    productName: 'Skaljackan',
    amount: 1299_00,
    currency: 'SEK',
    source: 'pris.csv',
  };
  await ask(given, 'POST', '/v1/sightings', {
    sightings: [{ ...sighting, channel: 'web', priceType: 'regular', seenAt: '2026-10-20T08:00:00Z' }],
  });
  const period = { validFrom: '2026-11-01T00:00:00Z', validTo: '2099-11-30T23:00:00Z' };
  const offer = await goLive(given, {
    name: 'Jackveckan',
    terms: { kind: 'fixed-price', amount: 899_00, currency: 'SEK' },
    products: ['jacka'],
    channels: ['newsletter', 'sms', 'app', 'store', 'phone'],
    ...period,
  });
  const text = '{{ name.jacka }} {{ price.jacka }}, tidigare lägst {{ prior.jacka }}.';
  const about = { language: 'sv' as const };
  message = await ask<MessageView>(
    given,
    'POST',
    '/v1/messages',
    {
      name: 'Jackan i november',
      theme: 'Vinterjackor',
      purpose: 'marketing',
      channels: ['newsletter', 'sms', 'app', 'store', 'phone'],
      ...period,
      references: { jacka: { offer: offer.id } },
      forms: [
        {
          kind: 'email',
          channel: 'newsletter',
          ...about,
          subject: 'Jackan för {{ price.jacka }}',
          preheader: 'Tidigare lägst {{ prior.jacka }}',
          mjml,
        },
        { kind: 'sms', channel: 'sms', ...about, text: `${text} {{ optout }}` },
        { kind: 'push', channel: 'app', ...about, title: 'Jackveckan', text },
        {
          kind: 'till',
          channel: 'store',
          ...about,
          width: 32,
          text: '{{ name.jacka }}\n{{ price.jacka }}\nTidigare lägst {{ prior.jacka }}',
        },
        { kind: 'call', channel: 'phone', ...about, steps: ['Hälsa.', `Berätta: ${text}`] },
      ],
    },
    given.member,
  );
  await ask(
    given,
    'POST',
    '/v1/batch',
    {
      batch: [
        { type: 'identify', messageId: 'siv', userId: 'siv', traits: { email: 'siv@example.se', name: 'Siv Ek' } },
      ],
    },
    { authorization: `Bearer ${given.writeKey}` },
  );
  const places = [{ channel: 'sms', touchpoint: '', role: 'reminds', owner: null, themes: ['Jul'] }];
  await ask(
    given,
    'POST',
    '/v1/segments',
    { name: 'Umeåborna', rule: { attribute: 'city', equals: 'Umeå' } },
    given.member,
  );
  await ask(given, 'PUT', '/v1/portfolio', { places }, given.member);
  await given.flush();
  browser = await openBrowser(given);
}, WALK_MS);
afterAll(async () => {
  await browser.close();
  await given.close();
});

async function shoot(page: Page, name: string): Promise<void> {
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
}

async function bothWidths(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 1440, height: 900 });
  const wide = await faultsOf(page);
  await shoot(page, `${name}-wide`);
  await page.setViewportSize({ width: 390, height: 844 });
  const narrow = await faultsOfLayout(page);
  await shoot(page, `${name}-narrow`);
  await page.setViewportSize({ width: 1440, height: 900 });
  return [...wide, ...narrow.map((fault) => `390 px: ${fault}`)].map((fault) => `${name}: ${fault}`);
}

test(
  'a message is met in every channel at the same price, approved and published, by the keyboard too',
  async () => {
    const { page, complaints, close } = await browser.visit('sv');
    const faults: string[] = [];
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.getByRole('link', { name: 'Jackan i november' }).waitFor();
    faults.push(...(await bothWidths(page, 'messages')));
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const sms = page.getByRole('region', { name: 'Sms, sms, svenska' });
    await sms.getByText('Skaljackan 899 kr, tidigare lägst 1 299 kr.').waitFor();
    await page
      .getByRole('region', { name: /^App, notis/ })
      .getByText('Skaljackan 899 kr')
      .waitFor();
    await page
      .getByRole('region', { name: /^Butik, kvittotext/ })
      .getByText('899 kr')
      .waitFor();
    const mail = page.frameLocator('iframe');
    await mail.getByText('Hej du! Skaljackan för 899 kr, tidigare lägst 1 299 kr.').waitFor();
    faults.push(...(await bothWidths(page, 'message')));

    await page.getByLabel('Se som en kund: sök namn eller adress').fill('Siv');
    await page.getByRole('button', { name: 'Siv Ek' }).click();
    await mail.getByText('Hej Siv!').waitFor();

    await page.getByRole('button', { name: 'Skicka på granskning' }).click();
    for (const channel of ['Nyhetsbrev', 'Sms', 'App', 'Butik', 'Telefon'])
      await page.getByRole('button', { name: `Godkänn ${channel}` }).click();
    await page.getByRole('button', { name: 'Publicera' }).click();
    await page.getByText('publicerat', { exact: true }).first().waitFor();
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  WALK_MS,
);

test(
  'a price typed by hand is told at once, and an old version is compared with and restored',
  async () => {
    const { page, close } = await browser.visit('en');
    await page.goto(`/budskap/${message.id}`);
    await page.getByRole('button', { name: 'Write SMS, text message, Swedish' }).click();
    const sms = page.getByRole('region', { name: 'SMS, text message, Swedish' });
    await sms.getByLabel('Text', { exact: true }).fill('Nu 899 kr! {{ optout }}');
    await sms.getByText('“899 kr” is typed by hand.').waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Version 2', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Compare with version 1' }).click();
    await page.getByText('+ Nu 899 kr! {{ optout }}').waitFor();
    await shoot(page, 'difference');
    await page.getByRole('button', { name: 'Restore Version 1' }).click();
    await page.getByText('restored from version 1').waitFor();
    await sms.getByText('Skaljackan 899 kr, tidigare lägst 1 299 kr.').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(() => window.scrollTo(0, 0));
    await shoot(page, 'message-dark-en');
    await close();
  },
  WALK_MS,
);

test(
  'whom a message is for is chosen among the segments or written as a list, and shown with its name',
  async () => {
    const { page, close } = await browser.visit('en');
    await page.goto(`/budskap/${message.id}`);
    const audience = page.getByLabel('Audience');
    await audience.selectOption('The segment Umeåborna');
    await page.getByText('0 customers now · city is "Umeå"').waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('To: The segment Umeåborna').waitFor();
    await audience.selectOption('A list that is written here');
    const lines = page.getByLabel('Customers, one on each line');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Write at least one customer').waitFor();
    await lines.fill('siv');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('“siv” does not say who anybody is.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await lines.fill('siv@example.se\neva@example.se');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('To: 2 customers on a list').waitFor();
    await close();
  },
  WALK_MS,
);

test(
  'what the channels are for is said, shown beside what they carry, changed and taken away',
  async () => {
    const { page, complaints, close } = await browser.visit('sv');
    await page.goto('/budskap/portfolj');
    await page.getByText('saknar: Jul').waitFor();
    await page.getByRole('button', { name: 'Ny plats' }).click();
    await page.getByLabel('Plats i kanalen').fill('startsida');
    await page.getByLabel('Vad den är till för').selectOption('säljer');
    await page.getByLabel('Bär temat').fill('Rea');
    expect(await bothWidths(page, 'place')).toEqual([]);
    await page.getByRole('button', { name: 'Spara platsen' }).click();
    await page.getByText('saknar: Rea').waitFor();
    await page.getByRole('button', { name: 'Ändra Webb startsida' }).click();
    await page.getByLabel('Bär temat').fill('Påsk');
    await page.getByRole('button', { name: 'Spara platsen' }).press('Enter');
    await page.getByText('saknar: Påsk').waitFor();
    expect(await bothWidths(page, 'portfolio')).toEqual([]);
    await page.getByRole('button', { name: 'Ta bort Webb startsida' }).click();
    await page.getByRole('button', { name: 'Ja, ta bort' }).click();
    await page.getByText('saknar: Påsk').waitFor({ state: 'detached' });
    await page.getByText('saknar: Jul').waitFor();
    expect(complaints).toEqual([]);
    await close();
  },
  WALK_MS,
);

test('a mail is read in three widths and in the dark, and members say what they think of it until it is seen to', async () => {
  const { page, complaints, close } = await browser.visit('sv');
  const text = '<mj-text color="#bbbbbb">Hej</mj-text><mj-text><a href="{{ optout }}">Avanmäl</a></mj-text>';
  const pale = `<mjml><mj-body><mj-section><mj-column>${text}</mj-column></mj-section></mj-body></mjml>`;
  const mail = { kind: 'email', channel: 'newsletter', language: 'sv', subject: 'Hej', preheader: '', mjml: pale };
  const payload = {
    name: 'Blekt brev',
    theme: '',
    purpose: 'marketing',
    channels: ['newsletter'],
    validFrom: '2026-11-20T08:00:00Z',
    references: {},
    forms: [mail],
  };
  const made = await given.app.inject({ method: 'POST', url: '/v1/messages', headers: given.member, payload });
  await page.goto(`/budskap/${made.json<{ id: string }>().id}`);
  await page.getByText('”Hej” är svår att läsa: kontrasten är 1,9:1, minst 4,5:1 behövs.').waitFor();
  const wide = (px: number) => page.locator(`iframe[style*="width: ${px}px"]`).waitFor();
  await wide(375);
  await page.getByLabel('Mejlets bredd').selectOption('desk');
  await wide(800);
  await page.getByLabel('Mörkt läge').press('Space');
  await page.locator('iframe[data-turned]').waitFor();
  await page.getByLabel('Din kommentar').fill('Går inte att läsa.');
  await page.getByRole('button', { name: 'Kommentera', disabled: false }).press('Enter');
  await page.getByText('Går inte att läsa.', { exact: true }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.getByRole('button', { name: /^Klart/ }).press('Enter');
  await page.getByText('klart, Owner').waitFor();
  expect(complaints).toEqual([]);
  await close();
});
