import { expect, test } from 'vitest';
import type { Portfolio } from '../../../../src/speak/message/portfolio.contract.ts';
import { withoutPlace, withPlace } from './place.ts';

const start = { channel: 'web', touchpoint: 'startsida', role: 'finds', owner: 'Ada', themes: ['jul'] } as const;
const found: Portfolio['places'][number] = {
  ...start,
  themes: ['jul'],
  carries: [],
  onSale: 0,
  drift: { absent: [], unmeant: [], isCrowded: false, unsaid: [] },
};

test('a place is said anew where it stood, and a new one comes last', () => {
  const app = { channel: 'app', touchpoint: '', role: 'reminds', owner: null, themes: [] } as const;
  const both = withPlace([found], { ...app, themes: [] });
  expect(both).toEqual([start, app]);
  expect(withPlace(both, { ...start, themes: ['rea'] })).toEqual([{ ...start, themes: ['rea'] }, app]);
  expect(withoutPlace(both, start)).toEqual([app]);
});

test('the channel as a whole is another place than a place in it', () => {
  expect(withoutPlace([found], { channel: 'web', touchpoint: '' })).toEqual([start]);
});
