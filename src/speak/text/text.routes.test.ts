import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import { addKeys } from '../../organisation/key.service.ts';
import { inTransaction } from '../../store/postgres.ts';
import { maintain } from '../../protect/maintain.service.ts';
import { streamClaims } from '../claim.reads.ts';
import type { ContradictionPage } from '../contradiction.contract.ts';
import type { TextInput, TextSummary, TextView } from './text.contract.ts';

const DAY_MS = 86_400_000;
let given: TestApp;
beforeAll(async () => {
  given = await openApp();
});
afterAll(() => given.close());

type Headers = Readonly<Record<string, string>>;

function tell(url: string, body: object, headers: Headers = given.channelKey) {
  return given.app.inject({ method: 'POST', url, headers, body });
}

const now = (): string => new Date(given.clock.now()).toISOString();

async function see(product: string, productName: string, prices: Readonly<Record<string, number>>): Promise<void> {
  const sightings = Object.entries(prices).map(([channel, amount]) => ({
    product,
    productName,
    channel,
    amount,
    currency: 'SEK',
    seenAt: now(),
    source: 'feed',
  }));
  expect((await tell('/v1/sightings', { sightings })).statusCode).toBe(200);
  await given.flush();
}

async function handIn(text: Partial<TextInput>, headers?: Headers): Promise<TextView> {
  const whole = { channel: 'newsletter', kind: 'newsletter', source: 'week 48', ...text };
  const answer = await tell('/v1/texts', whole, headers);
  expect(answer.statusCode, answer.body).toBeLessThan(202);
  await given.flush();
  return answer.json<TextView>();
}

async function get<T>(url: string): Promise<T> {
  return (await given.app.inject({ url, headers: given.channelKey })).json<T>();
}

async function open(product: string) {
  return (await get<ContradictionPage>(`/v1/contradictions?status=open&product=${product}`)).contradictions;
}

test('a price in a newsletter is held against the web shop, and the witness names the text with the place', async () => {
  await see('4711', 'Jeans raka', { web: 799_00, newsletter: 799_00 });
  const html =
    '<p>Hej!</p><p>Nu: <b>Jeans raka</b> 599&nbsp;kr, ord. pris 799 kr</p><script>alert("Jeans raka 1 kr")</script>';
  const text = await handIn({ text: html });
  expect(text.form).toBe('html');
  expect(text.claims).toMatchObject([{ product: '4711', amount: 599_00, onSale: true, line: 1 }]);
  expect(text.reading.terms.map(({ kind }) => kind)).toEqual(['price', 'prior-price']);
  const [claim] = text.claims;
  expect(html.slice(claim?.from, claim?.to)).toBe('599&nbsp;kr');
  const found = (await open('4711')).find(({ kind }) => kind === 'unequal');
  const statement = found?.witness.statements.find(({ channel }) => channel === 'newsletter');
  expect(statement).toMatchObject({ amount: 599_00, source: 'week 48', text: { id: text.id, from: claim?.from } });
  expect(statement?.text?.quote).toBe('Hej! Nu: Jeans raka 599 kr, ord. pris 799 kr');
});

test('a newer text of the same channel and source stands in the place of the former from when it is seen', async () => {
  await see('4712', 'Tröjan Lova', { web: 499_00 });
  const first = await handIn({
    channel: 'phone',
    kind: 'script',
    source: 'script',
    text: 'Tröjan Lova kostar 399 kr.',
  });
  expect(first.claims).toMatchObject([{ holdsTo: null, quote: 'Tröjan Lova kostar 399 kr.' }]);
  expect(await open('4712')).toMatchObject([{ kind: 'unequal', channels: ['phone', 'web'] }]);
  given.clock.advance(1000);
  await handIn({ channel: 'phone', kind: 'script', source: 'script', text: 'Tröjan Lova kostar 499 kr.' });
  expect(await open('4712')).toEqual([]);
  expect((await get<TextView>(`/v1/texts/${first.id}`)).replacedFrom).toBe(now());
  // One that was seen before both comes too late to say anything of now.
  const late = new Date(given.clock.now() - 2 * DAY_MS).toISOString();
  const text = 'Tröjan Lova kostar 299 kr.';
  const old = await handIn({ channel: 'phone', kind: 'script', source: 'script', seenAt: late, text });
  expect(old.replacedFrom).toBe(first.seenAt);
  expect(await open('4712')).toEqual([]);
});

test('what is personal is masked before a text is kept', async () => {
  const text = 'Hej! Skriv till anna@example.se eller ring 070-174 06 35. Tröjan Lova kostar 499 kr.';
  const kept = await handIn({ channel: 'chat', kind: 'chat', source: 'svar 1', text });
  expect(kept.masked).toBe(2);
  expect(kept.text).toHaveLength(text.length);
  const { rows } = await given.deps.postgres.query(
    "select from texts where body ~ 'anna|174' or reading::text ~ 'anna|174'",
  );
  expect(rows).toEqual([]);
  expect((await get<{ texts: TextSummary[] }>('/v1/texts?channel=chat')).texts).toMatchObject([
    { source: 'svar 1', claims: 1 },
  ]);
});

test('a price beside nothing that is known makes no claim, and it is said why', async () => {
  const { claims, reading } = await handIn({ source: 'week 49', text: 'Gummistövlar 199 kr' });
  expect(claims).toEqual([]);
  expect(reading.notClaimed).toEqual([
    { line: 1, field: 'product', reason: '"199 kr" stands beside no product of the products known here' },
  ]);
});

test('every price that makes no claim says why', async () => {
  await see('4713', 'Mössan Ull', { web: 249_00 });
  const text =
    'Mössan Ull 199 kr med koden VINTER30.\nMössan Ull från 99 kr.\nMössan Ull 2 för 300 kr.\nMössan Ull 249 kr, ord. pris 299 kr, jämförpris 129 kr/kg.\nStövlar 199 kr.';
  const { reading, claims } = await handIn({ source: 'week 51', text });
  const said = reading.terms.flatMap(({ kind, from, to, notClaimed }) =>
    kind === 'code' ? [] : [[text.slice(from, to), notClaimed]],
  );
  expect(said).toEqual([
    ['199 kr', 'asks-for-code'],
    ['99 kr', 'lowest-of-several'],
    ['2 för 300 kr', 'for-several'],
    ['249 kr', undefined],
    ['299 kr', 'of-before'],
    ['129 kr/kg', 'per-measure'],
    ['199 kr', 'no-product'],
  ]);
  expect(claims).toMatchObject([{ amount: 249_00, notCompared: null }]);
});

test('a price that makes a claim says why nothing is held against it, and is compared as soon as somebody else tells one', async () => {
  await see('4714', 'Vanten Ull', { newsletter: 149_00 });
  const script = { channel: 'phone', kind: 'script', source: 'vantar' } as const;
  const { id } = await handIn({ ...script, text: 'Vanten Ull kostar 149 kr.' });
  const because = async () => (await get<TextView>(`/v1/texts/${id}`)).claims.map(({ notCompared }) => notCompared);
  expect(await because()).toEqual([null]);
  const alone = await handIn({ channel: 'newsletter', source: 'vantar', text: 'Vanten Ull kostar 149 kr.' });
  expect(alone.claims).toMatchObject([{ notCompared: null }]);
  given.clock.advance(1000);
  await handIn({ ...script, text: 'Vanten Ull kostar 159 kr.' });
  expect(await because()).toEqual(['replaced']);
  given.clock.advance(2 * DAY_MS);
  expect((await get<TextView>(`/v1/texts/${alone.id}`)).claims).toMatchObject([{ notCompared: 'over' }]);
});

test('a price is compared with no other currency, with no channel that is not ours, and not before another is seen to tell it', async () => {
  await see('4715', 'Halsduken Ull', { web: 349_00 });
  given.clock.advance(3 * DAY_MS);
  const { id } = await handIn({ channel: 'sms', kind: 'newsletter', source: 'halsduk', text: 'Halsduken Ull 299 kr.' });
  const because = async () => (await get<TextView>(`/v1/texts/${id}`)).claims.map(({ notCompared }) => notCompared);
  expect(await because()).toEqual(['told-by-none']);
  await handIn({ channel: 'newsletter', source: 'halsduk', text: 'Halsduken Ull €29.' });
  expect(await because()).toEqual(['other-currency']);
  await see('4715', 'Halsduken Ull', { web: 349_00 });
  expect(await because()).toEqual([null]);
  const other = { nameSv: 'Sms', nameEn: 'Sms', isOurs: false, department: null, owner: null };
  const put = await given.app.inject({ method: 'PUT', url: '/v1/channels/sms', headers: given.member, body: other });
  expect(put.statusCode, put.body).toBeLessThan(300);
  expect(await because()).toEqual(['not-ours']);
});

test('a price is compared with an offer of the product, too', async () => {
  await see('4716', 'Sockan Ull', { web: 99_00 });
  given.clock.advance(3 * DAY_MS);
  const { id } = await handIn({ channel: 'phone', kind: 'script', source: 'sockor', text: 'Sockan Ull kostar 99 kr.' });
  const because = async () => (await get<TextView>(`/v1/texts/${id}`)).claims.map(({ notCompared }) => notCompared);
  expect(await because()).toEqual(['told-by-none']);
  const terms = { kind: 'fixed-price', amount: 79_00, currency: 'SEK' };
  const offered = { name: 'Sockor', products: ['4716'], channels: ['app'], terms, validFrom: now() };
  const offer = (await tell('/v1/offers', offered)).json<{ id: string }>();
  await tell(`/v1/offers/${offer.id}/approval`, {});
  expect(await because()).toEqual([null]);
});

test('that a price has a last day is kept with it, so that the check takes it for no regular price', async () => {
  await see('8200', 'Mössa Norrland', { web: 300_00 });
  const text = await handIn({ source: 'caps', text: 'Mössa Norrland 199 kr t.o.m. söndag.' });
  const claims = await inTransaction(given.deps.postgres, async (tx) => {
    const said = [];
    for await (const batch of streamClaims(tx, ['8200'], given.clock.now())) said.push(...batch);
    return said;
  });
  const told = claims.map((claim) => [claim.text?.id, claim.amount, claim.hasLastDay]);
  expect(told).toEqual(
    expect.arrayContaining([
      [text.id, 199_00, true],
      [undefined, 300_00, undefined],
    ]),
  );
});

test('a text sent again under its key is the same one, and another under the same key is refused', async () => {
  const body = { channel: 'newsletter', kind: 'newsletter', source: 'week 50', text: 'Jeans raka 799 kr' };
  const headers = { ...given.channelKey, 'idempotency-key': 'n50' };
  const first = await tell('/v1/texts', body, headers);
  const again = await tell('/v1/texts', body, headers);
  expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
  expect(again.json<TextView>().id).toBe(first.json<TextView>().id);
  expect((await tell('/v1/texts', { ...body, text: 'Jeans raka 1 kr' }, headers)).statusCode).toBe(409);
});

test("a channel's key hands in its own channel's texts only, and a channel that is not known is told", async () => {
  const [key] = await addKeys(given.deps, [{ name: 'the chat', kind: 'channel', channel: 'chat' }]);
  const body = { channel: 'newsletter', kind: 'newsletter', source: 'a', text: 'Jeans raka 1 kr' };
  const headers = { authorization: `Bearer ${key?.key}` };
  expect((await tell('/v1/texts', body, headers)).statusCode).toBe(403);
  expect((await tell('/v1/texts', { ...body, channel: 'fax' })).json()).toMatchObject({ code: 'field-invalid' });
  expect((await tell('/v1/texts', { ...body, seenAt: '2099-01-01T00:00:00Z' })).statusCode).toBe(400);
});

test('the nightly pass takes away chat answers after 90 days and what was replaced a year ago', async () => {
  given.clock.advance(91 * DAY_MS);
  await maintain(given.deps);
  const { texts } = await get<{ texts: TextSummary[] }>('/v1/texts');
  expect(texts.filter(({ kind }) => kind === 'chat')).toEqual([]);
  expect(texts.some(({ replacedFrom }) => replacedFrom !== null)).toBe(true);
  given.clock.advance(366 * DAY_MS);
  await maintain(given.deps);
  const later = await get<{ texts: TextSummary[] }>('/v1/texts');
  expect(later.texts.filter(({ replacedFrom }) => replacedFrom !== null)).toEqual([]);
});
