import { expect, test } from 'vitest';
import { emptyForm, kinds, referenceName, usualKind, withForm, withoutForm } from './draft.ts';

test('a reference is named by letters that a text can name, and never by a name that is taken', () => {
  expect(referenceName('Ulltröjan Fjäll', [])).toBe('ulltrojan_fjall');
  expect(referenceName('Ulltröjan Fjäll', ['ulltrojan_fjall'])).toBe('ulltrojan_fjall_2');
  expect(referenceName('3-lagers', [])).toBe('lagers');
  expect(referenceName('???', [])).toBe('vara');
});

test('every kind of form can be begun, and each channel has a usual one', () => {
  expect(kinds.map((kind) => emptyForm('web', kind, 'sv').kind)).toEqual([...kinds]);
  expect([usualKind('newsletter'), usualKind('store'), usualKind('own-channel')]).toEqual(['email', 'till', 'web']);
});

test('channels are named as their forms come and go, and there is always one', () => {
  const [mail, sms] = [emptyForm('newsletter', 'email', 'sv'), emptyForm('sms', 'sms', 'sv')];
  const empty = {
    name: 'Ny',
    theme: '',
    purpose: 'marketing' as const,
    channels: ['newsletter'],
    validFrom: '2026-11-22T00:00:00Z',
    references: {},
    forms: [],
  };
  const one = { ...empty, ...withForm(empty, sms) };
  expect(one.channels).toEqual(['sms']);
  const two = { ...one, ...withForm(one, mail) };
  expect(two.channels).toEqual(['sms', 'newsletter']);
  expect(withoutForm(two, mail)).toEqual({ forms: [sms], channels: ['sms'] });
  expect(withoutForm(one, sms)).toEqual({ forms: [], channels: ['sms'] });
});
