import { expect, test } from 'vitest';
import { readRule } from './read-rule.ts';
import { ruleInWords } from './words.ts';

const said = (written: unknown): readonly string[] => [
  ruleInWords(readRule(written), 'en'),
  ruleInWords(readRule(written), 'sv'),
];

test('a day is said as it was written, with the zone only where the rule names one', () => {
  const since = { did: 'x', since: '2026-10-24' };
  expect(ruleInWords(readRule(since), 'en')).toBe('did x since 2026-10-24');
  expect(ruleInWords(readRule({ ...since, zone: 'UTC' }), 'sv')).toBe('gjorde x från och med 2026-10-24 (UTC)');
});

test('a rule is said in English and in Swedish', () => {
  const rule = {
    all: [
      { attribute: 'city', oneOf: ['Umeå', 'Lund'] },
      { did: 'Order Completed', atLeast: 2, channel: 'store', within: { days: 30 } },
      { any: [{ has: 'email' }, { never: 'Order Refunded' }] },
    ],
  };
  expect(said(rule)).toEqual([
    'city is "Umeå" or "Lund" and did Order Completed at least 2 times in "store" within the last 30 days' +
      ' and (has an identifier of the type email or never did Order Refunded)',
    'city är "Umeå" eller "Lund" och gjorde Order Completed minst 2 gånger i "store" de senaste 30 dagarna' +
      ' och (har en identifierare av typen email eller gjorde aldrig Order Refunded)',
  ]);
});

test.each([
  [{ not: { attribute: 'city', equals: 'Umeå' } }, 'city is not "Umeå"', 'city är inte "Umeå"'],
  [{ attribute: 'city', exists: false }, 'city is not known', 'city är inte känt'],
  [{ not: { attribute: 'tags', contains: 'ny' } }, 'tags does not contain "ny"', 'tags innehåller inte "ny"'],
  [{ not: { attribute: 'age', atLeast: 18 } }, 'not (age is at least 18)', 'inte (age är minst 18)'],
  [{ not: { has: 'phone' } }, 'has no identifier of the type phone', 'har ingen identifierare av typen phone'],
  [{ did: 'A', atMost: 1 }, 'did A at most 1 time', 'gjorde A högst 1 gång'],
])('what is turned round is said so where that is exact: %j', (rule, english, swedish) => {
  expect(said(rule)).toEqual([english, swedish]);
});

test.each([
  [{ since: '2026-10-25' }, 'since 2026-10-25', 'från och med 2026-10-25'],
  [{ until: '2026-03-29' }, 'before 2026-03-29', 'före 2026-03-29'],
  [
    { since: '2026-01-01', until: { days: 3 } },
    'from 2026-01-01 until 3 days ago',
    'från 2026-01-01 fram till 3 dagar sedan',
  ],
  [{ since: '2026-10-25T10:00:00Z' }, 'since 2026-10-25T10:00:00.000Z', 'från och med 2026-10-25T10:00:00.000Z'],
  [{ within: { days: 0 } }, 'today', 'i dag'],
  [{ within: { days: 1 } }, 'since yesterday', 'sedan i går'],
  [{ within: { hours: 24 } }, 'within the last 24 hours', 'de senaste 24 timmarna'],
  [{ within: { days: 7 }, zone: 'UTC' }, 'within the last 7 days (UTC)', 'de senaste 7 dagarna (UTC)'],
  [{ until: { months: 3 } }, 'more than 3 months ago', 'för mer än 3 månader sedan'],
])('a window is said as people say it: %j', (window, english, swedish) => {
  expect(said({ did: 'A', ...window })).toEqual([`did A ${english}`, `gjorde A ${swedish}`]);
});

test('things are called by the names they have where the rule is read, and else as the rule has them', () => {
  const rule = readRule({ all: [{ did: 'Order Completed', channel: ['store', 'kiosk'] }, { not: { has: 'email' } }] });
  const names = {
    event: (name: string) => (name === 'Order Completed' ? '”Köpte”' : undefined),
    channel: (id: string) => (id === 'store' ? 'Butik' : undefined),
    identifier: () => 'E-post',
  };
  expect(ruleInWords(rule, 'sv', names)).toBe(
    'gjorde ”Köpte” i Butik eller "kiosk" och har ingen identifierare av typen E-post',
  );
});
