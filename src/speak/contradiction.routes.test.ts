import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type TestApp } from '../../test/given.ts';
import type { Board, ContradictionPage } from './contradiction.contract.ts';

let given: TestApp;
beforeAll(async () => {
  given = await openApp();
  const sightings = Array.from({ length: 30 }, (_, index) =>
    ['web', 'store'].map((channel) => ({
      product: `product-${index}`,
      productName: index === 7 ? 'Röd tröja 100% ull' : `Vara ${index}`,
      channel,
      amount: 100_00 + (channel === 'store' ? (index % 10) * 100 : 0),
      currency: 'SEK',
      seenAt: '2026-11-22T08:00:00Z',
      source: 'feed',
    })),
  ).flat();
  await given.app.inject({ method: 'POST', url: '/v1/sightings', headers: given.channelKey, body: { sightings } });
  await given.flush();
});
afterAll(() => given.close());

async function ask<T>(url: string): Promise<T> {
  const answer = await given.app.inject({ url, headers: given.channelKey });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

async function total(list: 'board' | 'contradictions', query: string): Promise<number> {
  return (await ask<{ total: number }>(`/v1/${list}?${query}`)).total;
}

test('the contradictions come a page at a time, the most harmful first, each once', async () => {
  const seen: { id: string; harm: number }[] = [];
  let next: string | null = null;
  do {
    const cursor: string = next === null ? '' : `&cursor=${next}`;
    const page: ContradictionPage = await ask<ContradictionPage>(`/v1/contradictions?limit=4${cursor}`);
    expect(page.total).toBe(27);
    seen.push(...page.contradictions);
    next = page.next;
  } while (next !== null);
  expect(new Set(seen.map((each) => each.id)).size).toBe(27);
  expect(seen.map((each) => each.harm)).toEqual(seen.map((each) => each.harm).toSorted((a, b) => b - a));
});

test('they are filtered by status, kind, channel, product and what the product is called', async () => {
  expect(await total('contradictions', 'status=open&kind=unequal&channel=store')).toBe(27);
  expect(await total('contradictions', 'status=answered')).toBe(0);
  expect(await total('contradictions', 'channel=phone')).toBe(0);
  expect(await total('contradictions', 'product=product-7')).toBe(1);
  expect(await total('contradictions', `q=${encodeURIComponent('100% ULL')}`)).toBe(1);
  expect(await total('contradictions', `q=${encodeURIComponent('1_0')}`)).toBe(0);
});

test('one contradiction shows its witness and who answers for its channels', async () => {
  await given.app.inject({
    method: 'PUT',
    url: '/v1/channels/web',
    headers: given.member,
    body: { nameSv: 'Webb', nameEn: 'Web', isOurs: true, department: 'E-handel', owner: 'Wilma' },
  });
  const page = await ask<ContradictionPage>('/v1/contradictions?product=product-7');
  const found = await ask<ContradictionPage['contradictions'][number]>(
    `/v1/contradictions/${page.contradictions[0]?.id}`,
  );
  expect(found).toMatchObject({
    productName: 'Röd tröja 100% ull',
    channels: ['store', 'web'],
    owners: [null, 'Wilma'],
    difference: { amount: 700, currency: 'SEK', percent: 7 },
    witness: { statements: [{ amount: 107_00, source: 'feed' }, { amount: 100_00 }] },
  });
});

test('the board shows the most harmful first and every product once', async () => {
  const products: string[] = [];
  let next: string | null = null;
  do {
    const cursor: string = next === null ? '' : `&cursor=${next}`;
    const board: Board = await ask<Board>(`/v1/board?limit=7${cursor}`);
    expect(board.total).toBe(30);
    products.push(...board.rows.map((row) => row.product));
    next = board.next;
  } while (next !== null);
  expect(new Set(products).size).toBe(30);
  const board = await ask<Board>('/v1/board?limit=1');
  expect(board.checkedAt).toBeNull();
  expect(board.channels.slice(0, 2)).toEqual(['web', 'app']);
  const [web] = board.rows[0]?.cells ?? [];
  expect(web).toMatchObject({ channel: 'web', state: 'contradicts', places: 1, statements: [{ amount: 100_00 }] });
  expect(web?.contradictionIds).toHaveLength(1);
});

test('the board is filtered by channel, state and text', async () => {
  expect(await total('board', 'state=contradicts')).toBe(27);
  expect(await total('board', 'state=contradicts&channel=phone')).toBe(0);
  expect(await total('board', 'state=silent')).toBe(0);
  expect(await total('board', 'channel=store')).toBe(30);
  expect(await total('board', 'channel=phone')).toBe(0);
  expect(await total('board', 'q=ull')).toBe(1);
});

test('a check on demand says what it came to, and the board when it was', async () => {
  const check = await given.app.inject({ method: 'POST', url: '/v1/contradictions/check', headers: given.member });
  expect(check.json()).toMatchObject({ claims: 60, found: 27, opened: 0, open: 27 });
  expect((await ask<Board>('/v1/board?limit=1')).checkedAt).toBe('2026-11-22T09:00:00.000Z');
});

test('the table for spreadsheets holds them all', async () => {
  const answer = await given.app.inject({ url: '/v1/contradictions.csv?status=open', headers: given.member });
  expect(answer.headers['content-type']).toContain('text/csv');
  expect(answer.body.startsWith('\uFEFFid;status;')).toBe(true);
  expect(answer.body.trimEnd().split('\r\n')).toHaveLength(28);
});

test.each([
  '/v1/contradictions?cursor=nonsense',
  '/v1/contradictions?status=closing',
  '/v1/contradictions?limit=1000',
  '/v1/contradictions?q=%00',
  '/v1/contradictions/none',
  '/v1/contradictions/01990000-0000-7000-8000-000000000001',
  '/v1/contradictions.csv?cursor=nonsense',
  '/v1/board?cursor=WzFd',
  '/v1/board?state=agrees',
  '/v1/board?q=%00',
])('%s is refused and never fails', async (url) => {
  const answer = await given.app.inject({ url, headers: given.member });
  expect([400, 404]).toContain(answer.statusCode);
  expect(answer.headers['content-type']).toContain('application/problem+json');
});
