import { expect, test } from 'vitest';
import { dateText, isoWeek, moneyText, numberText, percentText, relativeText } from './format.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('\u2212', '-');

test('money is written as the reader writes it, with öre only where there are some', () => {
  expect(plain(moneyText({ amount: 129_900, currency: 'SEK' }, 'sv'))).toBe('1 299 kr');
  expect(plain(moneyText({ amount: 59_950, currency: 'SEK' }, 'sv'))).toBe('599,50 kr');
  expect(plain(moneyText({ amount: 59_950, currency: 'SEK' }, 'en'))).toBe('kr 599.50');
  expect(plain(moneyText({ amount: 1500, currency: 'JPY' }, 'sv'))).toContain('1 500');
});

test('numbers and shares follow the language', () => {
  expect(plain(numberText(1_234_567, 'sv'))).toBe('1 234 567');
  expect(plain(percentText(33.44, 'sv'))).toBe('33,4 %');
  expect(percentText(33.44, 'en')).toBe('33.4%');
});

test.each([
  ['2024-12-30T12:00:00', 1],
  ['2026-01-01T12:00:00', 1],
  ['2027-01-01T12:00:00', 53],
  ['2026-11-22T12:00:00', 47],
  ['2026-11-23T12:00:00', 48],
] as const)('the ISO week of %s is %i', (day, week) => {
  expect(isoWeek(`${day}Z`, 'UTC')).toBe(week);
});

test('times are told on the 24-hour clock in both languages', () => {
  for (const language of ['sv', 'en'] as const) {
    expect(dateText('2026-11-22T14:04:00Z', 'time', { language, timeZone: 'Europe/Stockholm' })).toBe('15:04');
  }
});

test('days, weeks and hours are those of the clocks of the deployment, not of the reader', () => {
  const midnight = '2026-11-22T23:30:00Z';
  const [stockholm, newYork] = ['Europe/Stockholm', 'America/New_York'];
  expect([isoWeek(midnight, stockholm), isoWeek(midnight, newYork)]).toEqual([48, 47]);
  expect(dateText(midnight, 'dayOfYear', { language: 'sv', timeZone: stockholm })).toBe('23 nov.');
  expect(dateText(midnight, 'dayOfYear', { language: 'sv', timeZone: newYork })).toBe('22 nov.');
});

test('the distance in time is told in the largest unit that fits', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  expect(relativeText(now - 3 * 3_600_000, now, 'sv')).toBe('för 3 tim sedan');
  expect(relativeText(now + 86_400_000, now, 'sv')).toBe('i morgon');
  expect(relativeText(now - 1000, now, 'en')).toBe('now');
});
