import { expect, test } from 'vitest';
import { makerOf } from './maker.ts';

test('who made a promise is told without the form that the ledger keeps it in', () => {
  expect(makerOf('member:Saga')).toEqual({ kind: 'member', name: 'Saga' });
  expect(makerOf('key:växel: kväll')).toEqual({ kind: 'key', name: 'växel: kväll' });
  expect(makerOf('kassan')).toEqual({ kind: 'key', name: 'kassan' });
});
