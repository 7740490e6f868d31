import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contradiction, ContradictionPage } from '../../src/speak/contradiction.contract.ts';
import { closeShops } from '../web-shop.ts';
import { openShop, type OpenShop } from './sources/open-shop.ts';
import { sideIn, type SourceKind } from './sources/source-kind.ts';
import { localInventory, merchantTsv, merchantXml, onix, priceList, till } from './sources/tables.ts';
import { absent, differ, soldOut, type Story, unheeded } from './sources/tell.ts';
import { api, callScript, chatAnswer, crawledPage, newsletter } from './sources/words.ts';

const sweater = { story: 'the sweater', name: 'Ulltröjan Gran', price: 599, was: 799 } as const;
const phonePrice = { story: 'the phone price', name: 'Jackan Fjäll', price: 1299, was: 1499 } as const;
const jeans = { story: 'the newsletter jeans', name: 'Jeans Älv', price: 499, was: 699 } as const;

const offer = { kind: 'published offer' };
const by = (channel: string, source?: SourceKind) => ({ channel, ...(source !== undefined && { by: source }) });
const script = by('phone', callScript);
const letter = by('newsletter', newsletter);

type Row = readonly [{ readonly kind: string }, string, Story];

/** The sources that can speak for the web or for a store (or tell of it), each in the place of that channel. */
const sweaters: readonly Row[] = [
  [priceList, 'the price list of the stores is not reduced', differ(by('web'), by('store', priceList), 'high')],
  [priceList, 'the price list of the stores does not have it', absent(by('web'), by('store', priceList))],
  [till, 'the till takes the ordinary price', differ(by('web'), by('store', till), 'high')],
  [merchantXml, 'the feed of the web shop is reduced', differ(by('web', merchantXml), by('store'), 'low')],
  [merchantXml, 'the feed of the stores does not have it', absent(by('web'), by('store', merchantXml))],
  [merchantTsv, 'the feed of the web shop is reduced', differ(by('web', merchantTsv), by('store'), 'low')],
  [merchantTsv, 'the feed of the stores does not have it', absent(by('web'), by('store', merchantTsv))],
  [localInventory, 'the store is not reduced', differ(by('web'), by('store', localInventory), 'high')],
  [localInventory, 'the store does not have it', absent(by('web'), by('store', localInventory))],
  [localInventory, 'the store is out of it', soldOut(by('web'), by('store', localInventory))],
  [onix, 'the promotional price of the web shop', differ(by('web', onix), by('store'), 'low')],
  [onix, 'the message of the stores does not have it', absent(by('web'), by('store', onix))],
  [crawledPage, 'the page of the web shop is reduced', differ(by('web', crawledPage), by('store'), 'low')],
  [api, 'the catalogue is reduced', differ(by('app', api), by('store'), 'low')],
  [api, 'the catalogue of the stores does not have it', absent(by('web'), by('store', api))],
  [newsletter, 'the newsletter tells of the reduction', differ(letter, by('store'), 'low')],
  [callScript, 'the script tells of the reduction', differ(script, by('store'), 'low')],
  [chatAnswer, 'the chat tells of the reduction', differ(by('chat', chatAnswer), by('store'), 'low')],
  [offer, 'the store does not show it', absent(by('web'), by('store'), 'ended')],
  [offer, 'the store is not reduced', unheeded(by('web'), by('store'))],
];

/** The sources that can speak for the telephone, and those from which a chat can have what it answers. */
const phonePrices: readonly Row[] = [
  [priceList, 'the price list of the sellers', differ(by('phone', priceList), by('chat'), 'low')],
  [priceList, 'the price list of the chat does not have it', absent(script, by('chat', priceList))],
  [till, 'what was sold by telephone', differ(by('phone', till), by('chat'), 'low')],
  [merchantXml, 'the feed that the chat answers from', differ(script, by('chat', merchantXml), 'high')],
  [merchantXml, 'the feed of the chat does not have it', absent(script, by('chat', merchantXml))],
  [merchantTsv, 'the feed that the chat answers from', differ(script, by('chat', merchantTsv), 'high')],
  [merchantTsv, 'the feed of the chat does not have it', absent(script, by('chat', merchantTsv))],
  [onix, 'the message that the chat answers from', differ(script, by('chat', onix), 'high')],
  [crawledPage, 'the pages that the chat shows', differ(script, by('chat', crawledPage), 'high')],
  [crawledPage, 'the pages of the chat do not have it', absent(script, by('chat', crawledPage))],
  [api, 'the catalogue that the chat answers from', differ(script, by('chat', api), 'high')],
  [api, 'the catalogue of the chat does not have it', absent(script, by('chat', api))],
  [callScript, 'the script of the sellers', differ(script, by('chat'), 'low')],
  [chatAnswer, 'the answer of the chat', differ(script, by('chat', chatAnswer), 'high')],
  [offer, 'the chat does not have it', absent(by('phone'), by('chat'), 'ended')],
  [offer, 'the chat says the ordinary price', unheeded(script, by('chat', chatAnswer))],
];

/** The sources from which an app can have what it shows, and the letter itself. */
const newsletterJeans: readonly Row[] = [
  [priceList, 'the price list of the app does not have them', absent(letter, by('app', priceList))],
  [merchantXml, 'the feed of the app does not have them', absent(letter, by('app', merchantXml))],
  [merchantTsv, 'the feed of the app does not have them', absent(letter, by('app', merchantTsv))],
  [onix, 'the message of the app does not have them', absent(letter, by('app', onix))],
  [crawledPage, 'the pages of the app do not have them', absent(letter, by('app', crawledPage))],
  [api, 'the catalogue of the app does not have them', absent(letter, by('app', api))],
  [newsletter, 'the letter says a price that the app does not show', differ(letter, by('app'), 'low')],
  [newsletter, 'the letter shows what the app does not have', absent(letter, by('app'))],
  [offer, 'the app does not have them', absent(letter, by('app'), 'ended')],
  [offer, 'the app says the ordinary price', unheeded(letter, by('app'))],
];

/** What a kind of source cannot say, and why. */
const cannotCarry: readonly (readonly [string, string, string])[] = [
  [localInventory.kind, phonePrice.story, 'its prices are those of stores; neither a seller nor the chat has one'],
  [localInventory.kind, jeans.story, 'its prices are those of stores; neither the letter nor the app has one'],
  [newsletter.kind, phonePrice.story, 'it is neither what a seller says nor what the chat answers'],
  [till.kind, jeans.story, 'that nobody has bought them in the app does not say that the app does not show them'],
  [callScript.kind, jeans.story, 'it is neither the letter nor the app'],
  [chatAnswer.kind, jeans.story, 'it is neither the letter nor the app'],
];

const told = [
  ...sweaters.map((row) => [sweater, ...row] as const),
  ...phonePrices.map((row) => [phonePrice, ...row] as const),
  ...newsletterJeans.map((row) => [jeans, ...row] as const),
];

let shop: OpenShop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  closeShops();
  await shop.given.close();
});

async function standing(status: Contradiction['status'], product?: string): Promise<Contradiction[]> {
  const asked = product === undefined ? '' : `&product=${product}`;
  return (await shop.send<ContradictionPage>('GET', `/v1/contradictions?status=${status}${asked}`)).contradictions;
}

test('every kind of source carries every story, or it is said why it cannot', () => {
  const kinds = new Set(told.map(([, { kind }]) => kind));
  const all = [sweater, phonePrice, jeans].flatMap(({ story }) => [...kinds].map((kind) => `${story} by ${kind}`));
  const carried = new Set(told.map(([{ story }, { kind }]) => `${story} by ${kind}`));
  const excused = cannotCarry.map(([kind, story]) => `${story} by ${kind}`);
  expect(all.filter((each) => !carried.has(each)).toSorted()).toEqual(excused.toSorted());
});

test.each(told.map((row, index) => [row[0].story, row[1].kind, row[2], row, index] as const))(
  '%s, by %s: %s - found with its place and nothing else is, and closed when it is put right',
  async (_story, _kind, _how, [{ name, price, was }, , , story], index) => {
    shop.pass();
    const product = `97800000${String(index).padStart(5, '0')}`;
    // A letter pair and no number, which beside a price would be a part of it.
    const pair = String.fromCodePoint(65 + Math.floor(index / 26), 65 + (index % 26));
    const expected = await story(shop, { product, name: `${name} ${pair}`, price, was });
    await shop.given.flush();
    // What the rows before this one told is put right: whatever stands open on the server is this row's.
    const open = await standing('open');
    const [found] = open;
    expect(open.map(({ kind, channels }) => [kind, channels])).toEqual([[expected.kind, expected.channels]]);
    expect(found?.product).toBe(product);
    expect(found?.witness.statements.map((each) => sideIn(shop, each))).toEqual(expected.sides);
    const answered = await standing('answered', product);
    expect(answered.map(({ channels }) => channels)).toEqual(expected.answered ?? []);

    shop.pass();
    await expected.putRight();
    await shop.given.flush();
    expect(await standing('open')).toEqual([]);
    expect((await standing('closed', product)).map(({ id }) => id)).toContain(found?.id);
  },
);
