import { describe, expect, test } from 'vitest';
import type { OfferBody } from './offer.contract.ts';
import { bodyOf, changedFields, keepsApprovals } from './offer-version.ts';

const body: OfferBody = bodyOf(
  {
    name: 'Rea',
    terms: { kind: 'percent-off', percent: 20 },
    products: ['a', 'b'],
    channels: ['web', 'store'],
    validFrom: '',
  },
  { validFrom: 0, validTo: null },
  { kind: 'everyone', size: null },
);
const before = { body, audienceSet: null };

describe('between two versions of an offer', () => {
  test('what is changed is told by field, and an order that nobody meets is no change', () => {
    expect(
      changedFields(before, { ...before, body: { ...body, products: ['b', 'a'], channels: ['store', 'web'] } }),
    ).toEqual([]);
    const next: OfferBody = {
      ...body,
      validTo: '2026-12-24T00:00:00.000Z',
      terms: { kind: 'percent-off', percent: 30 },
    };
    expect(changedFields(before, { ...before, body: next })).toEqual(['terms', 'validTo']);
  });

  test('a new list of as many people is another audience', () => {
    const list = { ...body, audience: { kind: 'list' as const, size: 2 } };
    expect(changedFields({ body: list, audienceSet: 'a' }, { body: list, audienceSet: 'b' })).toEqual(['audience']);
    expect(changedFields({ body: list, audienceSet: 'a' }, { body: list, audienceSet: 'a' })).toEqual([]);
  });

  test.each<[Partial<OfferBody>, boolean]>([
    [{ name: 'Vinterrea' }, true],
    [{ channels: ['web'] }, true],
    [{ redemptionLimit: 1 }, false],
    [{ products: ['a'] }, false],
    [{ validFrom: '2026-01-01T00:00:00.000Z' }, false],
  ])('%o keeps the approvals of the channels that are still there: %s', (change, isKept) => {
    expect(keepsApprovals(before, { ...before, body: { ...body, ...change } })).toBe(isKept);
  });
});
