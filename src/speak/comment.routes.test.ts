import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import { memberOf } from '../../test/member.ts';
import type { CommentList } from './comment.contract.ts';
import type { OfferView } from './offer.contract.ts';

let given: TestApp;
let offer: string;
beforeAll(async () => {
  given = await openApp();
  const terms = { kind: 'percent-off', percent: 20 };
  const payload = { name: 'Rea', terms, products: ['tröjan'], channels: ['web'], validFrom: '2026-11-20T00:00:00Z' };
  const made = await given.app.inject({ method: 'POST', url: '/v1/offers', headers: given.member, payload });
  offer = made.json<OfferView>().id;
});
afterAll(() => given.close());

async function call(method: 'GET' | 'POST', url: string, payload?: object, headers = given.member) {
  const reply = await given.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: reply.statusCode, comments: reply.json<CommentList>().comments };
}

function as(role: 'editor' | 'reader'): Promise<Record<string, string>> {
  return memberOf(given, { name: `En ${role}`, role, channel: 'phone' });
}

test('what is said of an offer stands in the order of time, with the version and the channel, until it is settled', async () => {
  const at = `/v1/comments/offers/${offer}`;
  await call('POST', at, { text: ' Räcker lagret? ', version: 1, channel: 'web' });
  given.clock.advance(60_000);
  const said = await call('POST', at, { text: 'Ja, 400 i Borås.', version: 1 }, await as('editor'));
  expect(said.comments).toMatchObject([
    { text: 'Räcker lagret?', channel: 'web', version: 1, writtenBy: 'member:Owner', settledAt: null },
    { text: 'Ja, 400 i Borås.', channel: null, writtenBy: 'member:En editor' },
  ]);
  const [first] = said.comments;
  const settled = await call('POST', `${at}/${first?.id}/settlement`);
  expect(settled.comments[0]).toMatchObject({ settledBy: 'member:Owner' });
  const again = await call('POST', `${at}/${first?.id}/settlement`, undefined, await as('editor'));
  expect(again.comments[0]?.settledBy).toBe('member:Owner');
  expect((await call('GET', at)).comments).toEqual(again.comments);
});

test('an address or a number of somebody is masked before it is kept', async () => {
  const text = 'Asa@example.se på 070-123 45 67 undrar om lagret.';
  const { comments } = await call('POST', `/v1/comments/offers/${offer}`, { text, version: 1 });
  const kept = comments.find((each) => each.text.endsWith('undrar om lagret.'))?.text;
  expect(kept).toBeDefined();
  expect(kept).not.toMatch(/asa@example|123 45/iu);
});

test('comments are for members, and readers read them', async () => {
  const at = `/v1/comments/offers/${offer}`;
  const reader = await as('reader');
  expect((await call('GET', at, undefined, reader)).status).toBe(200);
  expect((await call('POST', at, { text: 'Hej', version: 1 }, reader)).status).toBe(403);
  expect((await call('GET', at, undefined, given.channelKey)).status).toBe(403);
});

test('of what there is not, and with nothing said, there is no comment', async () => {
  const none = '019aaab4-0000-7c41-a4a1-0d6e8b1f0a11';
  const at = `/v1/comments/offers/${offer}`;
  expect((await call('GET', `/v1/comments/messages/${offer}`)).status).toBe(404);
  expect((await call('POST', `/v1/comments/offers/${none}`, { text: 'Hej', version: 1 })).status).toBe(404);
  expect((await call('POST', at, { text: 'Hej', version: 7 })).status).toBe(404);
  expect((await call('POST', at, { text: '   ', version: 1 })).status).toBe(400);
  expect((await call('POST', at, { text: 'Hej', version: 1, channel: 'fax' })).status).toBe(400);
  expect((await call('POST', `${at}/${none}/settlement`)).status).toBe(404);
});
