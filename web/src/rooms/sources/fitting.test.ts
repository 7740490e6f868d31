import { expect, test } from 'vitest';
import type { SourceView } from '../../../../src/organisation/source.contract.ts';
import { fitting } from './fitting.ts';
import { fieldsOf, formOf, patchOf } from './source-form.ts';

const till: SourceView = {
  id: 'kassa',
  name: 'Kassan',
  kind: 'server',
  channel: 'store',
  department: 'Butik',
  owner: 'Åke Tallsund',
  origins: [],
  phoneCountry: 'SE',
  purpose: 'Kvitton',
  state: 'active',
  createdAt: '2026-11-22T08:00:00Z',
  pausedAt: null,
  liveKeys: 1,
  lastUsedAt: null,
};
const site: SourceView = {
  ...till,
  id: 'webb',
  name: 'Webben',
  owner: null,
  state: 'paused',
  origins: ['https://a.example'],
};

test('sources are found by every word, in what they are called or whose they are, and by their state', () => {
  const ids = (q: string, state = '') => fitting([till, site], { q, state }).map((each) => each.id);
  expect(ids('')).toEqual(['kassa', 'webb']);
  expect(ids('åke  kvitton')).toEqual(['kassa']);
  expect(ids('butik', 'paused')).toEqual(['webb']);
  expect(ids('åke webben')).toEqual([]);
});

test('a form that nobody has touched says nothing anew', () => {
  expect(patchOf(site, formOf(site))).toEqual({});
});

test('what is cleared in the form is taken away, and only what differs is said anew', () => {
  const form = { ...formOf(till), owner: ' ', origins: ' https://b.example\n\nhttps://c.example ', phoneCountry: 'no' };
  expect(patchOf(till, form)).toEqual({
    owner: null,
    origins: ['https://b.example', 'https://c.example'],
    phoneCountry: 'NO',
  });
});

test('a new source is said with what was filled in', () => {
  const empty = formOf(undefined);
  expect(fieldsOf({ ...empty, name: ' Växeln ', channel: 'phone' })).toEqual({
    name: 'Växeln',
    kind: 'server',
    channel: 'phone',
    department: null,
    owner: null,
    origins: [],
    phoneCountry: null,
    purpose: '',
  });
});
