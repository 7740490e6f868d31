import { expect, test } from 'vitest';
import type { CrawlSiteView } from '../../../../src/collect/crawl/crawl-site.contract.ts';
import { emptyForm, groupFaults, inputOf, isUnderWay, nameOfSite, rejectedIn, stateOf } from './site.ts';

const now = Date.parse('2026-11-26T09:00:00Z');
const crawl = { importId: null, pages: 0, unchanged: 0, accepted: 0, rejected: 0, faultCount: 0, faults: [] };
const at = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
const site = (askedAt: string | null, lastCrawl: CrawlSiteView['lastCrawl']): CrawlSiteView => ({
  id: 's',
  channel: 'web',
  origins: ['https://fjallro.example', 'http://outlet.fjallro.example:8080'],
  starts: ['https://fjallro.example/'],
  mostPages: 1000,
  productBy: 'id',
  askedAt,
  lastCrawl,
});

test.each([
  ['never', site(null, null)],
  ['waiting', site(at(1), null)],
  ['waiting', site(at(1), { ...crawl, startedAt: at(90), finishedAt: at(80) })],
  ['reading', site(null, { ...crawl, startedAt: at(5), finishedAt: null })],
  ['broken', site(null, { ...crawl, startedAt: at(61), finishedAt: null })],
  ['waiting', site(at(1), { ...crawl, startedAt: at(61), finishedAt: null })],
  ['read', site(null, { ...crawl, startedAt: at(5), finishedAt: at(4) })],
] as const)('a site is %s', (state, view) => {
  expect(stateOf(view, now)).toBe(state);
});

test('what waits or is being read is followed, what was broken off is not', () => {
  const states = ['never', 'waiting', 'reading', 'broken', 'read'] as const;
  expect(states.filter(isUnderWay)).toEqual(['waiting', 'reading']);
});

test('a site is called by its origins', () => {
  expect(nameOfSite(site(null, null))).toBe('fjallro.example, outlet.fjallro.example:8080');
});

test('what could not be read is told by why, the most common first', () => {
  const gone = { code: 'status' as const, status: 404, reason: 'The answer was 404.' };
  const broken = { code: 'status' as const, status: 500, reason: 'The answer was 500.' };
  const faults = [
    { address: 'a', ...broken },
    { address: 'b', ...gone },
    { address: 'c', ...gone },
    { address: 'd', reason: 'Of before.' },
  ];
  expect(groupFaults(faults)).toEqual([
    { ...gone, addresses: ['b', 'c'] },
    { ...broken, addresses: ['a'] },
    { reason: 'Of before.', addresses: ['d'] },
  ]);
});

test('what is left empty in the form is not sent', () => {
  expect(inputOf({ ...emptyForm, starts: ' https://a.example/ \n\n' })).toEqual({
    channel: 'web',
    starts: ['https://a.example/'],
    productBy: 'id',
  });
  expect(inputOf({ ...emptyForm, origins: 'https://a.example', mostPages: ' 20 ' })).toMatchObject({
    origins: ['https://a.example'],
    mostPages: 20,
  });
});

test('a price that was not taken in says on which page and why; a row that was cut says nothing', () => {
  const because = { code: 'no-amount', found: 'ring oss' } as const;
  expect(rejectedIn(JSON.stringify({ address: 'https://a.example/b', channel: 'web', because }))).toMatchObject({
    address: 'https://a.example/b',
    because,
  });
  expect(rejectedIn('{"address": "https://a.ex')).toEqual({ address: '' });
  expect(rejectedIn('null')).toEqual({ address: '' });
});
