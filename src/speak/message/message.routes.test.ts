import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../../test/given.ts';
import { ask, goLive } from '../../../test/stories/asking.ts';
import { hashToken, SESSION_COOKIE } from '../../http/auth.ts';
import type { OfferView } from '../offer.contract.ts';
import type { Difference, MessageInput, MessageList, MessageView, Preview } from './message.contract.ts';

let given: TestApp;
let offer: OfferView;
beforeAll(async () => {
  given = await openApp();
  const sighting = {
    product: 'jacka',
    productName: 'Skaljackan',
    amount: 1299_00,
    currency: 'SEK',
    source: 'pris.csv',
  };
  const seenAt = '2026-10-20T08:00:00Z';
  await ask(given, 'POST', '/v1/sightings', {
    sightings: [{ ...sighting, channel: 'web', priceType: 'regular', seenAt }],
  });
  offer = await goLive(given, {
    name: 'Jackveckan',
    terms: { kind: 'fixed-price', amount: 899_00, currency: 'SEK' },
    products: ['jacka'],
    channels: ['newsletter', 'sms', 'store'],
    validFrom: '2026-11-01T00:00:00Z',
    validTo: '2099-11-30T23:00:00Z',
  });
});
afterAll(async () => {
  await given.close();
});

const mjml = `<mjml><mj-body><mj-section><mj-column><mj-text>Hej {{ customer.first_name | default: "du" }}!
{{ name.jacka }}: {{ price.jacka }}, lägsta pris förut {{ prior.jacka }}, till och med {{ until.jacka }}.
<a href="{{ optout }}">Avanmäl</a></mj-text></mj-column></mj-section></mj-body></mjml>`;
const text = '{{ name.jacka }} {{ price.jacka }} (förut {{ prior.jacka }}). {{ optout }}';

function written(change: Partial<MessageInput> = {}): MessageInput {
  return {
    name: 'Jackan i november',
    theme: 'Vinterjackor',
    purpose: 'marketing',
    channels: ['newsletter', 'sms'],
    validFrom: '2026-11-01T00:00:00Z',
    validTo: '2099-11-30T23:00:00Z',
    references: { jacka: { offer: offer.id } },
    forms: [
      {
        kind: 'email',
        channel: 'newsletter',
        language: 'sv',
        subject: 'Jackan {{ price.jacka }}, förut {{ prior.jacka }}',
        preheader: '',
        mjml,
      },
      { kind: 'sms', channel: 'sms', language: 'sv', text },
      {
        kind: 'sms',
        channel: 'sms',
        language: 'en',
        text: '{{ name.jacka }} {{ price.jacka }} (was {{ prior.jacka }}). {{ optout }}',
      },
    ],
    ...change,
  };
}

async function call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, as = given.member) {
  const reply = await given.app.inject({ method, url, headers: as, ...(payload === undefined ? {} : { payload }) });
  return {
    status: reply.statusCode,
    body: reply.json<MessageView & { detail: string; errors: { found: string }[] }>(),
  };
}
async function made(change: Partial<MessageInput> = {}): Promise<MessageView> {
  return ask<MessageView>(given, 'POST', '/v1/messages', written(change), given.member);
}

/** A member of the given role who answers for the channel, with a session. */
async function ownerOf(channel: string, role: 'editor' | 'owner') {
  const [id, token] = [given.deps.newId(), `ses_${channel}_${role}`];
  const now = new Date(given.deps.clock());
  const sql = given.deps.postgres;
  await sql.query('insert into members (id, name, role, created_at) values ($1, $2, $3, $4)', [
    id,
    `${channel} ${role}`,
    role,
    now,
  ]);
  await sql.query(
    "insert into sessions (token_hash, member_id, created_at, expires_at) values ($1, $2, $3, $3::timestamptz + interval '1 day')",
    [hashToken(token), id, now],
  );
  if (role === 'editor') await sql.query('update channels set owner_member_id = $1 where id = $2', [id, channel]);
  return { cookie: `${SESSION_COOKIE}=${token}` };
}

test('every channel says the same price, each in its own form and language', async () => {
  const message = await made();
  expect(message.lights).toEqual([]);
  const preview = async (asked: object) =>
    ask<Preview>(given, 'POST', `/v1/messages/${message.id}/preview`, asked, given.member);
  const mail = await preview({ channel: 'newsletter' });
  expect(mail.subject).toBe('Jackan 899 kr, förut 1 299 kr');
  expect(mail.text).toContain('Hej du! Skaljackan: 899 kr, lägsta pris förut 1 299 kr, till och med 30 november 2099');
  expect(mail.html).toContain('<!doctype html>');
  expect(await preview({ channel: 'sms', language: 'sv' })).toMatchObject({
    text: 'Skaljackan 899 kr (förut 1 299 kr). https://exempel.se/val/0123456789abcdef',
    sms: { encoding: 'GSM-7', parts: 1 },
  });
  expect(await preview({ channel: 'sms', language: 'en' })).toMatchObject({
    text: 'Skaljackan SEK 899 (was SEK 1,299). https://exempel.se/val/0123456789abcdef',
  });
  expect((await call('POST', `/v1/messages/${message.id}/preview`, { channel: 'app' })).status).toBe(404);
});

test('a preview shows what a real customer would see, and of the customer only what may be said', async () => {
  const identifier = { type: 'email', value: 'siv@example.se' };
  const { customerId } = await identify(identifier, { name: '<b>Siv</b> Ek', ssn: '19121212-1212' });
  const message = await made();
  const asked = { channel: 'newsletter', customerId };
  const shown = await ask<Preview>(given, 'POST', `/v1/messages/${message.id}/preview`, asked, given.member);
  expect(shown.customer).toEqual({ id: customerId, name: '<b>Siv</b> Ek' });
  expect(shown.html).toContain('Hej &lt;b&gt;Siv&lt;/b&gt;!');
  const peeking = written({
    forms: [{ kind: 'sms', channel: 'sms', language: 'sv', text: '{{ customer.ssn }}{{ optout }}' }],
  });
  const peeked = await ask<Preview>(
    given,
    'POST',
    `/v1/messages/${message.id}/preview`,
    { channel: 'sms', customerId, message: peeking },
    given.member,
  );
  expect(peeked.text).not.toContain('1912');
  expect(peeked.lights).toMatchObject([{ code: 'variable-unknown', params: { variable: 'customer.ssn' } }]);
});

async function identify(identifier: { type: string; value: string }, traits: object): Promise<{ customerId: string }> {
  const headers = { authorization: `Bearer ${given.writeKey}` };
  const body = {
    type: 'identify',
    messageId: `i-${identifier.value}`,
    userId: identifier.value,
    traits: { email: identifier.value, ...traits },
  };
  await ask(given, 'POST', '/v1/batch', { batch: [body] }, headers);
  await given.flush();
  const { rows } = await given.deps.postgres.query<{ id: string }>(
    'select customer_id as id from identifiers where value = $1',
    [identifier.value],
  );
  return { customerId: rows[0]?.id ?? '' };
}

test('a message is approved by those who answer for its channels, and goes live when all have', async () => {
  const [editor, other] = [await ownerOf('newsletter', 'editor'), await ownerOf('phone', 'editor')];
  const { id } = await made();
  expect((await call('POST', `/v1/messages/${id}/publication`)).status).toBe(409);
  expect((await call('POST', `/v1/messages/${id}/review`)).body.state).toBe('review');
  const approve = (channel: string, as: Readonly<Record<string, string>>) =>
    call('POST', `/v1/messages/${id}/approvals`, { channel, version: 1, note: 'Bra!' }, as);
  expect((await approve('newsletter', other)).status).toBe(403);
  expect((await approve('app', given.member)).status).toBe(400);
  expect((await approve('newsletter', editor)).body.state).toBe('review');
  // Nobody answers for sms, so an owner of the deployment does.
  expect((await approve('sms', editor)).status).toBe(403);
  expect((await approve('sms', given.member)).body.state).toBe('approved');
  const live = await call('POST', `/v1/messages/${id}/publication`);
  expect(live.body).toMatchObject({ state: 'live', liveVersion: 1 });
  const { rows } = await given.deps.postgres.query<{ action: string }>(
    "select action from audit where subject_kind = 'message' and subject_id = $1 order by action",
    [id],
  );
  expect(rows.map((row) => row.action)).toEqual(['added', 'approved', 'approved', 'published', 'submitted']);
});

test('a change in one form takes back the approval of its channel only, and customers meet the old version until then', async () => {
  const { id } = await made();
  await call('POST', `/v1/messages/${id}/review`);
  for (const channel of ['newsletter', 'sms'])
    await call('POST', `/v1/messages/${id}/approvals`, { channel, version: 1 });
  await call('POST', `/v1/messages/${id}/publication`);
  const [mail, sv, en] = written().forms;
  if (mail === undefined || sv?.kind !== 'sms' || en === undefined) throw new Error('the forms are there');
  const changed = written({ theme: 'Vinter', forms: [mail, { ...sv, text: `Hej! ${text}` }, en] });
  const saved = await call('PUT', `/v1/messages/${id}/draft`, { message: changed, after: 1 });
  expect(saved.body).toMatchObject({ state: 'draft', version: 2, liveVersion: 1 });
  expect(saved.body.channels.map(({ channel, approval }) => [channel, approval !== null])).toEqual([
    ['newsletter', true],
    ['sms', false],
  ]);
  expect((await call('PUT', `/v1/messages/${id}/draft`, { message: changed, after: 1 })).status).toBe(409);
  const difference = await ask<Difference>(
    given,
    'GET',
    `/v1/messages/${id}/difference?from=1&to=2`,
    undefined,
    given.member,
  );
  expect(difference.fields.map(({ field }) => field)).toEqual(['theme', 'sms sms sv text']);
  expect(difference.fields[1]?.lines.map(({ sign }) => sign)).toEqual(['removed', 'added']);
  // What was approved before is back, so nobody is asked again.
  const back = await call('POST', `/v1/messages/${id}/versions/1/restoration`);
  expect(back.body).toMatchObject({ version: 3, versions: [{ version: 3, restoredFrom: 1 }, {}, {}] });
  expect(back.body.body.theme).toBe('Vinterjackor');
});

test('faults keep a message from going live, and each is told with its place', async () => {
  const typed = written({
    channels: ['sms'],
    forms: [{ kind: 'sms', channel: 'sms', language: 'sv', text: 'Nu 899 kr!' }],
  });
  const { id } = await made(typed);
  await call('POST', `/v1/messages/${id}/review`);
  await call('POST', `/v1/messages/${id}/approvals`, { channel: 'sms', version: 1 });
  const refused = await call('POST', `/v1/messages/${id}/publication`);
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain('2 faults');
  expect((await call('POST', `/v1/messages/${id}/ending`)).body.state).toBe('ended');
  expect((await call('PUT', `/v1/messages/${id}/draft`, { message: typed, after: 1 })).status).toBe(409);
});

test('sent again under its idempotency key it is the same message, and another message under it is refused', async () => {
  const headers = { ...given.member, 'idempotency-key': 'budskap-1' };
  const first = await call('POST', '/v1/messages', written(), headers);
  const again = await call('POST', '/v1/messages', written(), headers);
  expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
  expect((await call('POST', '/v1/messages', written({ name: 'En annan' }), headers)).status).toBe(409);
});

test('two forms of one kind in a channel and language, unknown channels and impossible periods are refused', async () => {
  const [mail] = written().forms;
  if (mail === undefined) throw new Error('the form is there');
  expect((await call('POST', '/v1/messages', written({ forms: [mail, mail] }))).status).toBe(400);
  expect((await call('POST', '/v1/messages', written({ channels: ['fax'] }))).status).toBe(400);
  expect((await call('POST', '/v1/messages', written({ validTo: '2026-10-01T00:00:00Z' }))).status).toBe(400);
  expect((await call('POST', '/v1/messages', written(), given.channelKey)).status).toBe(403);
});

test('whom a list names is kept with the customers, not in the text, and is gone when they are erased', async () => {
  const audience = { kind: 'list' as const, identifiers: [{ type: 'email', value: 'list@example.se' }] };
  const { id, body } = await made({ audience });
  expect(body.audience).toEqual({ kind: 'list', size: 1 });
  const sql = given.deps.postgres;
  const kept = async () => (await sql.query<{ customer_id: string }>('select customer_id from addressees')).rows;
  const [row] = await kept();
  const next = await call('PUT', `/v1/messages/${id}/draft`, { message: written({ name: 'Ny' }), after: 1 });
  expect(next.body.body.audience).toEqual({ kind: 'list', size: 1 });
  expect(JSON.stringify((await sql.query('select body from message_versions')).rows)).not.toContain('list@example.se');
  await sql.query('select * from erase_customers(array[$1::uuid])', [row?.customer_id]);
  expect(await kept()).toEqual([]);
  const list = await ask<MessageList>(given, 'GET', '/v1/messages?state=draft', undefined, given.member);
  expect(list.messages.find((each) => each.id === id)).toMatchObject({ name: 'Ny', version: 2 });
});
