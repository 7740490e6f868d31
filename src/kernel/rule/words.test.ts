import { expect, test } from 'vitest';
import { readRule } from './read-rule.ts';
import { ruleInWords } from './words.ts';

const rule = readRule({
  all: [
    { attribute: 'city', oneOf: ['Umeå', 'Lund'] },
    { did: 'Order Completed', atLeast: 2, channel: 'store', within: { days: 30 } },
    { any: [{ has: 'email' }, { never: 'Order Refunded' }] },
  ],
});

test('a day is said as it was written, with the zone only where the rule names one', () => {
  const since = { did: 'x', since: '2026-10-24' };
  expect(ruleInWords(readRule(since), 'en')).toBe('did x at least 1 time since 2026-10-24');
  expect(ruleInWords(readRule({ ...since, zone: 'UTC' }), 'sv')).toBe('gjorde x minst 1 gång sedan 2026-10-24 (UTC)');
});

test('a rule is said in English and in Swedish', () => {
  expect(ruleInWords(rule, 'en')).toBe(
    'city is "Umeå" or "Lund" and did Order Completed at least 2 times in "store" since the beginning of the day 30 days ago' +
      ' and (has an identifier of the type email or not (did Order Refunded at least 1 time))',
  );
  expect(ruleInWords(rule, 'sv')).toBe(
    'city är "Umeå" eller "Lund" och gjorde Order Completed minst 2 gånger i "store" sedan början av dagen för 30 dagar sedan' +
      ' och (har en identifierare av typen email eller inte (gjorde Order Refunded minst 1 gång))',
  );
});
